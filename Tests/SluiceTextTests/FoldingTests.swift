import SluiceModel
@testable import SluiceText
import TestSupport
import Testing

@Suite("Folding a text")
struct FoldingTests {
    /// Pieces of text that meet in every order.
    private static let pieces = [
        "a", "e", "pass", "IBAN ", "42", " ", "  ", "\n", "\r\n", "> ", ">", ">> ", "| ", "|", "-- ", "-",
        "ä", "ß", "–",
        "€", "\u{308}", "\u{323}", "\u{301}", "\u{336}", "\u{200B}", "\u{AD}", "\u{FE0F}", "\u{E0041}",
        "\u{A0}",
        "\u{3000}", "\u{2028}", "\u{85}", "а", "е", "д", "Ρ", "ω", "ё", "Ａ", "＞", "｜", "１", "𝐚", "𝛢", "ﬁ",
        "ﬃ", "②", "⑳",
        "٣", "🇩", "ê", "ệ", "\u{1100}", "\u{1161}", "\u{11A8}", "か", "\u{3099}", "漢", "👍", "\u{200D}", "K",
        "Å",
        "\u{202E}", "²", "\u{1D165}", "\u{FFFD}", "x y",
    ]

    private static func text(_ size: Int, _ random: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < size {
            let run = Int.random(in: 1...4, using: &random)
            for _ in 0..<run { bytes += Array((pieces.randomElement(using: &random) ?? "").utf8) }
            if UInt.random(in: 0..<8, using: &random) == 0 { bytes += Array("und weiter im Text ".utf8) }
            if UInt.random(in: 0..<40, using: &random) == 0 {
                bytes.append(UInt8.random(in: 0x80...0xFF, using: &random))
            }
        }
        return bytes
    }

    /// The last one makes one word of two, whose letters are then seen together.
    private static let flows: [LineFlow] = [
        .fixed, .flowed(deletesSpace: false), .flowed(deletesSpace: true),
    ]

    @Test("twice is the same as once", arguments: 1...150)
    func idempotent(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let text = Self.text(Int.random(in: 1...600, using: &random), &random)
        for quotes in [EditFinder.Quotes.mail, .file] {
            for flow in Self.flows.dropLast() {
                let once = bytes(view(text, quotes: quotes, flow: flow))
                let twice = bytes(view(once, quotes: quotes))
                #expect(once == twice, "seed \(seed), \(quotes), \(flow)")
                #expect(String(validating: once, as: UTF8.self) != nil)
            }
        }
    }

    @Test("leads every place back and forth", arguments: 1...20)
    func places(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let text = Self.text(600, &random)
        let view = view(text, flow: Self.flows[seed % 3])
        let folded = bytes(view)
        for place in 0...folded.count {
            #expect(view.place(ofAnchor: view.anchor(of: place)) == place)
            guard place < folded.count else { continue }
            let source = view.source(of: place..<place + 1)
            #expect(source.lowerBound < source.upperBound && source.upperBound <= text.count)
            #expect(view.places(ofSource: source).contains(place))
            if folded[place] < 0x80, source.count == 1, text[source.lowerBound] < 0x80 {
                #expect(folded[place] == text[source.lowerBound])
            }
        }
        #expect(view.source(of: 0..<folded.count).upperBound <= text.count)
    }

    @Test("gives the same however the text is cut", arguments: 1...12)
    func segments(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let text = Self.text(12_000, &random)
        let flow = Self.flows[seed % 3]
        let quotes = seed % 2 == 0 ? EditFinder.Quotes.mail : .file
        let whole = view(text, quotes: quotes, flow: flow)
        for size in [2, 61, 3000] {
            var joined: [UInt8] = []
            var start = size < 100 ? 9000 : 0
            let first = start
            let last = size < 100 ? start + 10 * size : text.count
            while start < last {
                let end = min(last, start + size)
                let part = Self.segment(of: text, start..<end, context: size < 100 ? 2500 : 6000)
                let view = TextView(part, EditFinder(part, quotes: quotes, flow: flow))
                joined += view.segment.storage.bytes(in: view.segment.body)
                start = end
            }
            let expected = whole.place(ofSource: first)..<whole.place(ofSource: last)
            #expect(joined == Array(bytes(whole)[expected]), "size \(size)")
        }
    }

    private static func segment(of text: [UInt8], _ body: Range<Int>, context: Int) -> TextSegment {
        let from = max(0, body.lowerBound - context)
        let to = min(text.count, body.upperBound + context)
        return TextSegment(
            storage: TextStorage(text[from..<to]), body: body.lowerBound - from..<body.upperBound - from,
            offset: from,
            endsText: to == text.count)
    }
}
