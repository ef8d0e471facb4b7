import Glibc
public import SluiceModel

/// A mail as it lies in a file or comes on a pipe: its fields, and its bytes with changes made.
public struct MessageFile: Sendable {
    private let storage: TextStorage
    /// Where the mail goes on behind ``storage``; nil where that is all of it.
    private var rest: MailSpool?
    /// The fields that a gateway notes.
    public let fields: MailFields
    private let header: [Field]
    /// Where the body begins, with the empty line before it.
    private let headerEnd: Int
    private let lineEnd: [UInt8]

    private struct Field: Sendable {
        /// From the name's first byte to behind the line end of its last line.
        var span: Range<Int>
        var name: [UInt8]
        var value: [UInt8]
    }

    /// So much of a mail that is too long to be read is looked at for its header.
    private static let longestHeader = 4 << 20

    /// A mail that is kept, also where it is too long to be read.
    ///
    /// Nil where the disk does not give it back, or where its header has no end.
    public init?(_ spool: MailSpool) {
        if let storage = spool.storage() {
            self.init(storage)
        } else {
            guard spool.isKept, let head = spool.storage(0..<MessageFile.longestHeader) else { return nil }
            self.init(head)
            guard headerEnd < head.count else { return nil }
            rest = spool
        }
    }

    public init(_ storage: TextStorage) {
        self.storage = storage
        var fields = MailFields()
        var header: [Field] = []
        var end = 0
        var usesReturns = false
        storage.withSpan { bytes in
            var start = 0
            // pipe(8) and mailbox files put a line with the envelope's sender first.
            if MessageFile.begins(bytes, "From ") { start = MessageFile.lineEnd(bytes, 0).next }
            end = start
            while end < bytes.count {
                var line = MessageFile.lineEnd(bytes, end)
                usesReturns = usesReturns || line.end < line.next - 1
                guard line.end > end, let name = MessageFile.name(bytes, end..<line.end) else { break }
                while line.next < bytes.count, bytes[line.next] == 0x20 || bytes[line.next] == 0x09 {
                    line = MessageFile.lineEnd(bytes, line.next)
                }
                let field = Field(
                    span: end..<line.next, name: MessageFile.copy(bytes, end..<name),
                    value: MessageFile.copy(bytes, name + 1..<line.end))
                fields.note(name: field.name, value: field.value.drop { $0 == 0x20 || $0 == 0x09 })
                header.append(field)
                end = line.next
            }
        }
        self.fields = fields
        self.header = header
        headerEnd = end
        lineEnd = usesReturns ? [0x0D, 0x0A] : [0x0A]
    }

    /// Gives the mail away with these changes made, piece by piece, until `write` says that it takes no more.
    ///
    /// False where not all of it was given and taken.
    @discardableResult
    public func write(_ changes: [HeaderChange], to write: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        var replaced: [Int: [UInt8]] = [:]
        var added: [UInt8] = []
        for change in changes {
            switch change {
            case .remove(let name, let index):
                if let place = place(of: name, index) { replaced[place] = [] }
            case .replace(let name, let index, let value):
                guard let place = place(of: name, index) else { continue }
                replaced[place] = header[place].name + [0x3A, 0x20] + folded(value) + lineEnd
            case .add(let name, let value):
                added += Array("\(name): \(value)".utf8) + lineEnd
            }
        }
        var front: [UInt8] = []
        for (index, field) in header.enumerated() {
            front += replaced[index] ?? storage.bytes(in: field.span)
        }
        front += added
        let isTaken = unsafe front.withUnsafeBytes { unsafe $0.isEmpty || write($0) }
        guard isTaken else { return false }
        let isBodyTaken = storage.withSpan { bytes in
            let body = bytes.extracting(headerEnd..<bytes.count)
            return unsafe body.withUnsafeBytes { unsafe $0.isEmpty || write($0) }
        }
        guard isBodyTaken else { return false }
        return unsafe writeRest(to: write)
    }

    private func writeRest(to write: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        guard let rest else { return true }
        for start in stride(from: storage.count, to: rest.count, by: 1 << 20) {
            guard let piece = rest.storage(start..<start + (1 << 20)) else { return false }
            let isTaken = piece.withSpan { bytes in
                unsafe bytes.withUnsafeBytes { unsafe write($0) }
            }
            guard isTaken else { return false }
        }
        return true
    }

    /// A value with the mail's own line ends where it is folded.
    private func folded(_ value: [UInt8]) -> [UInt8] {
        Array(
            value.split(separator: 0x0A, omittingEmptySubsequences: false)
                .map { $0.last == 0x0D ? $0.dropLast() : $0 }.joined(separator: lineEnd))
    }

    /// Where the `index`-th field of a name stands among all, from 1.
    private func place(of name: String, _ index: Int) -> Int? {
        let name = name.lowercased()
        var count = 0
        return header.firstIndex { field in
            guard field.name.count == name.utf8.count,
                String(decoding: field.name, as: UTF8.self).lowercased() == name
            else { return false }
            count += 1
            return count == index
        }
    }

    private static func begins(_ bytes: Span<UInt8>, _ text: String) -> Bool {
        bytes.count >= text.utf8.count && zip(0..., text.utf8).allSatisfy { bytes[$0] == $1 }
    }

    /// Where the line that begins at `start` ends, and where the next begins.
    private static func lineEnd(_ bytes: Span<UInt8>, _ start: Int) -> (end: Int, next: Int) {
        var index = start
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
        let next = min(bytes.count, index + 1)
        return (index > start && bytes[index - 1] == 0x0D ? index - 1 : index, next)
    }

    /// Where the colon behind a field's name is; nil where the line is no field.
    private static func name(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int? {
        for index in line {
            if bytes[index] == 0x3A { return index > line.lowerBound ? index : nil }
            guard (0x21...0x7E).contains(bytes[index]) else { return nil }
        }
        return nil
    }

    private static func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] { range.map { bytes[$0] } }
}
