import Glibc
import SluiceFormats

/// The names in one folder, in the bytewise order in which the paths below them come.
struct Directory {
    enum Kind: Hashable { case file, folder, link, special, unknown }

    /// All names one after the other; a folder's is followed by a slash, as in the paths below it.
    private var names: [UInt8] = []
    private var entries: [Entry] = []

    private struct Entry {
        var start: Int
        var count: Int
        var kind: Kind
    }

    /// - Throws: ``SystemFault`` where the folder cannot be listed.
    init(_ path: PathBytes) throws(SystemFault) {
        guard let stream = unsafe path.withPointer({ unsafe opendir($0) }) else { throw SystemFault(errno) }
        defer { unsafe closedir(stream) }
        errno = 0
        while let entry = unsafe readdir(stream) {
            unsafe append(entry)
            errno = 0
        }
        guard errno == 0 else { throw SystemFault(errno) }
        sort()
    }

    var count: Int { entries.count }

    /// The name at `index`, without a slash.
    func name(_ index: Int) -> ArraySlice<UInt8> {
        let entry = entries[index]
        return names[entry.start..<entry.start + entry.count - (entry.kind == .folder ? 1 : 0)]
    }

    func kind(_ index: Int) -> Kind { entries[index].kind }

    func contains(_ name: String) -> Bool {
        entries.indices.contains { self.name($0).elementsEqual(name.utf8) }
    }

    private mutating func append(_ entry: UnsafeMutablePointer<dirent>) {
        let kind: Kind =
            switch unsafe CInt(entry.pointee.d_type) {
            case CInt(DT_REG): .file
            case CInt(DT_DIR): .folder
            case CInt(DT_LNK): .link
            case CInt(DT_UNKNOWN): .unknown
            default: .special
            }
        let place = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
        let name = unsafe UnsafeRawPointer(entry) + place
        let count = unsafe strlen(name.assumingMemoryBound(to: CChar.self))
        let bytes = unsafe UnsafeRawBufferPointer(start: name, count: count)
        let isDots = unsafe count <= 2 && bytes.allSatisfy { $0 == 0x2E }
        guard !isDots else { return }
        let start = names.count
        unsafe names.append(contentsOf: bytes)
        if kind == .folder { names.append(0x2F) }
        entries.append(Entry(start: start, count: names.count - start, kind: kind))
    }

    private mutating func sort() {
        unsafe names.withUnsafeBufferPointer { names in
            guard let base = names.baseAddress else { return }
            entries.sort { left, right in
                let order = unsafe memcmp(base + left.start, base + right.start, min(left.count, right.count))
                return order < 0 || order == 0 && left.count < right.count
            }
        }
    }
}

/// What the system says of a file.
struct FileStatus {
    var kind: Directory.Kind
    var size: Int
    /// In nanoseconds since 1970.
    var modified: Int
    var identity: FileIdentity

    /// - Throws: ``SystemFault`` where there is no such file, or no right to ask.
    init(_ path: PathBytes, followingLinks: Bool) throws(SystemFault) {
        var status = stat()
        let result = unsafe path.withPointer {
            unsafe followingLinks ? stat($0, &status) : lstat($0, &status)
        }
        guard result == 0 else { throw SystemFault(errno) }
        self.init(status)
    }

    /// - Throws: ``SystemFault`` where `descriptor` is not open.
    init(descriptor: CInt) throws(SystemFault) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw SystemFault(errno) }
        self.init(status)
    }

    private init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .special
            }
        size = Int(status.st_size)
        modified = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
        identity = FileIdentity(device: status.st_dev, number: status.st_ino)
    }
}

/// By what the system tells one file from another.
public struct FileIdentity: Hashable, Sendable {
    var device: UInt
    var number: UInt

    init(device: UInt, number: UInt) {
        self.device = device
        self.number = number
    }

    /// The file behind an open descriptor; nil where that is no regular file.
    public init?(descriptor: CInt) {
        guard let status = try? FileStatus(descriptor: descriptor), status.kind == .file else { return nil }
        self = status.identity
    }

    /// The file that a path leads to; nil where that is no regular file.
    public init?(path: String) {
        guard let status = try? FileStatus(PathBytes(path), followingLinks: true), status.kind == .file else {
            return nil
        }
        self = status.identity
    }
}
