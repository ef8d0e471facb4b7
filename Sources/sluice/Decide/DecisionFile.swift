import Glibc
import SluiceFormats
import SluiceModel
import SluicePolicy
import SluiceReport

/// The file in which decisions on findings stand.
struct DecisionFile {
    static let name = "decisions.jsonl"

    let path: String

    /// The file at `path`, else the one beside `sluice.yaml`, which is looked for upwards, else one in the working folder.
    init(_ path: String?) { self.path = path ?? DecisionFile.besideConfiguration ?? DecisionFile.name }

    var exists: Bool { unsafe access(path, F_OK) == 0 }

    /// The decisions; none where there is no file yet.
    ///
    /// - Throws: Where the file cannot be read, or has faults.
    func load() throws -> DecisionList {
        guard exists else { return DecisionList() }
        guard let bytes = WholeFile.bytes(path) else { throw UsageFault("'\(path)' cannot be read") }
        return try DecisionList(bytes, file: path)
    }

    /// Writes what was decided since `decisions` was read into the file as it is now; nothing where that changes nothing.
    ///
    /// - Throws: Where the file cannot be written, or was made unreadable meanwhile.
    func save(_ decisions: DecisionList) throws {
        var current = try load()
        let before = exists ? current.contents() : []
        current.apply(changesOf: decisions)
        let contents = current.contents()
        guard contents != before || !exists else { return }
        try FileReplacement.write(contents, to: path)
    }

    private static var besideConfiguration: String? {
        guard let folder = unsafe getcwd(nil, 0) else { return nil }
        defer { unsafe free(folder) }
        var path = unsafe String(cString: folder)
        while true {
            let prefix = path.hasSuffix("/") ? path : path + "/"
            if unsafe access(prefix + "sluice.yaml", F_OK) == 0 { return prefix + name }
            guard let slash = path.lastIndex(of: "/"), path != "/" else { return nil }
            path = slash == path.startIndex ? "/" : String(path[..<slash])
        }
    }
}

/// Puts new bytes in a file's place, all at once.
enum FileReplacement {
    /// Who may read the file stays as it is.
    ///
    /// - Throws: Where the file cannot be written.
    static func write(_ bytes: [UInt8], to path: String) throws {
        do throws(OutputFault) {
            var target = try ReportTarget.replacing(path)
            try target.write(bytes)
            try target.finish()
        } catch {
            throw UsageFault("cannot write \(error)")
        }
    }
}
