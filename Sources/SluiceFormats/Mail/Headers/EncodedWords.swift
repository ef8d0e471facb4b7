import CScanKernels
import SluiceText

/// The text of header values: lines unfolded, encoded words (RFC 2047) decoded, as mail programs do it, broken ones too.
///
/// Neighbouring words of one charset are joined before they are decoded, since some programs cut them within a
/// character.
enum EncodedWords {
    /// Appends the text of the value in `range` to `output`; false, with nothing written, where it stands there verbatim.
    static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout ByteBuffer) -> Bool {
        guard !isPlain(bytes, range) else { return false }
        let start = output.count
        var run = WordRun()
        var place = range.lowerBound
        /// Where text begins that is not yet written.
        var pending = place
        while place < range.upperBound, let mark = bytes.place(of: 0x3D, in: place..<range.upperBound) {
            guard let word = EncodedWord(bytes, at: mark, before: range.upperBound) else {
                place = mark + 1
                continue
            }
            let isJoined = !run.isEmpty && bytes.trimmed(pending..<mark).isEmpty
            if !isJoined {
                run.flush(to: &output)
                appendPlain(bytes, pending..<mark, to: &output)
            }
            run.add(word, bytes, flushingTo: &output)
            pending = word.end
            place = word.end
        }
        run.flush(to: &output)
        appendPlain(bytes, pending..<range.upperBound, to: &output)
        return output.count > start || range.isEmpty
    }

    /// Whether the value is its own text: one line in UTF-8 without encoded words.
    private static func isPlain(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        if bytes.isPlainValue(range) { return true }
        var isASCII = true
        for index in range {
            let byte = bytes[index]
            if byte >= 0x80 {
                isASCII = false
            } else if byte == 0x0A || byte == 0x0D {
                return false
            } else if byte == 0x3D, index + 1 < range.upperBound, bytes[index + 1] == 0x3F {
                return false
            }
        }
        return isASCII || UTF8Check(bytes.extracting(range)).validCount == range.count
    }

    /// Appends text without encoded words: unfolded, in whatever charset it is.
    private static func appendPlain(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout ByteBuffer) {
        var place = range.lowerBound
        while place < range.upperBound {
            var end = place
            while end < range.upperBound, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
            let line = bytes.extracting(place..<end)
            if CharsetDecoder.append(line, label: nil, to: &output).isVerbatim { output.append(line) }
            place = end
            if place < range.upperBound {
                while place < range.upperBound, bytes[place] == 0x0A || bytes[place] == 0x0D { place += 1 }
                // RFC 5322 unfolds to the blank that follows; without one the line end itself is the gap.
                if place < range.upperBound, !bytes[place].isBlank { output.append(0x20) }
            }
        }
    }
}

extension Span where Element == UInt8 {
    /// Whether `range` is ASCII without line ends and `=`.
    fileprivate func isPlainValue(_ range: Range<Int>) -> Bool {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return unsafe withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return true }
            return unsafe sluice_is_plain_value(base + range.lowerBound, range.count) != 0
        }
    }
}

/// Encoded words side by side whose charset is the same.
///
/// Their bytes wait at the end of the output, where those in UTF-8 stay.
private struct WordRun {
    private var charset = ""
    /// Where the bytes begin in the output; nil where there are none.
    private var start: Int?

    var isEmpty: Bool { start == nil }

    /// Takes one more word in; what the run holds is written first where the word is in another charset.
    mutating func add(_ word: EncodedWord, _ bytes: Span<UInt8>, flushingTo output: inout ByteBuffer) {
        let label = bytes.hasName("utf-8", word.charset) ? "utf-8" : bytes.string(word.charset).lowercased()
        if !isEmpty, label != charset { flush(to: &output) }
        charset = label
        if start == nil { start = output.count }
        if word.isBase64 {
            Base64.append(bytes, word.text, to: &output)
        } else {
            QuotedPrintable.appendWord(bytes, word.text, to: &output)
        }
    }

    mutating func flush(to output: inout ByteBuffer) {
        guard let start else { return }
        self.start = nil
        let isText =
            charset == "utf-8"
            && output.withSpan {
                let octets = $0.extracting(start..<$0.count)
                return UTF8Check(octets).validCount == octets.count
            }
        if isText { return }
        let octets = output.withSpan { $0.copy(start..<$0.count) }
        output.truncate(to: start)
        if CharsetDecoder.append(octets.span, label: charset, to: &output).isVerbatim {
            output.append(octets.span)
        }
    }
}

/// `=?charset*language?B?text?=`, as places.
private struct EncodedWord {
    var charset: Range<Int>
    var isBase64: Bool
    var text: Range<Int>
    var end: Int

    /// The word that begins at `place`; nil where none does.
    ///
    /// Words may hold blanks, which RFC 2047 forbids and programs write; a word without its end goes up to the next
    /// blank.
    init?(_ bytes: Span<UInt8>, at place: Int, before limit: Int) {
        guard place + 6 < limit, bytes[place + 1] == 0x3F else { return nil }
        let head = place + 2
        guard let second = bytes.place(of: 0x3F, in: head..<min(limit, head + 80)), second > head,
            second + 2 < limit, bytes[second + 2] == 0x3F
        else { return nil }
        for index in head..<second where bytes[index] <= 0x20 { return nil }
        switch bytes[second + 1] | 0x20 {
        case 0x62: isBase64 = true
        case 0x71: isBase64 = false
        default: return nil
        }
        charset = head..<(bytes.place(of: 0x2A, in: head..<second) ?? second)
        let start = second + 3
        if let stop = EncodedWord.end(of: start..<limit, bytes) {
            text = start..<stop
            end = stop + 2
            return
        }
        var stop = start
        while stop < limit, !bytes[stop].isWhiteSpace { stop += 1 }
        guard stop > start else { return nil }
        text = start..<(bytes[stop - 1] == 0x3F ? stop - 1 : stop)
        end = stop
    }

    /// Where the text of a word that begins with `range` is ended by `?=`; nil where a line or another word comes before.
    private static func end(of range: Range<Int>, _ bytes: Span<UInt8>) -> Int? {
        var place = range.lowerBound
        // A question mark within Q text is forbidden and met; only `?=` ends the word.
        while let mark = bytes.place(of: 0x3F, in: place..<range.upperBound) {
            if mark > range.lowerBound, bytes[mark - 1] == 0x3D { return nil }
            if mark + 1 < range.upperBound, bytes[mark + 1] == 0x3D {
                return bytes.place(of: 0x0A, in: range.lowerBound..<mark) == nil ? mark : nil
            }
            place = mark + 1
        }
        return nil
    }
}
