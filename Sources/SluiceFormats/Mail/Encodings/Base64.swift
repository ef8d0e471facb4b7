import CScanKernels
import SluiceModel
import SluiceText

/// Base64 (RFC 2045, 6.8) as mail programs read it: line ends anywhere, padding missing, strange bytes in between.
enum Base64 {
    /// What was odd in an encoded text.
    struct Oddities {
        /// Bytes that are neither of the alphabet nor white space.
        var hasStrangers = false
        /// Data behind padding, as where encoded texts were joined.
        var hasInnerPadding = false
        var isOdd: Bool { hasStrangers || hasInnerPadding }
    }

    /// What padding in the middle means.
    enum Padding {
        /// It ends a group of four, and the next begins behind it.
        case endsGroup
        /// It ends the text.
        case endsText
        /// Nothing; only the letters count.
        case isSkipped
    }

    /// The decoded bytes of `range`; `isDone` is told up to where they are read, each time that is much more.
    static func decode(
        _ bytes: Span<UInt8>, _ range: Range<Int>, padding: Padding = .endsGroup,
        isDone: ((Int) -> Void)? = nil
    ) -> (storage: TextStorage, oddities: Oddities) {
        var oddities = Oddities()
        // The last store of a group writes four bytes, of which three count.
        let storage = unsafe TextStorage(unsafeUninitializedCapacity: range.count / 4 * 3 + 8) { target in
            guard let to = target.baseAddress else { return 0 }
            return unsafe decode(bytes, range, padding: padding, isDone: isDone, to: to, &oddities)
        }
        return (storage, oddities)
    }

    /// Whether a text is nothing but letters of the alphabet and white space, up to padding at its end.
    static func isPlain(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        while place < range.upperBound, Base64Values.isLetter(bytes[place]) || bytes[place].isWhiteSpace {
            place += 1
        }
        while place < range.upperBound, bytes[place] == 0x3D || bytes[place].isWhiteSpace { place += 1 }
        return place == range.upperBound
    }

    /// Writes the decoded bytes of `range`: three for each four, with room for eight more; gives how many there are.
    static func decode(
        _ bytes: Span<UInt8>, _ range: Range<Int>, padding: Padding = .endsGroup,
        isDone: ((Int) -> Void)? = nil, to target: UnsafeMutablePointer<UInt8>, _ oddities: inout Oddities
    ) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        return unsafe bytes.withUnsafeBufferPointer { source in
            guard let from = source.baseAddress else { return 0 }
            var run = unsafe Base64Run(from: from + range.lowerBound, count: range.count, to: target)
            run.decode(padding, isDone)
            oddities = run.oddities
            return run.written
        }
    }

    /// Appends the decoded bytes of `range`, which is short.
    static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout ByteBuffer) {
        decode(bytes, range).storage.withSpan { output.append($0) }
    }
}

/// One pass over an encoded text.
@safe
private struct Base64Run {
    private let from: UnsafePointer<UInt8>
    private let count: Int
    private let to: UnsafeMutablePointer<UInt8>
    private(set) var written = 0
    private(set) var oddities = Base64.Oddities()
    private var place = 0
    private var bits: UInt32 = 0
    private var letters = 0
    private var hasEnded = false
    /// Whether nothing that follows counts.
    private var isOver = false
    /// Whether the processor decodes many letters at once.
    private let hasBlocks = sluice_has_avx2() != 0
    private let hasWideBlocks = sluice_has_avx512() != 0

    init(from: UnsafePointer<UInt8>, count: Int, to: UnsafeMutablePointer<UInt8>) {
        unsafe self.from = from
        self.count = count
        unsafe self.to = to
    }

    /// So many bytes are decoded between two times that it is told how far they are read.
    private static let step = 1 << 20

    mutating func decode(_ padding: Base64.Padding, _ isDone: ((Int) -> Void)?) {
        guard let isDone else { return decode(padding, upTo: count) }
        while place < count, !isOver {
            decode(padding, upTo: min(count, place + Base64Run.step))
            isDone(place)
        }
    }

    private mutating func decode(_ padding: Base64.Padding, upTo end: Int) {
        let values = Base64Values.shared
        while place < end {
            if letters == 0, !hasEnded, hasBlocks, end &- place >= 128 { decodeLines(upTo: end) }
            if letters == 0 { decodeGroups(values, upTo: end) }
            guard place < end else { break }
            let byte = unsafe from[place]
            place &+= 1
            let value = values[byte, 3]
            if value & Base64Values.none == 0 {
                take(value)
            } else if byte == 0x3D {
                if padding != .isSkipped, letters > 1 {
                    flush()
                    hasEnded = true
                    if padding == .endsText {
                        isOver = true
                        return
                    }
                }
            } else if !byte.isWhiteSpace {
                oddities.hasStrangers = true
            }
        }
        if place >= count { flush() }
    }

    /// Decodes letters and line ends, many bytes at a time, as long as nothing else comes.
    private mutating func decodeLines(upTo end: Int) {
        let done =
            hasWideBlocks
            ? unsafe sluice_base64_lines_avx512(from + place, end &- place, to + written)
            : unsafe sluice_base64_lines_avx2(from + place, end &- place, to + written)
        place &+= done.read
        written &+= done.written
        bits = done.bits
        letters = Int(done.letters)
    }

    /// Decodes whole groups of four letters as long as nothing else comes.
    @inline(__always)
    private mutating func decodeGroups(_ values: Base64Values, upTo end: Int) {
        var (place, written) = (self.place, self.written)
        let start = place
        if hasBlocks {
            place &+= unsafe sluice_base64_blocks_avx2(from + place, end &- place, to + written)
            written &+= (place &- start) / 4 * 3
        }
        while end &- place >= 4 {
            let source = unsafe from + place
            let group =
                unsafe values[source[0], 0] | values[source[1], 1] | values[source[2], 2]
                | values[source[3], 3]
            guard group & Base64Values.none == 0 else { break }
            unsafe UnsafeMutableRawPointer(to + written).storeBytes(
                of: (group << 8).bigEndian, as: UInt32.self)
            place &+= 4
            written &+= 3
        }
        self.place = place
        self.written = written
        if place > start, hasEnded { oddities.hasInnerPadding = true }
    }

    private mutating func take(_ value: UInt32) {
        if hasEnded { oddities.hasInnerPadding = true }
        bits = bits << 6 | value
        letters += 1
        guard letters == 4 else { return }
        unsafe to[written] = UInt8(truncatingIfNeeded: bits >> 16)
        unsafe to[written + 1] = UInt8(truncatingIfNeeded: bits >> 8)
        unsafe to[written + 2] = UInt8(truncatingIfNeeded: bits)
        written += 3
        letters = 0
        bits = 0
    }

    /// Writes the bytes that a group of two or three letters holds.
    private mutating func flush() {
        if letters == 2 {
            unsafe to[written] = UInt8(truncatingIfNeeded: bits >> 4)
            written += 1
        } else if letters == 3 {
            unsafe to[written] = UInt8(truncatingIfNeeded: bits >> 10)
            unsafe to[written + 1] = UInt8(truncatingIfNeeded: bits >> 2)
            written += 2
        }
        letters = 0
        bits = 0
    }
}

/// What each byte stands for at each of the four places of a group.
///
/// Invariant: 1024 values, written once; `@unchecked` because nothing writes after the initializer.
@safe
private final class Base64Values: @unchecked Sendable {
    static let none: UInt32 = 1 << 31
    static let shared = Base64Values()
    private let values: UnsafeMutablePointer<UInt32>

    private init() {
        unsafe values = .allocate(capacity: 1024)
        unsafe values.initialize(repeating: Base64Values.none, count: 1024)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, letter) in alphabet.utf8.enumerated() {
            for place in 0..<4 {
                unsafe values[place * 256 + Int(letter)] = UInt32(value) << (18 - 6 * UInt32(place))
            }
        }
    }

    deinit { unsafe values.deallocate() }

    static func isLetter(_ byte: UInt8) -> Bool { shared[byte, 3] & none == 0 }

    @inline(__always)
    subscript(byte: UInt8, place: Int) -> UInt32 { unsafe values[place &* 256 &+ Int(byte)] }
}
