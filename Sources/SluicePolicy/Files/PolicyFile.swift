import Glibc
public import SluiceModel

/// The file `sluice.yaml`: where it is looked for, and how it is read.
public enum PolicyFile {
    public static let name = "sluice.yaml"
    /// Where an administrator puts it for everybody.
    public static let systemFolder = "/etc/sluice"

    /// The path of the policy in force in the working folder: in it, in a folder above, then in `/etc/sluice`.
    ///
    /// Nil where there is none.
    public static func find() -> String? {
        var path = name
        for _ in 0..<depth() {
            if isReadableFile(path) { return path }
            path = "../" + path
        }
        let system = systemFolder + "/" + name
        return isReadableFile(system) ? system : nil
    }

    /// The policy in the file at `path`.
    ///
    /// - Throws: All faults of the file, in the order of their places.
    public static func load(_ path: String) throws(Diagnostics) -> Policy {
        try policy(in: bytes(of: path), path: path)
    }

    /// The policy in a file's bytes; `path` is shown in faults, and what it names is relative to its folder.
    ///
    /// - Throws: All faults of the file, in the order of their places.
    public static func policy(in bytes: [UInt8], path: String) throws(Diagnostics) -> Policy {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw fault("the policy is not UTF-8", path)
        }
        return try PolicyReader.policy(in: text, path: path, hash: PolicyHash.of(bytes))
    }

    /// How many folders there are from the working folder up to the root.
    private static func depth() -> Int {
        guard let folder = unsafe getcwd(nil, 0) else { return 1 }
        defer { unsafe free(folder) }
        let slashes = unsafe String(cString: folder).utf8.count { $0 == 0x2F }
        return slashes + 1
    }

    private static func isReadableFile(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    private static func bytes(of path: String) throws(Diagnostics) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let isMissing = errno == ENOENT
            throw fault(isMissing ? "there is no such file" : "the policy may not be read", path)
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < 64 << 20 {
            let count = unsafe read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw fault("the policy cannot be read", path)
            }
            bytes += buffer[..<count]
        }
        throw fault("the policy is too long", path)
    }

    private static func fault(_ message: String, _ path: String) -> Diagnostics {
        Diagnostics([Diagnostic("unreadable-policy", message, file: path)])
    }
}
