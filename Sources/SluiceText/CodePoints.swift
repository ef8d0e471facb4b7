/// Steps and cuts between code points.
public enum CodePoints {
    /// The offset `count` code points before `place`, at least `limit`.
    ///
    /// A run of stray continuation bytes never leads further back than four bytes a code point.
    public static func offset(
        _ count: Int, before place: Int, in text: Span<UInt8>, notBefore limit: Int
    ) -> Int {
        let floor = max(limit, place - 4 * count)
        var left = count
        var offset = place
        while left > 0, offset > floor {
            offset -= 1
            if text[offset] & 0xC0 != 0x80 { left -= 1 }
        }
        return offset
    }

    /// The offset `count` code points behind `place`, at most `limit`.
    public static func offset(
        _ count: Int, behind place: Int, in text: Span<UInt8>, notAfter limit: Int
    ) -> Int {
        let ceiling = min(limit, place + 4 * count)
        var left = count
        var offset = place
        while left > 0, offset < ceiling {
            offset += 1
            while offset < ceiling, text[offset] & 0xC0 == 0x80 { offset += 1 }
            left -= 1
        }
        return offset
    }

    /// The scalar that begins at `offset`, and its length; a byte that begins none gives U+FFFD of length 1.
    public static func scalar(at offset: Int, in text: Span<UInt8>) -> (scalar: Unicode.Scalar, length: Int) {
        let first = text[offset]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
        guard length > 1, first < 0xF5, offset + length <= text.count else { return ("\u{FFFD}", 1) }
        var value = UInt32(first) & (0xFF >> UInt32(length + 1))
        for next in offset + 1..<offset + length {
            guard text[next] & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
            value = value << 6 | UInt32(text[next] & 0x3F)
        }
        let least: [4 of UInt32] = [0, 0x80, 0x800, 0x1_0000]
        guard value >= least[length - 1], let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
        return (scalar, length)
    }

    /// The scalar that ends before `offset`; nil at the text's beginning.
    public static func scalar(before offset: Int, in text: Span<UInt8>) -> Unicode.Scalar? {
        guard offset > 0 else { return nil }
        var start = offset - 1
        while start > 0, start > offset - 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        let found = scalar(at: start, in: text)
        return start + found.length == offset ? found.scalar : "\u{FFFD}"
    }
}
