/// Quoted-printable (RFC 2045, 6.7), read as leniently as the mail reader does.
struct QuotedPrintableLayer: EncodingLayer {
    private let mapped: MappedLayer

    var decoded: [UInt8] { mapped.decoded }

    init(_ source: [UInt8]) {
        var mapped = MappedLayer(capacity: source.count) { bytes, range in
            QuotedPrintableLayer.encoded(bytes, replacing: range, in: source)
        }
        var place = 0
        while place < source.count {
            guard source[place] == 0x3D else {
                mapped.append(source[place], from: place..<place + 1)
                place += 1
                continue
            }
            let (length, byte) = QuotedPrintableLayer.escape(source, at: place)
            if let byte { mapped.append(byte, from: place..<place + length) }
            place += length
        }
        self.mapped = mapped
    }

    func outward(_ edits: [SpanEdit]) -> [SpanEdit]? { mapped.outward(edits) }

    /// How long the escape at `place` is, and the byte it stands for; none for a soft line break.
    private static func escape(_ source: [UInt8], at place: Int) -> (length: Int, byte: UInt8?) {
        if place + 2 < source.count, let high = ASCII.hexValue(source[place + 1]),
            let low = ASCII.hexValue(source[place + 2])
        {
            return (3, high << 4 | low)
        }
        var end = place + 1
        while end < source.count, source[end] == 0x20 || source[end] == 0x09 { end += 1 }
        if end == source.count { return (end - place, nil) }
        if source[end] == 0x0A { return (end + 1 - place, nil) }
        if source[end] == 0x0D {
            let isPair = end + 1 < source.count && source[end + 1] == 0x0A
            return (end + (isPair ? 2 : 1) - place, nil)
        }
        return (1, 0x3D)
    }

    /// `bytes` as they stand in place of `range`, with soft breaks where a line would pass 76 characters.
    private static func encoded(_ bytes: [UInt8], replacing range: Range<Int>, in source: [UInt8]) -> [UInt8]
    {
        let start = source[..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let end = source[range.upperBound...].firstIndex(of: 0x0A) ?? source.count
        let softBreak = Array("=".utf8) + lineEnd(of: source)
        var column = range.lowerBound - start
        var output: [UInt8] = []
        for byte in bytes {
            let token = token(byte)
            if column + token.count > 75 {
                output += softBreak
                column = 0
            }
            output += token
            column += token.count
        }
        if column > 0, column + end - range.upperBound > 77, end > range.upperBound + 1 {
            output += softBreak
        }
        return output
    }

    private static func token(_ byte: UInt8) -> [UInt8] {
        let isPlain = byte > 0x20 && byte < 0x7F && byte != 0x3D
        return isPlain ? [byte] : [0x3D, ASCII.hexDigit(byte >> 4), ASCII.hexDigit(byte & 15)]
    }

    private static func lineEnd(of source: [UInt8]) -> [UInt8] {
        guard let newline = source.firstIndex(of: 0x0A) else { return [0x0D, 0x0A] }
        return newline > 0 && source[newline - 1] == 0x0D ? [0x0D, 0x0A] : [0x0A]
    }
}

/// Bytes of ASCII and what they stand for.
enum ASCII {
    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// The upper-case digit of a value below 16.
    static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    static func isAll(_ bytes: some Sequence<UInt8>) -> Bool { bytes.allSatisfy { $0 < 0x80 } }
}
