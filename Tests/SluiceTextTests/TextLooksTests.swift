import SluiceModel
import TestSupport
import Testing

@testable import SluiceText

@Suite("One look at a text")
struct TextLooksTests {
    private static let kernels = TextLooks.Kernel.allCases.filter { $0.isAvailable && $0 != .none }

    private static let pieces = [
        "Ein Satz, und noch einer.", "\n", "\n", "\r\n", "> ", ">", ">>", "> > ", "| ", "|", " >", "\t",
        "\n> ",
        "\n>> Wort", "\n| a | b |", "begin 644 x", "=ybegin ", "-----BEGIN PGP MESSAGE", "ä", "–", "€",
        "„Wort“",
        "\n\u{A7}", "%41", "%zz", "&uuml;", "&#252;", "& ", "\\u00fc", "\\xfc", "\\n", "=C3=BC", "=41", "=\n",
        "a=b", "SGFsbG8gV2VsdCwgZGllcyBpc3QgZXMK", "0123456789abcdef0123456", "http://a.example/x?id=59973",
        "👍", "🤷🏽",
    ]
    private static let oddPieces = [
        "\u{AD}", "\0", "\u{1B}", "Привет", "\u{200B}", "\u{2028}", "a\u{308}", "\u{1FBF0}", "\u{1F130}",
    ]

    private static func text(_ random: inout SeededGenerator, odd: Bool) -> [UInt8] {
        var text: [UInt8] = []
        let all = odd ? pieces + oddPieces : pieces
        for _ in 0..<Int.random(in: 0...40, using: &random) {
            text += Array(all[Int.random(in: 0..<all.count, using: &random)].utf8)
        }
        if odd, !text.isEmpty, Bool.random(using: &random) {
            text[Int.random(in: 0..<text.count, using: &random)] = .random(in: 0...255, using: &random)
        }
        return text
    }

    /// Lends a copy of `text`, with other bytes than zeros behind it.
    private static func lend<Result>(
        _ text: [UInt8], _ body: (UnsafeMutableBufferPointer<UInt8>) -> Result
    ) -> Result {
        let around = [UInt8](repeating: 0x3E, count: 64)
        var padded = around + text + around
        return unsafe padded.withUnsafeMutableBufferPointer { buffer in
            unsafe body(.init(rebasing: buffer[64..<64 + text.count]))
        }
    }

    @Test("sees the same with every kernel, and what a slow reader sees", arguments: [false, true])
    func kernels(odd: Bool) {
        var random = SeededGenerator(seed: odd ? 3 : 4)
        for _ in 0..<600 {
            let text = Self.text(&random, odd: odd)
            let starts = text.indices.filter { $0 == 0 || text[$0 - 1] == 0x0A }
            let telling = starts.filter { text[$0] >= 0x80 || Array(">|-=b \t".utf8).contains(text[$0]) }
            for kernel in Self.kernels {
                var looks = TextLooks(kernel: kernel)
                unsafe Self.lend(text) { unsafe looks.look(at: UnsafeBufferPointer($0)) }
                let places = (0..<looks.count).map { looks[$0] }
                let (lines, isOdd, mayHoldBlobs) = (looks.lines, looks.isOdd, looks.mayHoldBlobs)
                #expect(lines == starts.count { text[$0] != 0x0A })
                #expect(places == telling)
                #expect(isOdd == Self.isOdd(text), "\(kernel)")
                let search = BlobFinder.blobs(in: text.span)
                #expect(mayHoldBlobs || search.blobs.isEmpty, "\(kernel)")
                let sought = BlobFinder.blobs(in: text.span, signs: isOdd ? .all : looks.blobs)
                #expect(sought.blobs.map(\.span) == search.blobs.map(\.span), "\(kernel)")
            }
        }
    }

    @Test("sees characters that are cut off, wherever a block of bytes ends in them")
    func cutCharacters() {
        for whole in ["é", "\u{A7}", "–", "€", "👍"].map({ Array($0.utf8) }) {
            for kept in 1..<whole.count {
                for before in 56...64 {
                    let text = [UInt8](repeating: 0x78, count: before) + whole[..<kept] + Array("y ä z".utf8)
                    for kernel in Self.kernels {
                        var looks = TextLooks(kernel: kernel)
                        unsafe Self.lend(text) { unsafe looks.look(at: UnsafeBufferPointer($0)) }
                        let isOdd = looks.isOdd
                        #expect(isOdd, "\(kernel): \(kept) bytes of \(whole.count) behind \(before)")
                    }
                }
            }
        }
    }

    /// Whether a byte is none that a text has, or folding changes more than marks of quotation.
    private static func isOdd(_ text: [UInt8]) -> Bool {
        if text.contains(0) || text.contains(0x1B) { return true }
        var bytes = text.makeIterator()
        var decoder = UTF8()
        while true {
            switch decoder.decode(&bytes) {
            case .emptyInput: return false
            case .error: return true
            case .scalarValue(let scalar):
                let isKnown =
                    switch scalar.value {
                    case 0..<0x80, 0xA1..<0xAD, 0xAE...0xFF,
                        0x80..<0xA0 where scalar.value != 0x85:
                        true
                    case 0x2012...0x2027, 0x20A0...0x20BF, 0x1F300..<0x1FBC0: true
                    default: false
                    }
                if !isKnown { return true }
            }
        }
    }

    @Test("folds marks of quotation as the view does", arguments: [false, true])
    func folded(odd: Bool) {
        var random = SeededGenerator(seed: odd ? 5 : 6)
        var folder = FoldedInPlace()
        for kernel in Self.kernels {
            var looks = TextLooks(kernel: kernel)
            for _ in 0..<600 {
                let text = Self.text(&random, odd: odd)
                let quick = unsafe Self.lend(text) { target in
                    unsafe looks.look(at: UnsafeBufferPointer(target))
                    let count = unsafe folder.fold(target, knowing: looks)
                    return unsafe (Array(target[..<count]), target[count...].allSatisfy { $0 == 0 })
                }
                #expect(quick.0 == bytes(view(text)))
                #expect(quick.1, "what is left free is zero")
            }
        }
    }

    @Test("leaves a text to others in which too many lines begin in a telling way")
    func many() {
        let text = Array(String(repeating: "> a\n", count: 5000).utf8)
        for kernel in Self.kernels {
            var looks = TextLooks(kernel: kernel)
            unsafe Self.lend(text) { unsafe looks.look(at: UnsafeBufferPointer($0)) }
            let isOdd = looks.isOdd
            #expect(isOdd)
        }
    }

    @Test("sees nothing where there are no kernels, and no oddity in nothing")
    func none() {
        var looks = TextLooks(kernel: .none)
        unsafe Self.lend(Array("a".utf8)) { unsafe looks.look(at: UnsafeBufferPointer($0)) }
        let (isOdd, mayHoldBlobs) = (looks.isOdd, looks.mayHoldBlobs)
        #expect(isOdd && mayHoldBlobs)
        unsafe Self.lend([]) { unsafe looks.look(at: UnsafeBufferPointer($0)) }
        let (isNothingOdd, lines) = (looks.isOdd, looks.lines)
        #expect(!isNothingOdd && lines == 0)
    }
}
