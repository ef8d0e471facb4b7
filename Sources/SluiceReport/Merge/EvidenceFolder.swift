import Glibc
import SluiceDigest
import SluiceModel

/// Collects the files in which something was found, for whoever has to prove it.
///
/// It copies a file only where it is still the one that was scanned: where its hash is the one in the list that the scan
/// wrote, or, without such a list, where nobody has changed it since the scan began.
public struct EvidenceFolder: ~Copyable {
    /// What became of a file with findings.
    public enum Status: String, Sendable {
        /// The hash is the one that the scan noted.
        case same
        /// Its time says that it has not changed since the scan.
        case unchanged
        case changed, missing
    }

    private let folder: String
    private let known: [String: String]
    private let started: Double
    private var files: [String: (status: Status, hash: String?)] = [:]
    private var manifest: ReportTarget
    private var sums: ReportTarget
    private var lines: [UInt8] = []

    /// Makes the folder, which must not be there yet.
    ///
    /// `known` are the hashes that the scan noted, by path; it began `started` seconds after the beginning of 1970.
    ///
    /// - Throws: ``OutputFault`` where the folder cannot be made.
    public init(_ folder: String, known: [String: String], started: Double) throws(OutputFault) {
        for path in [folder, folder + "/files"] {
            guard unsafe mkdir(path, 0o700) == 0 else { throw .system(path: path, code: errno) }
        }
        let manifest = try ReportTarget(file: folder + "/manifest.jsonl")
        let sums = try ReportTarget(file: folder + "/SHA256SUMS")
        self.folder = folder
        self.known = known
        self.started = started
        self.manifest = manifest
        self.sums = sums
    }

    /// Notes a finding, and copies its file where that is the first one in it.
    public mutating func add(_ finding: FindingRecord) throws(OutputFault) {
        let file = String(ShownPath(finding.location.origin.path).file)
        if files[file] == nil { files[file] = try collect(file) }
        guard let entry = files[file] else { return }
        JSONWriter.line(into: &lines) { json in
            json.object {
                $0.field("fingerprint", finding.fingerprint)
                $0.field("rule", finding.rule.description)
                $0.field("path", finding.location.origin.path)
                $0.field("message", finding.location.origin.message)
                $0.field("fileOffset", finding.location.fileOffset)
                $0.field("length", finding.location.span.count)
                $0.field("status", entry.status.rawValue)
                $0.field("file", entry.hash.map { "files/" + $0 })
            }
        }
        if lines.count > 1 << 16 { try flush() }
    }

    /// Ends the list of findings, and gives how many files there are of each kind.
    public mutating func finish() throws(OutputFault) -> [Status: Int] {
        try flush()
        try manifest.finish()
        try sums.finish()
        return files.values.reduce(into: [:]) { $0[$1.status, default: 0] += 1 }
    }

    private mutating func flush() throws(OutputFault) {
        try manifest.write(lines)
        lines.removeAll(keepingCapacity: true)
    }

    private mutating func collect(_ file: String) throws(OutputFault) -> (status: Status, hash: String?) {
        let source = unsafe open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard source >= 0 else { return (.missing, nil) }
        defer { close(source) }
        var status = stat()
        guard unsafe fstat(source, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return (.missing, nil)
        }
        let isOld = Double(status.st_mtim.tv_sec) < started
        let noted = known[file]
        guard noted != nil || isOld else { return (.changed, nil) }
        let temporary = "\(folder)/files/.part"
        let hash = try copy(source, to: temporary)
        guard noted == nil || noted == hash else {
            unsafe unlink(temporary)
            return (.changed, nil)
        }
        let path = "\(folder)/files/\(hash)"
        guard unsafe rename(temporary, path) == 0 else { throw .system(path: path, code: errno) }
        try sums.write(Array("\(hash)  files/\(hash)\n".utf8))
        return (noted == nil ? .unchanged : .same, hash)
    }

    /// Copies what stands in a file, and gives the hash of what was copied.
    private func copy(_ source: CInt, to path: String) throws(OutputFault) -> String {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o400)
        guard descriptor >= 0 else { throw .system(path: path, code: errno) }
        defer { close(descriptor) }
        var target = ReportTarget(stream: descriptor, name: path)
        var hash = SHA256()
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe read(source, $0.baseAddress, $0.count) }
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw .system(path: path, code: errno)
            }
            guard count > 0 else { break }
            let bytes = Array(piece[..<count])
            hash.update(bytes.span)
            try target.write(bytes)
        }
        return hash.finalize().hexadecimal
    }
}
