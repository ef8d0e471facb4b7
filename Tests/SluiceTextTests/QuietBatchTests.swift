import SluiceModel
import TestSupport
import Testing

@testable import SluiceText

@Suite("A look at many texts")
struct QuietBatchTests {
    private static let pieces: [[UInt8]] =
        [
            "Ein Satz, und noch einer. ", "\n", "\r\n", "\n> ", "\n| a | b |", ">", "|", "ä", "–", "€",
            "„Wort“", "👍",
            "🫠 ", "🏽", "\u{1F1E9}", "\u{1F130}", "\u{1FBF0}", "\u{1F2FF}", "%41", "%zz", "&uuml;", "&x",
            "\\u00fc",
            "\\users", "=C3=BC", "=41", "=\n", "a=b", "SGFsbG8gV2VsdCwgZGllcyBpc3QgZXMK",
            "-/Wort2Wort/Wort+Wort=",
            "0123456789abcdef0123456", "68616c6c6f2077656c742c20646173206973742065733a20",
            "http://a.example/x?id=59973",
            "\u{AD}", "\u{200B}", "\u{2028}", "a\u{308}", "Привет", "ﬁ", "x\u{FE0F}",
        ].map { Array($0.utf8) } + [
            [0], [0xF0], [0xF0, 0x9F], [0xF0, 0x9F, 0x91], [0x9F], [0xE2, 0x80], [0xC3], [0xFF],
        ]

    private static let kernels = QuietBatch.Kernel.allCases.filter(\.isAvailable)

    /// Texts with other bytes between them, and where they lie.
    private static func texts(_ random: inout SeededGenerator) -> (all: [UInt8], places: [Range<Int>]) {
        var all = Array("> =".utf8)
        let places = (0..<Int.random(in: 1...30, using: &random)).map { _ in
            let start = all.count
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                all += pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }
            defer { all += pieces[Int.random(in: 0..<pieces.count, using: &random)] }
            return start..<all.count
        }
        return (all, places)
    }

    private static func copied(
        _ texts: ArraySlice<Range<Int>>, of all: [UInt8], _ kernel: QuietBatch.Kernel
    ) -> QuietBatch {
        QuietBatch(
            copying: texts, of: TextStorage(all), size: 400, longest: 200, from: StoragePool(), kernel: kernel
        )
    }

    /// Whether a text is its own view, and holds nothing that is written in an encoding.
    private static func isPlain(_ text: [UInt8], decodesBlobs: Bool) -> Bool {
        let isView = bytes(view(text)) == text
        return isView && (!decodesBlobs || BlobFinder.blobs(in: text.span).blobs.isEmpty)
    }

    @Test("says of none that it is quiet that hides something, and copies all of them", arguments: kernels)
    func sound(_ kernel: QuietBatch.Kernel) {
        var random = SeededGenerator(seed: 8)
        var quiet = 0
        for _ in 0..<400 {
            let (all, places) = Self.texts(&random)
            let inPlace = QuietBatch(places, in: TextStorage(all), kernel: kernel)
            let ends = inPlace.ends
            #expect(ends == places.map(\.upperBound))
            var first = 0
            while first < places.count {
                let batch = Self.copied(places[first...], of: all, kernel)
                let count = batch.count
                try? #require(count > 0)
                var before = 0
                for index in 0..<count {
                    let text = Array(all[places[first + index]])
                    let isQuiet = batch.isQuiet(index)
                    let end = batch.ends[index]
                    if batch.isLeftOut(index) {
                        #expect(text.count > 200 && end == before + QuietBatch.gap)
                    } else {
                        let copy = batch.storage.bytes(in: before..<end + QuietBatch.gap)
                        let zeros = [UInt8](repeating: 0, count: QuietBatch.gap)
                        #expect(copy == zeros + text + zeros)
                        let isQuietInPlace = inPlace.isQuiet(first + index)
                        #expect(isQuiet == isQuietInPlace)
                    }
                    for decodesBlobs in [true, false] {
                        let isPlain = batch.isPlain(index, text.span, decodesBlobs: decodesBlobs)
                        let wanted = Self.isPlain(text, decodesBlobs: decodesBlobs)
                        #expect(isPlain == wanted)
                        #expect(!isQuiet || wanted)
                    }
                    quiet += isQuiet ? 1 : 0
                    before = end
                }
                first += count
            }
        }
        #expect(quiet > 400, "some are quiet")
    }

    @Test("leaves plain words, German letters and pictures alone", arguments: kernels)
    func plain(_ kernel: QuietBatch.Kernel) {
        let words = "Grüße 👍 – „bis morgen“, https://a.example/x?id=34762 & so weiter: C:\\Ordner"
        let all = Array(words.utf8)
        let batch = QuietBatch([0..<all.count], in: TextStorage(all), kernel: kernel)
        let isQuiet = batch.isQuiet(0)
        // Without vectors, letters beyond U+00FF are looked at.
        #expect(isQuiet || kernel == .portable)
        let isPlain = batch.isPlain(0, all.span, decodesBlobs: true)
        #expect(isPlain)
    }

    @Test("takes pictures for what they are: nothing is folded in them", arguments: kernels)
    func pictures(_ kernel: QuietBatch.Kernel) {
        for value in UInt32(0x1F000)..<0x1FE00 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let all = Array("a\(scalar)b".utf8)
            let batch = QuietBatch([0..<all.count], in: TextStorage(all), kernel: kernel)
            let isQuiet = batch.isQuiet(0)
            #expect(isQuiet == (kernel != .portable && (0x1F300..<0x1FBC0).contains(value)))
            if isQuiet { #expect(bytes(view(all)) == all) }
        }
    }

    @Test("takes whole texts, and leaves out what is none")
    func whole() {
        let texts = ["one", "", "> two", "three \u{200B}"].map { TextStorage(Array($0.utf8)) }
        let batch = QuietBatch(copying: [texts[0], nil, texts[1], texts[2], texts[3]], from: StoragePool())
        let signs = (0..<batch.count).map { [batch.isQuiet($0), batch.isLeftOut($0)] }
        #expect(
            signs == [[true, false], [false, true], [true, false], [false, false], [false, false]])
        let ends = batch.ends
        #expect(ends == [11, 19, 27, 40, 57])
        let last = batch.storage.string(in: 48..<53)
        #expect(last == "three")
    }
}
