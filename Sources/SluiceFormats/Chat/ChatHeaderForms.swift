/// Tells headers that look like others of the same chat without reading their numbers.
///
/// All headers of a chat are alike but for their digits. A form remembers where those stand and what else stands there;
/// a line that has the same form is read as its first one was.
struct ChatHeaderForms {
    /// The one met last, and others.
    private var usual: Form?
    private var others: [Form] = []
    private static let most = 4

    /// Where the header ends of the line that begins at `start`; nil where it has none.
    @inline(__always)
    mutating func end(at start: Int, before end: Int, in text: Span<UInt8>) -> Int? {
        if let found = usual?.end(at: start, before: end, in: text) { return found }
        return unusualEnd(at: start, before: end, in: text)
    }

    private mutating func unusualEnd(at start: Int, before end: Int, in text: Span<UInt8>) -> Int? {
        // No header begins otherwise.
        guard start < end, ChatHeader.mayBegin(with: text[start]) else { return nil }
        for index in others.indices {
            guard let found = others[index].end(at: start, before: end, in: text) else { continue }
            // Chats that were put together have one form after the other.
            if let last = usual {
                usual = others[index]
                others[index] = last
            }
            return found
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
            if others.count == ChatHeaderForms.most { others.removeFirst() }
            if let usual { others.append(usual) }
            usual = form
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
        let behind = start &+ length
        guard behind < end, start &+ Form.longest <= text.count else { return nil }
        var odd = different(0, from: start, in: text)
        // Lines within a message mostly begin otherwise.
        guard odd == 0 else { return nil }
        for word in 1..<4 { odd |= different(word, from: start, in: text) }
        guard odd == 0 else { return nil }
        // More blanks would belong to the header.
        let next = text[behind]
        guard next != 0x20, next != 0xC2, next != 0xE2,
            clock.isTime(in: text, from: start)
        else { return nil }
        return behind
    }

    /// Zero where eight bytes of the header at `start` are of this form.
    @inline(__always)
    private func different(_ word: Int, from start: Int, in text: Span<UInt8>) -> UInt64 {
        let value = ChatHeaderForms.word(at: start &+ 8 &* word, in: text)
        let digits = (value ^ 0x3030_3030_3030_3030) & digitMask[word]
        // The high bit tells a byte above 9.
        let beyond = (digits &+ 0x7676_7676_7676_7676 & digitMask[word]) | digits
        return (value & fixedMask[word]) ^ fixed[word] | beyond & 0x8080_8080_8080_8080
    }
}

extension ChatHeader {
    /// Where the numbers of the time stand, from the header's beginning.
    struct Clock {
        private let hour: TwoDigits
        private let minute: TwoDigits
        private let second: TwoDigits

        /// Of numbers of two digits at most; an empty one counts as zero.
        init(hour: Range<Int>, minute: Range<Int>, second: Range<Int>) {
            self.hour = TwoDigits(hour)
            self.minute = TwoDigits(minute)
            self.second = TwoDigits(second)
        }

        /// Whether the digits there are a time.
        @inline(__always)
        func isTime(in text: Span<UInt8>, from start: Int) -> Bool {
            hour.value(in: text, from: start) < 25 && minute.value(in: text, from: start) < 60
                && second.value(in: text, from: start) < 61
        }
    }

    /// A number of two digits at most, read without asking how many there are.
    private struct TwoDigits {
        private let first: Int
        private let last: Int
        private let firstWorth: Int
        private let lastWorth: Int

        init(_ range: Range<Int>) {
            last = range.isEmpty ? range.lowerBound : range.upperBound - 1
            first = range.lowerBound
            firstWorth = range.count > 1 ? 10 : 0
            lastWorth = range.isEmpty ? 0 : 1
        }

        @inline(__always)
        func value(in text: Span<UInt8>, from start: Int) -> Int {
            (Int(text[start &+ first]) &- 0x30) &* firstWorth
                &+ (Int(text[start &+ last]) &- 0x30) &* lastWorth
        }
    }
}
