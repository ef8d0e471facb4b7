import Glibc

/// Searches in bytes at the speed of the C library.
extension Span where Element == UInt8 {
    /// The first place of `byte` in `range`; nil where it does not stand there.
    func place(of byte: UInt8, in range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return unsafe withUnsafeBytes { buffer -> Int? in
            guard let base = buffer.baseAddress, !range.isEmpty else { return nil }
            guard let hit = unsafe memchr(base + range.lowerBound, Int32(byte), range.count) else {
                return nil
            }
            return unsafe base.distance(to: UnsafeRawPointer(hit))
        }
    }

    /// The first place of `needle` in `range`; nil where it does not stand there.
    ///
    /// Fast where the needle's first byte is rare, as a line end is.
    func place(of needle: [UInt8], in range: Range<Int>) -> Int? {
        guard let first = needle.first else { return nil }
        var start = range.lowerBound
        let end = range.upperBound - needle.count + 1
        while start < end, let hit = place(of: first, in: start..<end) {
            if has(needle, at: hit, before: range.upperBound) { return hit }
            start = hit + 1
        }
        return nil
    }

    /// Whether `text` stands at `place`, before `limit`.
    func has(_ text: [UInt8], at place: Int, before limit: Int) -> Bool {
        guard place >= 0, place + text.count <= limit else { return false }
        for index in text.indices where self[place + index] != text[index] { return false }
        return true
    }

    /// The line that begins at `start`: where its text ends (`\r\n` and `\n` left out), and where the next begins.
    func line(at start: Int, notAfter limit: Int, endedBy lineEnd: UInt8 = 0x0A) -> (end: Int, next: Int) {
        guard let place = place(of: lineEnd, in: start..<limit) else { return (limit, limit) }
        let hasReturn = lineEnd == 0x0A && place > start && self[place - 1] == 0x0D
        return (hasReturn ? place - 1 : place, place + 1)
    }

    /// Whether `text` stands at `place`, before `limit`.
    func has(_ text: StaticString, at place: Int, before limit: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard place >= 0, place + length <= limit else { return false }
        return unsafe withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return length == 0 }
            return unsafe memcmp(base + place, text.utf8Start, length) == 0
        }
    }

    /// Whether `text`, which is lower case, stands at `place` in any case, before `limit`.
    func hasWord(_ text: [UInt8], at place: Int, before limit: Int) -> Bool {
        guard place >= 0, place + text.count <= limit else { return false }
        for index in text.indices where self[place + index].lowerCased != text[index] { return false }
        return true
    }

    /// `range` without the white space at both its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start].isWhiteSpace { start += 1 }
        while end > start, self[end - 1].isWhiteSpace { end -= 1 }
        return start..<end
    }

    /// A copy of the bytes in `range`.
    func copy(_ range: Range<Int>) -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return unsafe withUnsafeBufferPointer { unsafe Array($0[range]) }
    }
}

extension UInt8 {
    var isWhiteSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    var isBlank: Bool { self == 0x20 || self == 0x09 }
    var isDigit: Bool { (0x30...0x39).contains(self) }
    var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
    var lowerCased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

    /// What a hexadecimal digit stands for; nil for other bytes.
    var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}
