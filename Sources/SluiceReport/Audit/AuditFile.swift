import Glibc
import SluiceDigest
public import SluiceModel

/// Why something that was to be noted could not be.
public enum AuditFault: Error, Hashable, Sendable {
    case system(code: CInt)
    /// The last line of the file is not one that was written here, or not whole.
    case damaged
}

/// A file to which a line is added whenever somebody sees what is masked otherwise.
///
/// Each line holds the hash of the one before and its own, so that none can be changed, taken out or put in without it
/// or the following ones showing it. What was cut off at the end, or written anew with all its hashes, shows by comparison
/// with a copy of the last hash only.
public struct AuditFile: Sendable {
    /// What the first line holds in place of a hash.
    static let origin = String(repeating: "0", count: 64)

    public let path: String

    public init(_ path: String) { self.path = path }

    /// Adds a line; other programs that add one wait.
    ///
    /// - Throws: ``AuditFault`` where the line is not on the disk.
    public func append(_ entry: AuditEntry) throws(AuditFault) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else { throw .system(code: errno) }
        defer { close(descriptor) }
        let previous = try AuditFile.lastHash(descriptor)
        let line = AuditFile.line(of: entry, behind: previous)
        let written = unsafe line.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        guard written == line.count, fsync(descriptor) == 0 || errno == EINVAL else {
            throw .system(code: errno)
        }
    }

    /// What a check has seen.
    public struct Check: Hashable, Sendable {
        public var lines: Int
        /// SHA-256 of the last line, in hexadecimal digits; nil where there is none.
        public var lastHash: String?
    }

    /// How many lines there are, all of them one behind the other as they were written.
    ///
    /// - Throws: A ``Diagnostic`` that says where the chain breaks.
    public func check() throws(Diagnostic) -> Check {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Diagnostic("unreadable", "cannot be read", file: path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        while let piece = AuditFile.read(descriptor, at: bytes.count, 1 << 20), !piece.isEmpty {
            bytes += piece
        }
        var previous = AuditFile.origin
        var number = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            number += 1
            guard AuditFile.isWhole(line) else { throw broken(number, "this line is not as it was written") }
            guard AuditFile.previous(of: line) == previous else {
                throw broken(number, "this line does not go with the one before")
            }
            previous = AuditFile.hash(line)
        }
        guard bytes.last ?? 0x0A == 0x0A else { throw broken(number + 1, "this line has no end") }
        return Check(lines: number, lastHash: number > 0 ? previous : nil)
    }

    private func broken(_ line: Int, _ what: String) -> Diagnostic {
        Diagnostic(
            "broken-chain", what, file: path, line: line,
            help: "a line was changed, taken out or put in here; compare with a copy")
    }

    /// What stands behind a line's own fields: its hash, which is that of everything before.
    private static let sealLength = sealStart.count + 64 + sealEnd.count
    private static let sealStart = Array(#","hash":""#.utf8)
    private static let sealEnd = Array(#""}"#.utf8)

    private static func line(of entry: AuditEntry, behind previous: String) -> [UInt8] {
        var line: [UInt8] = []
        JSONWriter.line(into: &line) { json in json.object { entry.write(previous, to: &$0) } }
        line.removeLast(2)
        return line + sealStart + Array(hash(line[...]).utf8) + sealEnd + [0x0A]
    }

    /// Whether a line's hash is that of its fields.
    private static func isWhole(_ line: ArraySlice<UInt8>) -> Bool {
        let fields = line.dropLast(sealLength)
        return line.suffix(sealLength).elementsEqual(sealStart + Array(hash(fields).utf8) + sealEnd)
    }

    private static func lastHash(_ descriptor: CInt) throws(AuditFault) -> String {
        let size = lseek(descriptor, 0, SEEK_END)
        guard size > 0 else { return origin }
        var length = 1 << 14
        while true {
            let start = max(0, Int(size) - length)
            guard let tail = read(descriptor, at: start, Int(size) - start), tail.count == Int(size) - start
            else {
                throw .system(code: errno)
            }
            guard tail.last == 0x0A else { throw .damaged }
            if let end = tail.dropLast().lastIndex(of: 0x0A) { return hash(tail.dropLast()[(end + 1)...]) }
            if start == 0 { return hash(tail.dropLast()) }
            length *= 8
        }
    }

    private static func read(_ descriptor: CInt, at offset: Int, _ size: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: size)
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe pread(descriptor, $0.baseAddress, size, offset)
        }
        guard count >= 0 else { return nil }
        bytes.removeSubrange(count...)
        return bytes
    }

    private static func hash(_ line: ArraySlice<UInt8>) -> String {
        SHA256.hash(line).hexadecimal
    }

    /// The hash that a line says the one before has.
    private static func previous(of line: ArraySlice<UInt8>) -> String? {
        var cursor = JSONCursor(Array(line), 0..<line.count)
        var previous: String?
        do throws(JSONFault) {
            try cursor.object { name, cursor throws(JSONFault) in
                if case "previous" = name { previous = try cursor.string() } else { try cursor.skip() }
            }
            try cursor.expectEnd()
        } catch {
            return nil
        }
        return previous
    }
}

/// What is noted when somebody sees what is masked otherwise: who, when and how, never what.
public struct AuditEntry: Hashable, Sendable {
    /// In seconds since 1970.
    public var time: Double
    public var user: String
    /// As a report may show them.
    public var arguments: [String]

    public init(time: Double, user: String, arguments: [String]) {
        self.time = time
        self.user = user
        self.arguments = arguments
    }

    fileprivate func write(_ previous: String, to json: inout JSONWriter) {
        json.field("time", Timestamp.text(time))
        json.field("user", user)
        json.key("arguments")
        json.array { array in for argument in arguments { array.value(argument) } }
        json.field("previous", previous)
    }
}
