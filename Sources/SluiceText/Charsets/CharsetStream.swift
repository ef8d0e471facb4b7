/// Decodes a text that comes in pieces, cut anywhere, even within a character.
///
/// However it is cut, the same text comes out. Bytes that are not UTF-8 in a text that should be are read as
/// Windows-1252 and counted, since texts are put together from parts of both.
public struct CharsetStream: ~Copyable {
    public let charset: Charset
    /// How many bytes could not be decoded; each has become U+FFFD.
    public private(set) var faults = 0
    /// How many bytes of a text in UTF-8 were read as Windows-1252.
    public private(set) var strays = 0
    /// The beginning of a character whose rest has not come.
    private var pending: [UInt8] = []
    private var converter: IconvHandle?
    private var isBigEndian: Bool

    /// How many bytes beyond those that wait are enough to finish the character.
    private static let longestCharacter = 16

    public init(_ charset: Charset) {
        self.charset = charset
        switch charset.coding {
        case .utf16(let order), .utf32(let order): isBigEndian = order ?? false
        default: isBigEndian = false
        }
        if case .iconv(let name, _) = charset.coding {
            converter = IconvHandle(name)
        } else {
            converter = nil
        }
    }

    /// Appends the text of `bytes`, which follow those given before; with `atEnd` they are the last.
    public mutating func decode(_ bytes: Span<UInt8>, atEnd: Bool, into output: inout ByteBuffer) {
        var start = 0
        if !pending.isEmpty { start = finishPending(bytes, atEnd: atEnd, into: &output) }
        guard start < bytes.count else {
            if atEnd { end(into: &output) }
            return
        }
        let read = unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return unsafe step(base + start, buffer.count - start, atEnd: atEnd, into: &output)
        }
        for index in start + read..<bytes.count { pending.append(bytes[index]) }
        if atEnd { end(into: &output) }
    }

    /// Decodes what waits, with a few bytes of the next piece; gives where in that piece to go on.
    private mutating func finishPending(
        _ bytes: Span<UInt8>, atEnd: Bool, into output: inout ByteBuffer
    ) -> Int {
        let waiting = pending.count
        let taken = min(CharsetStream.longestCharacter, bytes.count)
        for index in 0..<taken { pending.append(bytes[index]) }
        let isLast = atEnd && taken == bytes.count
        let joined = pending
        let read = unsafe joined.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return unsafe step(base, buffer.count, atEnd: isLast, into: &output)
        }
        if read < waiting {
            pending.removeFirst(read)
            return bytes.count
        }
        pending.removeAll(keepingCapacity: true)
        return read - waiting
    }

    private mutating func end(into output: inout ByteBuffer) {
        if !pending.isEmpty {
            output.append(scalar: 0xFFFD)
            faults += pending.count
            pending.removeAll()
        }
        converter?.flush(into: &output)
    }

    /// Decodes whole characters; gives how many bytes were read, all of them with `atEnd`.
    private mutating func step(
        _ base: UnsafePointer<UInt8>, _ count: Int, atEnd: Bool, into output: inout ByteBuffer
    ) -> Int {
        switch charset.coding {
        case .utf8:
            return unsafe UTF8Repair.decode(base, count, atEnd: atEnd, into: &output, strays: &strays)
        case .utf16:
            return unsafe WideUnits.decode16(
                base, count, isBigEndian: isBigEndian, atEnd: atEnd, into: &output, faults: &faults)
        case .utf32:
            return unsafe WideUnits.decode32(
                base, count, isBigEndian: isBigEndian, atEnd: atEnd, into: &output, faults: &faults)
        case .table(let table):
            faults += unsafe table.decode(base, count, into: &output)
            return count
        case .iconv:
            if converter != nil {
                return unsafe converter?.decode(base, count, atEnd: atEnd, into: &output, faults: &faults)
                    ?? count
            }
            faults += unsafe SingleByteTable.windows1252.decode(base, count, into: &output)
            return count
        }
    }
}
