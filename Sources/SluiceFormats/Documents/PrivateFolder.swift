import Glibc

/// A folder for what a tool writes, which nobody else may look into and which is gone when its owner is.
final class PrivateFolder: Sendable {
    let path: String

    /// Creates it where `TMPDIR` says, else in `/tmp`.
    ///
    /// - Throws: ``SystemFault`` with the reason that the system gives.
    init() throws(SystemFault) {
        let place = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array((place + "/sluice-XXXXXX").utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw SystemFault(errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { PrivateFolder.remove(path) }

    /// The files below it, sorted by path, relative to it; links and devices are left out.
    func files() -> [(path: String, size: Int)] {
        var files: [(String, Int)] = []
        PrivateFolder.list(path, "", depth: 0, &files)
        return files.sorted { $0.0 < $1.0 }
    }

    private static func list(_ root: String, _ folder: String, depth: Int, _ files: inout [(String, Int)]) {
        guard depth < 64 else { return }
        for name in names(in: root + "/" + folder) {
            let relative = folder.isEmpty ? name : folder + "/" + name
            var status = stat()
            guard unsafe lstat(root + "/" + relative, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: list(root, relative, depth: depth + 1, &files)
            case S_IFREG: files.append((relative, Int(status.st_size)))
            default: break
            }
        }
    }

    private static func remove(_ path: String) {
        for name in names(in: path) {
            let inner = path + "/" + name
            if unsafe unlink(inner) != 0 { remove(inner) }
        }
        _ = unsafe rmdir(path)
    }

    private static func names(in folder: String) -> [String] {
        guard let handle = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(handle) }
        var names: [String] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
