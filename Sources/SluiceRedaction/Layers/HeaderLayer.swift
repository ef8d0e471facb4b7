import SluiceModel
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

    struct WordForm: Hashable {
        var charset: String
        var isBase64: Bool
    }

    private var units: [Unit] = []
    private let isASCII: Bool
    private(set) var decoded: [UInt8] = []
    /// What the words of the last unit hold, as long as more may follow.
    private var octets: [UInt8] = []

    init(_ source: [UInt8]) {
        isASCII = ASCII.isAll(source)
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
            var own: [SpanEdit] = []
            for edit in edits where edit.range.overlaps(unit.text) {
                let range = edit.range.clamped(to: unit.text)
                let begins = edit.range.lowerBound >= unit.text.lowerBound
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
                result += own.shifted(by: unit.range.lowerBound).map { edit in
                    let text = String(decoding: edit.bytes, as: UTF8.self)
                    return SpanEdit(
                        range: edit.range, bytes: isASCII ? Array(Spelling.ascii(text).utf8) : edit.bytes)
                }
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

    static func text(_ octets: [UInt8], _ charset: String) -> [UInt8] {
        var output = ByteBuffer(capacity: octets.count * 2 + 16)
        let decoding = CharsetDecoder.append(octets.span, label: charset, to: &output)
        if decoding.isVerbatim { return octets }
        let storage = output.storage()
        return storage.bytes(in: 0..<storage.count)
    }
}
