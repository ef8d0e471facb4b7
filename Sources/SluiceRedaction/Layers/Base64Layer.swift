/// Base64 (RFC 2045, 6.8), rewritten from the line in which the first edit lies.
struct Base64Layer: EncodingLayer {
    private let source: [UInt8]
    let decoded: [UInt8]

    init(_ source: [UInt8]) {
        self.source = source
        decoded = Base64Code.decoded(source)
    }

    /// One edit: lines that come before the first change stay, the others are written anew in the same length.
    func outward(_ edits: [SpanEdit]) -> [SpanEdit]? {
        guard let first = edits.first else { return [] }
        let changed = edits.applied(to: decoded)
        let length = lineLength
        // Lines before the change hold whole groups of four where the first of them does.
        let kept = length % 4 == 0 && length > 0 ? first.range.lowerBound / (length / 4 * 3) : 0
        let start = keptEnd(lines: kept, length: length)
        let from = start == nil ? 0 : kept * (length / 4 * 3)
        guard from <= changed.count else { return nil }
        var end = source.count
        while end > 0, source[end - 1] <= 0x20 { end -= 1 }
        let text = Base64Code.encoded(changed[from...])
        var output: [UInt8] = []
        output.reserveCapacity(text.count + text.count / 32)
        for place in stride(from: 0, to: text.count, by: max(4, length)) {
            if place > 0 { output += lineEnd }
            output += text[place..<min(text.count, place + max(4, length))]
        }
        let begin = start ?? 0
        guard begin <= end else { return nil }
        return [SpanEdit(range: begin..<end, bytes: output)]
    }

    /// Where the line behind `lines` lines of that length begins; nil where one of them is not so long.
    private func keptEnd(lines: Int, length: Int) -> Int? {
        let step = length + lineEnd.count
        guard lines > 0, lines * step < source.count else { return lines == 0 ? 0 : nil }
        for line in 0..<lines {
            let end = line * step + length
            guard source[end..<end + lineEnd.count].elementsEqual(lineEnd),
                !source[line * step..<end].contains(where: { $0 <= 0x20 || $0 == 0x3D })
            else { return nil }
        }
        return lines * step
    }

    /// The characters of the first line; 76 where there is just one of them.
    private var lineLength: Int {
        guard let newline = source.firstIndex(of: 0x0A), newline < 4096 else { return 76 }
        var end = newline
        while end > 0, source[end - 1] <= 0x20 { end -= 1 }
        return end > 3 ? end / 4 * 4 : 76
    }

    private var lineEnd: [UInt8] {
        guard let newline = source.firstIndex(of: 0x0A) else { return [0x0D, 0x0A] }
        return newline > 0 && source[newline - 1] == 0x0D ? [0x0D, 0x0A] : [0x0A]
    }
}

/// The alphabet of base64.
enum Base64Code {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    /// What the letters in `text` mean, up to the first padding; anything else is skipped.
    static func decoded(_ text: some Sequence<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text {
            if byte == 0x3D { break }
            let value = values[Int(byte)]
            guard value != 0xFF else { continue }
            bits = bits << 6 | UInt32(value)
            count += 1
            guard count == 4 else { continue }
            output.append(UInt8(truncatingIfNeeded: bits >> 16))
            output.append(UInt8(truncatingIfNeeded: bits >> 8))
            output.append(UInt8(truncatingIfNeeded: bits))
            (bits, count) = (0, 0)
        }
        if count > 1 { output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count * 6 - 8))) }
        if count == 3 { output.append(UInt8(truncatingIfNeeded: bits >> 2)) }
        return output
    }

    static func encoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        var place = bytes.startIndex
        while place != bytes.endIndex {
            var bits: UInt32 = 0
            var count = 0
            while count < 3, place != bytes.endIndex {
                bits = bits << 8 | UInt32(bytes[place])
                count += 1
                place = bytes.index(after: place)
            }
            bits <<= UInt32(8 * (3 - count))
            for index in 0..<4 {
                let letter = alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)]
                output.append(index <= count ? letter : 0x3D)
            }
        }
        return output
    }
}
