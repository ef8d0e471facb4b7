import SluiceText

/// The value of a mail's header field: folded lines and encoded words (RFC 2047).
///
/// Neighbouring words of one charset are one unit, since a character may be cut between them.
struct HeaderLayer: EncodingLayer {
    private struct Unit {
        /// In the source.
        var range: Range<Int>
        /// In ``decoded``.
        var text: Range<Int>
        /// Nil for text that stands there as it is.
        var word: WordForm?
    }

    private struct WordForm: Hashable {
        var charset: String
        var isBase64: Bool
    }

    private var units: [Unit] = []
    private(set) var decoded: [UInt8] = []
    /// What the words of the last unit hold, as long as more may follow.
    private var octets: [UInt8] = []

    init(_ source: [UInt8]) {
        var place = 0
        var pending = 0
        while place < source.count {
            guard source[place] == 0x3D, let word = HeaderLayer.word(source, at: place) else {
                place += 1
                continue
            }
            let between = source[pending..<place]
            let follows = units.last?.word.map { $0.charset == word.form.charset } ?? false
            if follows, between.allSatisfy({ $0 <= 0x20 }) {
                addToLast(word.octets, end: word.end)
            } else {
                if units.last?.word == nil || !between.allSatisfy({ $0 <= 0x20 }) {
                    addPlain(source, pending..<place)
                }
                octets = []
                units.append(
                    Unit(range: place..<place, text: decoded.count..<decoded.count, word: word.form))
                addToLast(word.octets, end: word.end)
            }
            place = word.end
            pending = place
        }
        addPlain(source, pending..<source.count)
    }

    func outward(_ edits: [SpanEdit]) -> [SpanEdit]? {
        var result: [SpanEdit] = []
        for unit in units {
            var isFirst = Set<Int>()
            var own: [SpanEdit] = []
            for (index, edit) in edits.enumerated() where edit.range.overlaps(unit.text) {
                let range = edit.range.clamped(to: unit.text)
                let begins = edit.range.lowerBound >= unit.text.lowerBound
                if begins { isFirst.insert(index) }
                let shift = unit.text.lowerBound
                own.append(
                    SpanEdit(
                        range: range.lowerBound - shift..<range.upperBound - shift,
                        bytes: begins ? edit.bytes : []))
            }
            guard !own.isEmpty else { continue }
            if let form = unit.word {
                let text = own.merged().applied(to: Array(decoded[unit.text]))
                result.append(SpanEdit(range: unit.range, bytes: HeaderLayer.words(text, form)))
            } else {
                result += own.shifted(by: unit.range.lowerBound)
            }
        }
        return result.merged()
    }

    private mutating func addToLast(_ bytes: [UInt8], end: Int) {
        guard let last = units.indices.last, let form = units[last].word else { return }
        octets += bytes
        decoded.removeSubrange(units[last].text.lowerBound...)
        decoded += HeaderLayer.text(octets, form.charset)
        units[last].text = units[last].text.lowerBound..<decoded.count
        units[last].range = units[last].range.lowerBound..<end
    }

    /// Adds text line by line; a line end without a blank behind it is read as one.
    private mutating func addPlain(_ source: [UInt8], _ range: Range<Int>) {
        var place = range.lowerBound
        while place < range.upperBound {
            let rest = source[place..<range.upperBound]
            let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? range.upperBound
            if end > place {
                units.append(
                    Unit(range: place..<end, text: decoded.count..<decoded.count + end - place, word: nil))
                decoded += source[place..<end]
            }
            place = end
            guard place < range.upperBound else { return }
            while place < range.upperBound, source[place] == 0x0A || source[place] == 0x0D { place += 1 }
            if place < range.upperBound, source[place] != 0x20, source[place] != 0x09 {
                decoded.append(0x20)
            }
        }
    }

    private static func text(_ octets: [UInt8], _ charset: String) -> [UInt8] {
        var output = ByteBuffer(capacity: octets.count * 2 + 16)
        let decoding = CharsetDecoder.append(octets.span, label: charset, to: &output)
        if decoding.isVerbatim { return octets }
        let storage = output.storage()
        return storage.bytes(in: 0..<storage.count)
    }
}

extension HeaderLayer {
    /// The encoded word at `place`: its form, its octets, and where it ends.
    private static func word(_ source: [UInt8], at place: Int) -> (
        form: WordForm, octets: [UInt8], end: Int
    )? {
        guard place + 6 < source.count, source[place + 1] == 0x3F else { return nil }
        let head = place + 2
        guard let second = source[head..<min(source.count, head + 80)].firstIndex(of: 0x3F), second > head,
            second + 2 < source.count, source[second + 2] == 0x3F
        else { return nil }
        let kind = source[second + 1] | 0x20
        guard kind == 0x62 || kind == 0x71 else { return nil }
        let start = second + 3
        var stop = start
        while stop + 1 < source.count, source[stop] != 0x3F || source[stop + 1] != 0x3D {
            if source[stop] == 0x0A { return nil }
            stop += 1
        }
        guard stop + 1 < source.count else { return nil }
        let name = source[head..<second].prefix { $0 != 0x2A }
        let form = WordForm(
            charset: String(decoding: name, as: UTF8.self).lowercased(), isBase64: kind == 0x62)
        let text = Array(source[start..<stop])
        return (form, form.isBase64 ? Base64Code.decoded(text) : quoted(text), stop + 2)
    }

    /// The Q encoding, in which `_` is a blank (RFC 2047, 4.2).
    private static func quoted(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var place = 0
        while place < text.count {
            if text[place] == 0x3D, place + 2 < text.count, let high = ASCII.hexValue(text[place + 1]),
                let low = ASCII.hexValue(text[place + 2])
            {
                output.append(high << 4 | low)
                place += 3
            } else {
                output.append(text[place] == 0x5F ? 0x20 : text[place])
                place += 1
            }
        }
        return output
    }

    /// `text` as encoded words of at most 75 characters, in the charset it had where that has all of it.
    private static func words(_ text: [UInt8], _ form: WordForm) -> [UInt8] {
        var charset = form.charset
        let octets = Charset(label: charset).flatMap { CharsetCoder($0, []).encoded(text) } ?? text
        if self.text(octets, charset) != text { charset = "utf-8" }
        let coder = Charset(label: charset).map { CharsetCoder($0, []) }
        let head = Array("=?\(charset)?\(form.isBase64 ? "B" : "Q")?".utf8)
        let most = form.isBase64 ? (73 - head.count) / 4 * 3 : 73 - head.count
        var words: [[UInt8]] = []
        var held: [UInt8] = []
        var length = 0
        func flush() {
            let body = form.isBase64 ? Base64Code.encoded(held) : held.flatMap(token)
            words.append(head + body + Array("?=".utf8))
        }
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            let bytes = Array(String(Character(scalar)).utf8)
            let encoded = coder?.encoded(bytes) ?? bytes
            let size = form.isBase64 ? encoded.count : encoded.flatMap(token).count
            if length + size > most, !held.isEmpty {
                flush()
                (held, length) = ([], 0)
            }
            held += encoded
            length += size
        }
        if held.isEmpty, words.isEmpty { held = [0x2A] }
        if !held.isEmpty { flush() }
        return Array(words.joined(separator: [0x20]))
    }

    private static func token(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case 0x20: [0x5F]
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2A, 0x2D: [byte]
        default: [0x3D, ASCII.hexDigit(byte >> 4), ASCII.hexDigit(byte & 15)]
        }
    }
}
