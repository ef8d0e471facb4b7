import Glibc

/// Why a file cannot be read, in words that hold nothing of what is in it.
struct FileFault: Error {
    let reason: String
}

/// Reading of rule files: the only place of this module that touches the disk.
enum Files {
    static func text(of path: String) throws(FileFault) -> String {
        guard let bytes = bytes(of: path) else {
            throw FileFault(reason: exists(path) ? "it may not be read" : "there is no such file")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileFault(reason: "it is not UTF-8")
        }
        return text
    }

    /// Nil where the file cannot be read to its end.
    private static func bytes(of path: String) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            guard count > 0 else { return all }
            all += piece[..<count]
        }
    }

    static func exists(_ path: String) -> Bool { kind(of: path, following: true) != nil }

    static func isFolder(_ path: String) -> Bool { kind(of: path, following: true) == S_IFDIR }

    private static func isLink(_ path: String) -> Bool { kind(of: path, following: false) == S_IFLNK }

    private static func kind(of path: String, following: Bool) -> mode_t? {
        var status = stat()
        let flags = following ? 0 : AT_SYMLINK_NOFOLLOW
        guard unsafe fstatat(AT_FDCWD, path, &status, flags) == 0 else { return nil }
        return status.st_mode & S_IFMT
    }

    /// The paths of all files under `folder`, in bytewise order.
    ///
    /// Hidden ones are left out, and links to folders are not followed: they may lead in circles.
    static func all(under folder: String) throws(FileFault) -> [String] {
        guard let names = names(in: folder) else { throw FileFault(reason: "the folder may not be read") }
        var files: [String] = []
        for name in names where !name.hasPrefix(".") {
            let path = Paths.joined(folder, name)
            guard isFolder(path) else {
                files.append(path)
                continue
            }
            if !isLink(path) { files += try all(under: path) }
        }
        return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func names(in folder: String) -> [String]? {
        guard let stream = unsafe opendir(folder) else { return nil }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            unsafe names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { name in
                    unsafe String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names
    }
}

/// Paths as text.
enum Paths {
    /// What stands behind the last slash; slashes at the end do not count.
    static func name(of path: String) -> String {
        let path = trimmed(path)
        guard path != "/" else { return "/" }
        return String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }

    /// What stands before the last slash; empty where there is none.
    static func folder(of path: String) -> String {
        let path = trimmed(path)
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : trimmed(String(path[..<slash]))
    }

    /// What stands behind the last dot of a name that does not begin with it.
    static func suffix(of path: String) -> String {
        let name = name(of: path)
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
        return String(name[name.index(after: dot)...])
    }

    private static func trimmed(_ path: String) -> String {
        var path = path[...]
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return String(path)
    }

    static func joined(_ folder: String, _ name: String) -> String {
        if folder.isEmpty { return name }
        return folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    /// `name` seen from the folder of `file`; an absolute `name` stays as it is.
    static func beside(_ file: String, _ name: String) -> String {
        name.hasPrefix("/") ? name : joined(folder(of: file), name)
    }
}
