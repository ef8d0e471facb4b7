import Glibc
public import SluiceModel

/// Reads JSON Lines that a scan has written, record by record; memory holds a piece of the file only.
public struct RecordReader: ~Copyable {
    private static let pieceSize = 1 << 18
    /// A record longer than that was not written by us.
    private static let longestLine = 1 << 26

    /// As the user gave it.
    public let path: String
    /// The line of the record that was read last, from 1.
    public private(set) var line = 0
    /// Whether the last line has no end: whoever wrote it was broken off, and the line does not count.
    public private(set) var isCutOff = false

    private let descriptor: CInt
    private let closes: Bool
    private var parser = RecordParser()
    private var bytes: [UInt8] = []
    private var place = 0
    private var hasEnded = false
    private var hasRun = false

    /// Opens a file; `-` is the standard input.
    ///
    /// - Throws: A ``Diagnostic`` where it cannot be opened.
    public init(_ path: String) throws(Diagnostic) {
        self.path = path == "-" ? "<stdin>" : path
        closes = path != "-"
        descriptor = unsafe path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw RecordReader.systemFault(path) }
    }

    deinit { if closes, descriptor >= 0 { close(descriptor) } }

    /// The next record; nil at the end.
    ///
    /// - Throws: A ``Diagnostic`` where a line is no record.
    public mutating func next() throws(Diagnostic) -> ReportRecord? {
        while let (record, _) = try nextLine() {
            if case .other = record { continue }
            return record
        }
        return nil
    }

    /// The next record, of later versions too, and the line that it stands on with the line's end; nil at the end.
    ///
    /// - Throws: A ``Diagnostic`` where a line is no record.
    public mutating func nextLine() throws(Diagnostic) -> (record: ReportRecord, line: ArraySlice<UInt8>)? {
        while let range = try nextRange() {
            if bytes[range].allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { continue }
            let record: ReportRecord
            do throws(JSONFault) {
                record = try parser.record(bytes, range)
            } catch {
                throw diagnostic(error, in: range)
            }
            if case .run = record { hasRun = true }
            guard hasRun else { throw noRun }
            return (record, bytes[range.lowerBound...range.upperBound])
        }
        if !hasRun { throw noRun }
        return nil
    }

    private var noRun: Diagnostic {
        Diagnostic(
            "bad-findings", "these are no findings that a scan has written: no record of a run stands first",
            file: path, line: max(1, line), help: "'sluice scan -o findings.jsonl PATH' writes them")
    }

    private func diagnostic(_ fault: JSONFault, in range: Range<Int>) -> Diagnostic {
        let before = bytes[range.lowerBound..<min(fault.offset, range.upperBound)]
        return Diagnostic(
            "bad-record", fault.message, file: path, line: line,
            column: 1 + before.count { $0 & 0xC0 != 0x80 },
            help: "JSON Lines are read as a scan has written them; other programs must not change records")
    }

    /// The next whole line, without its end.
    private mutating func nextRange() throws(Diagnostic) -> Range<Int>? {
        var searched = place
        while true {
            if let end = RecordReader.lineEnd(in: bytes, from: searched) {
                defer { place = end + 1 }
                line += 1
                return place..<end
            }
            searched = bytes.count
            guard !hasEnded else {
                isCutOff = place < bytes.count
                return nil
            }
            searched -= place
            try readMore()
        }
    }

    private static func lineEnd(in bytes: [UInt8], from start: Int) -> Int? {
        unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, start < buffer.count,
                let found = unsafe memchr(base + start, 0x0A, buffer.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    /// Takes away what is done with, and reads a piece behind the rest.
    private mutating func readMore() throws(Diagnostic) {
        bytes.removeSubrange(..<place)
        place = 0
        guard bytes.count <= RecordReader.longestLine else {
            throw Diagnostic(
                "bad-record", "a line is longer than any record", file: path, line: line + 1,
                help: "'sluice scan -o findings.jsonl PATH' writes findings")
        }
        let kept = bytes.count
        bytes += [UInt8](repeating: 0, count: RecordReader.pieceSize)
        var count = -1
        repeat {
            count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe buffer.baseAddress.map {
                    unsafe read(descriptor, $0 + kept, RecordReader.pieceSize)
                } ?? 0
            }
        } while count < 0 && errno == EINTR
        guard count >= 0 else { throw RecordReader.systemFault(path) }
        bytes.removeSubrange((kept + count)...)
        hasEnded = count == 0
    }

    private static func systemFault(_ path: String) -> Diagnostic {
        let code = errno
        let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
        return Diagnostic("unreadable", "cannot be read: \(reason)", file: path)
    }
}
