import Glibc
public import SluiceModel

/// What became of bytes in some charset.
public struct CharsetDecoding: Hashable, Sendable {
    /// What the bytes were read as.
    public var charset: Charset
    /// Whether the bytes are the text already, so that nothing was written.
    public var isVerbatim: Bool
    /// How many bytes could not be decoded; they became U+FFFD.
    public var faults = 0
    /// Whether the label was missing, unknown or wrong, so that the bytes decided.
    public var isGuess = false
    /// Other charsets in which the bytes may be meant; whoever misses nothing scans these texts too.
    public var alternatives: [Charset] = []
}

/// The text of bytes in some charset, in UTF-8.
public struct DecodedText: Sendable {
    /// Nil where the bytes themselves are the text.
    public var storage: TextStorage?
    public var decoding: CharsetDecoding

    public var charset: String { decoding.charset.name }
    public var isVerbatim: Bool { decoding.isVerbatim }
    public var faults: Int { decoding.faults }
    public var isGuess: Bool { decoding.isGuess }
    public var alternatives: [Charset] { decoding.alternatives }
}

/// Decodes bytes whose charset is labelled, rightly or not, or unknown.
public enum CharsetDecoder {
    /// The text of `bytes`, which are held whole.
    ///
    /// A byte order mark goes before the label, valid UTF-8 before the label of a charset of eight bits, and where
    /// the bytes cannot be what the label says, they decide.
    public static func decode(_ bytes: Span<UInt8>, label: String?) -> DecodedText {
        var output = ByteBuffer(capacity: 64)
        let decoding = append(bytes, label: label, to: &output)
        return DecodedText(storage: decoding.isVerbatim ? nil : output.storage(), decoding: decoding)
    }

    /// Appends the text of `bytes` to `output`; where they are the text already, nothing is written.
    public static func append(
        _ bytes: Span<UInt8>, label: String?, to output: inout ByteBuffer
    ) -> CharsetDecoding {
        var decoding = judge(bytes, label: label)
        if !decoding.isVerbatim {
            decoding.faults = append(bytes, as: decoding.charset, to: &output)
        }
        return decoding
    }

    /// Appends the text of `bytes`, read in a known charset; gives how many could not be decoded.
    @discardableResult
    public static func append(
        _ bytes: Span<UInt8>, as charset: Charset, to output: inout ByteBuffer
    ) -> Int {
        var start = 0
        if case .utf8 = charset.coding {
        } else if let mark = CharsetGuess.mark(bytes), mark.charset == charset {
            start = mark.length
        }
        output.reserve(bytes.count + bytes.count / 8)
        var stream = CharsetStream(charset)
        stream.decode(bytes.extracting(start..<bytes.count), atEnd: true, into: &output)
        return stream.faults
    }

    /// In which charset `bytes` are best read; faults are not counted yet.
    public static func judge(_ bytes: Span<UInt8>, label: String?) -> CharsetDecoding {
        guard bytes.count > 0 else { return CharsetDecoding(charset: .utf8, isVerbatim: true) }
        if let mark = CharsetGuess.mark(bytes) {
            let isVerbatim = mark.charset == .utf8 && UTF8Check(bytes).validCount == bytes.count
            return CharsetDecoding(charset: mark.charset, isVerbatim: isVerbatim)
        }
        let labelled = label.flatMap { Charset(label: $0) }
        if holds(0, bytes), labelled?.isASCIICompatible ?? true || labelled?.shifts != nil,
            let wide = CharsetGuess.wide(bytes)
        {
            return CharsetDecoding(charset: wide, isVerbatim: false, isGuess: true)
        }
        if let labelled {
            if let shifts = labelled.shifts { return shifted(bytes, labelled, shifts) }
            if !labelled.isASCIICompatible { return unlike(bytes, labelled) }
        }
        return eightBit(bytes, labelled, isLabelUnknown: label != nil && labelled == nil)
    }

    /// UTF-16 or UTF-32, told by a byte order mark or by where zero bytes stand; nil for all else.
    public static func wideCharset(_ head: Span<UInt8>) -> Charset? {
        if let mark = CharsetGuess.mark(head) { return mark.charset == .utf8 ? nil : mark.charset }
        return holds(0, head) ? CharsetGuess.wide(head) : nil
    }

    /// Bytes in which ASCII is ASCII, whatever the others are.
    private static func eightBit(
        _ bytes: Span<UInt8>, _ labelled: Charset?, isLabelUnknown: Bool
    ) -> CharsetDecoding {
        let check = UTF8Check(bytes)
        if check.validCount == bytes.count {
            var decoding = CharsetDecoding(charset: .utf8, isVerbatim: true, isGuess: isLabelUnknown)
            guard check.wideCount > 0 else {
                if holds(0x1B, bytes), CharsetGuess.hasJapaneseShift(bytes),
                    let japanese = Charset(label: "iso-2022-jp")
                {
                    return CharsetDecoding(charset: japanese, isVerbatim: false, isGuess: true)
                }
                return decoding
            }
            decoding.isGuess = isLabelUnknown || labelled.map { $0 != .utf8 } ?? false
            // A few characters of UTF-8 may be chance where every pair of bytes is a character.
            if let labelled, labelled != .utf8, !labelled.isWestern, check.wideCount < 16 {
                decoding.alternatives = [labelled]
            }
            return decoding
        }
        if let labelled, labelled != .utf8 {
            // Programs that write Latin-1 mean Windows-1252, and browsers read it so.
            let charset = labelled == .latin1 ? .windows1252 : labelled
            return CharsetDecoding(charset: charset, isVerbatim: false)
        }
        return invalid(bytes, check)
    }

    /// Bytes that should be UTF-8, or have no label, and are not UTF-8.
    private static func invalid(_ bytes: Span<UInt8>, _ check: UTF8Check) -> CharsetDecoding {
        var valid = check.wideCount
        var strays = 0
        var place = check.validCount
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            // A sample decides; a text of another charset has few sequences that are valid by chance.
            let end = min(buffer.count, place + CharsetGuess.sample)
            while place < end {
                strays += 1
                place += 1
                let rest = unsafe UTF8Check(base + place, end - place)
                valid += rest.wideCount
                place += rest.validCount
            }
        }
        if valid > strays { return CharsetDecoding(charset: .utf8, isVerbatim: false, isGuess: true) }
        var guesses = CharsetGuess.eightBit(bytes)
        let best = guesses.removeFirst()
        return CharsetDecoding(charset: best, isVerbatim: false, isGuess: true, alternatives: guesses)
    }

    /// Bytes that should be in a charset of seven bits, which leaves ASCII by one of `shifts`.
    private static func shifted(
        _ bytes: Span<UInt8>, _ labelled: Charset, _ shifts: [UInt8]
    ) -> CharsetDecoding {
        let check = UTF8Check(bytes)
        let isUTF8 = check.validCount == bytes.count
        if isUTF8, check.wideCount == 0 {
            let isPlain = !shifts.contains { holds($0, bytes) }
            if isPlain { return CharsetDecoding(charset: .utf8, isVerbatim: true) }
            return CharsetDecoding(charset: labelled, isVerbatim: false)
        }
        var decoding = eightBit(bytes, nil, isLabelUnknown: false)
        decoding.isGuess = true
        decoding.alternatives.insert(labelled, at: 0)
        return decoding
    }

    /// Bytes that should be in a charset in which ASCII is something else: UTF-16, UTF-32, EBCDIC.
    private static func unlike(_ bytes: Span<UInt8>, _ labelled: Charset) -> CharsetDecoding {
        let wide = holds(0, bytes) ? CharsetGuess.wide(bytes) : nil
        switch labelled.coding {
        case .utf16(let order):
            if let wide { return CharsetDecoding(charset: wide, isVerbatim: false, isGuess: order != nil) }
        case .utf32(let order):
            if let wide { return CharsetDecoding(charset: wide, isVerbatim: false, isGuess: order != nil) }
        default: break
        }
        if looksLikeASCII(bytes) {
            var decoding = eightBit(bytes, nil, isLabelUnknown: false)
            decoding.isGuess = true
            decoding.alternatives.insert(definite(labelled), at: 0)
            return decoding
        }
        if case .utf16(nil) = labelled.coding {
            // RFC 2781 says big-endian, most programs write little-endian.
            return CharsetDecoding(
                charset: .utf16LittleEndian, isVerbatim: false, isGuess: true, alternatives: [.utf16BigEndian]
            )
        }
        return CharsetDecoding(charset: definite(labelled), isVerbatim: false)
    }

    private static func definite(_ charset: Charset) -> Charset {
        switch charset.coding {
        case .utf16(nil): .utf16LittleEndian
        case .utf32(nil): .utf32BigEndian
        default: charset
        }
    }

    /// Whether nine of ten bytes are printable ASCII, as in no EBCDIC and in hardly any UTF-16.
    private static func looksLikeASCII(_ bytes: Span<UInt8>) -> Bool {
        let head = bytes.extracting(first: CharsetGuess.sample)
        var printable = 0
        for index in head.indices {
            let byte = head[index]
            if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 { printable += 1 }
        }
        return printable * 10 >= head.count * 9
    }

    private static func holds(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe buffer.baseAddress.map { unsafe memchr($0, CInt(byte), buffer.count) != nil } ?? false
        }
    }
}
