import Glibc
import SluiceText

/// The tokens of a text of JSON: where each begins, and which brackets belong together.
///
/// It is lent by a ``JSONIndexer`` and must not outlive the closure. Token numbers beyond the last are answered as if a
/// zero byte stood at the text's end. Only tokens that a ``JSONLinker`` went over may be asked for partners and ends.
@safe
struct JSONTokens {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let places: UnsafeBufferPointer<UInt32>
    private let partners: UnsafeMutableBufferPointer<UInt32>
    /// Whether no string holds a control character, so that every newline stands between tokens.
    let isStrict: Bool
    let isUTF8: Bool

    /// - Precondition: there are as many partners as places, and places rise and lie within the bytes.
    @unsafe
    init(
        bytes: UnsafeBufferPointer<UInt8>, places: UnsafeBufferPointer<UInt32>,
        partners: UnsafeMutableBufferPointer<UInt32>, kind: (isStrict: Bool, isUTF8: Bool)
    ) {
        precondition(partners.count >= places.count)
        unsafe self.bytes = unsafe bytes
        unsafe self.places = unsafe places
        unsafe self.partners = unsafe partners
        (isStrict, isUTF8) = kind
    }

    var count: Int { unsafe places.count }
    var byteCount: Int { unsafe bytes.count }

    /// In what the text is written, where that is not UTF-8.
    var charset: Charset? {
        isUTF8 ? nil : withSpan(0..<byteCount) { MessageBuilder.charset(of: $0) }
    }

    /// Lends the bytes in `range`; none for a range that is not in the text.
    @inline(__always)
    func withSpan<Result>(_ range: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
        let whole = unsafe bytes.span
        let isInside = range.lowerBound >= 0 && range.upperBound <= whole.count
        return body(whole.extracting(isInside ? range : 0..<0))
    }

    /// Where `token` begins; the text's end for one beyond the last.
    @inline(__always)
    func place(_ token: Int) -> Int {
        token >= 0 && token < count ? Int(unsafe places[token]) : byteCount
    }

    @inline(__always)
    func byte(at place: Int) -> UInt8 {
        place >= 0 && place < byteCount ? unsafe bytes[place] : 0
    }

    /// The byte that `token` begins with: a bracket, a colon, a comma, a quote, or another byte of a number or word.
    @inline(__always)
    func first(_ token: Int) -> UInt8 { byte(at: place(token)) }

    /// The bracket that belongs to the bracket `token`; ``count`` where it is not in the text.
    @inline(__always)
    func partner(_ token: Int) -> Int {
        token >= 0 && token < count ? min(Int(unsafe partners[token]), count) : count
    }

    @inline(__always)
    func join(_ opening: Int, to closing: Int) {
        guard opening >= 0, opening < count, closing >= 0 else { return }
        unsafe partners[opening] = UInt32(truncatingIfNeeded: min(closing, count))
    }

    /// Behind the last byte of `token`, spaces left out.
    @inline(__always)
    func end(_ token: Int) -> Int {
        let start = place(token)
        var end = place(token + 1)
        while end > start + 1, JSONTokens.isSpace(byte(at: end - 1)) { end -= 1 }
        return end
    }

    /// The token behind the value that begins with `token`.
    @inline(__always)
    func next(behind token: Int) -> Int {
        let byte = first(token)
        return (byte == 0x7B || byte == 0x5B ? partner(token) : token) + 1
    }

    /// Where the string at `token` stands in the text, without its quotes; nil where it is not closed.
    @inline(__always)
    func string(_ token: Int) -> Range<Int>? {
        let (start, end) = (place(token), end(token))
        guard byte(at: start) == 0x22, end > start + 1, byte(at: end - 1) == 0x22 else { return nil }
        return start + 1..<end - 1
    }

    /// The first token at or behind `place`.
    func token(at place: Int, from first: Int) -> Int {
        var token = first
        while token < count, self.place(token) < place { token += 1 }
        return token
    }

    /// Likewise, searched by halves.
    func firstToken(at place: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self.place(middle) < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether a mark of HTML may stand in the strings of `range`; many programs write those as escapes.
    func mayHoldHTML(_ range: Range<Int>) -> Bool {
        firstPlace(of: 0x3C, in: range) != nil || firstPlace(of: 0x26, in: range) != nil
            || hasEscapes(range) && withSpan(range) { JSONEscapes.holdHTML($0) }
    }

    /// Whether the bytes in `range` are those of `name`.
    @inline(__always)
    func bytes(in range: Range<Int>, are name: StaticString) -> Bool {
        guard range.count == name.utf8CodeUnitCount, range.upperBound <= byteCount,
            let base = unsafe bytes.baseAddress
        else { return false }
        return unsafe memcmp(base + range.lowerBound, name.utf8Start, range.count) == 0
    }

    /// The bytes in `range` as text; what is not UTF-8 is shown as U+FFFD.
    func text(in range: Range<Int>) -> String {
        withSpan(range) { bytes in
            unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        }
    }

    /// The first bytes of a short text as numbers that can be compared; nil where it is longer than 16 bytes.
    @inline(__always)
    func packed(_ range: Range<Int>) -> PackedName? {
        guard range.count <= 16 else { return nil }
        guard range.lowerBound + 16 <= byteCount, let base = unsafe bytes.baseAddress else {
            return withSpan(range) { PackedName($0) }
        }
        let start = unsafe UnsafeRawPointer(base + range.lowerBound)
        let low = unsafe UInt64(littleEndian: start.loadUnaligned(as: UInt64.self))
        let high = unsafe UInt64(littleEndian: start.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        return PackedName(low: low, high: high, count: range.count)
    }

    /// Where `byte` first stands in `range`; nil where it does not.
    func firstPlace(of byte: UInt8, in range: Range<Int>) -> Int? {
        guard !range.isEmpty, range.upperBound <= byteCount, let base = unsafe bytes.baseAddress,
            let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
        else { return nil }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    @inline(__always)
    func hasEscapes(_ range: Range<Int>) -> Bool { firstPlace(of: 0x5C, in: range) != nil }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}

/// A name of at most 16 bytes, made for being compared.
struct PackedName: Hashable {
    private let low: UInt64
    private let high: UInt64
    private let count: Int

    /// Takes the first `count` of 16 bytes.
    @inline(__always)
    init(low: UInt64, high: UInt64, count: Int) {
        self.low = count >= 8 ? low : low & ((1 &<< (UInt64(count) &* 8)) &- 1)
        self.high = count >= 16 ? high : count <= 8 ? 0 : high & ((1 &<< (UInt64(count - 8) &* 8)) &- 1)
        self.count = count
    }

    init(_ name: Span<UInt8>) {
        var (low, high): (UInt64, UInt64) = (0, 0)
        for index in 0..<min(name.count, 16) {
            if index < 8 {
                low |= UInt64(name[index]) << (8 * UInt64(index))
            } else {
                high |= UInt64(name[index]) << (8 * UInt64(index - 8))
            }
        }
        self.init(low: low, high: high, count: name.count)
    }
}
