/// Tells headers that look like others of the same chat without reading their numbers.
///
/// All headers of a chat are alike but for their digits. A form remembers where those stand and what else stands there;
/// a line that has the same form is read as its first one was.
struct ChatHeaderForms {
    private var forms: [Form] = []
    private static let most = 4

    /// Where the header ends of the line that begins at `start`; nil where it has none.
    @inline(__always)
    mutating func end(at start: Int, before end: Int, in text: Span<UInt8>) -> Int? {
        for index in forms.indices {
            if let found = forms[index].end(at: start, before: end, in: text) { return found }
        }
        return read(at: start, before: end, in: text)
    }

    /// Eight bytes as a number.
    @inline(__always)
    static func word(at place: Int, in text: Span<UInt8>) -> UInt64 {
        unsafe UInt64(littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    private mutating func read(at start: Int, before end: Int, in text: Span<UInt8>) -> Int? {
        guard let header = ChatHeader.read(at: start, before: end, in: text) else { return nil }
        // Behind a header that its line ends with no blank need stand, as it must elsewhere.
        if header.end < end, let form = Form(header, at: start, in: text) {
            if forms.count == ChatHeaderForms.most { forms.removeFirst() }
            forms.append(form)
        }
        return header.end
    }
}

/// Where digits stand in a header, and what else stands there.
private struct Form {
    /// Of the header, in bytes.
    private let length: Int
    /// Eight bytes of the header in each: what stands beside the digits, where that is, and where the digits are.
    private var fixed = SIMD4<UInt64>()
    private var fixedMask = SIMD4<UInt64>()
    private var digitMask = SIMD4<UInt64>()
    private let clock: ChatHeader.Clock

    private static let longest = 32

    /// Nil where the header is too long.
    init?(_ header: ChatHeader, at start: Int, in text: Span<UInt8>) {
        length = header.end - start
        guard length <= Form.longest, length > 8 else { return nil }
        clock = header.clock(from: start)
        for place in 0..<length {
            let byte = text[start + place]
            let shift = UInt64(place % 8 * 8)
            if WordBytes.isDigit(byte) {
                digitMask[place / 8] |= 0xFF << shift
            } else {
                fixedMask[place / 8] |= 0xFF << shift
                fixed[place / 8] |= UInt64(byte) << shift
            }
        }
    }

    @inline(__always)
    func end(at start: Int, before end: Int, in text: Span<UInt8>) -> Int? {
        let behind = start + length
        guard behind < end, start + Form.longest <= text.count else { return nil }
        for word in 0..<4 {
            let value = ChatHeaderForms.word(at: start + 8 * word, in: text)
            guard value & fixedMask[word] == fixed[word] else { return nil }
            let digits = (value ^ 0x3030_3030_3030_3030) & digitMask[word]
            // The high bit tells a byte above 9.
            guard ((digits &+ 0x7676_7676_7676_7676 & digitMask[word]) | digits) & 0x8080_8080_8080_8080 == 0
            else { return nil }
        }
        // More blanks would belong to the header.
        let next = text[behind]
        guard next != 0x20, next != 0xC2, next != 0xE2,
            clock.isTime(in: text, from: start)
        else { return nil }
        return behind
    }
}

extension ChatHeader {
    /// Where the numbers of the time stand, from the header's beginning.
    struct Clock {
        var hour: Range<Int>
        var minute: Range<Int>
        var second: Range<Int>

        /// Whether the digits there are a time.
        @inline(__always)
        func isTime(in text: Span<UInt8>, from start: Int) -> Bool {
            Clock.number(hour, in: text, from: start) < 25 && Clock.number(minute, in: text, from: start) < 60
                && Clock.number(second, in: text, from: start) < 61
        }

        @inline(__always)
        private static func number(_ range: Range<Int>, in text: Span<UInt8>, from start: Int) -> Int {
            var value = 0
            for place in range { value = value * 10 + Int(text[start + place]) - 0x30 }
            return value
        }
    }
}
