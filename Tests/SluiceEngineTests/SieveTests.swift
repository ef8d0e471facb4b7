import EngineOracle
import TestSupport
import Testing

@testable import SluiceEngine

@Suite("Sieve")
struct SieveTests {
    /// Texts with zeros before and behind each, as ``Scanner/sieve(_:ends:loud:)`` takes them.
    private func batch(_ texts: [[UInt8]]) -> (bytes: [UInt8], ends: [Int]) {
        let gap = [UInt8](repeating: 0, count: Scanner.sieveGap)
        var (bytes, ends) = (gap, [Int]())
        for text in texts {
            bytes += text
            ends.append(bytes.count)
            bytes += gap
        }
        return (bytes, ends)
    }

    private func loud(_ texts: [[UInt8]], _ database: Database, _ kernel: Kernel) -> [Bool] {
        var scanner = Scanner(database, kernel: kernel)
        let (bytes, ends) = batch(texts)
        var loud = [Bool](repeating: false, count: texts.count)
        scanner.sieve(bytes.span, ends: ends, loud: &loud)
        return loud
    }

    private static let expressions: [Expression] = [
        .pattern(Pattern(#"\bkey-[0-9a-f]{8}\b"#)),
        .pattern(Pattern(#"(?<![\s"])geheim(?=\W|$)"#)),
        .pattern(Pattern(#"[a-z.]{3,30}@intern\.example"#)),
        .pattern(Pattern(#"\b[0-9]{16}\b"#)),
        .pattern(Pattern(#"[0-9a-f]{32}(?:["'\s]|$)"#)),
        .terms(TermList(["Projekt Falke", "Nordlicht"])),
    ]

    @Test("never misses a text that holds a match", arguments: Kernel.allCases)
    func isSound(kernel: Kernel) throws {
        let database = try Database(SieveTests.expressions)
        #expect(database.canSieve)
        let pieces = [
            "key-0a1b2c3d", "geheim", " geheim", "max.muster@intern.example", "1234567890123456",
            "0123456789abcdef0123456789abcdef", "Projekt Falke", "Projekt-\nFalke", "nordlicht",
            "Nord-\nlicht",
            "wort", " ", "\n", "\"", "ü", "key-", "@intern", ">", "0", "ein ganz gewöhnlicher Satz",
        ]
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<60 {
            let texts = (0..<40).map { _ in
                (0..<Int.random(in: 0...4, using: &generator)).flatMap { _ in
                    Array((pieces.randomElement(using: &generator) ?? "").utf8)
                }
            }
            let loud = loud(texts, database, kernel)
            var scanner = Scanner(database, kernel: kernel)
            for (index, text) in texts.enumerated() {
                var (matches, giveUps): ([Match], [GiveUp]) = ([], [])
                scanner.scan(text.span, into: &matches, giveUps: &giveUps)
                if !matches.isEmpty || !giveUps.isEmpty {
                    #expect(loud[index], "expression \(matches.first?.expression ?? -1)")
                }
            }
        }
    }

    @Test("turns away texts that hold nothing")
    func turnsAway() throws {
        let database = try Database(SieveTests.expressions)
        let texts = ["Guten Morgen", "bis um acht", "key-0a1b2c3d", "ja, gern"].map { Array($0.utf8) }
        #expect(loud(texts, database, .best) == [false, false, true, false])
    }

    @Test("says so where an expression is tried without the filter")
    func unfiltered() throws {
        for pattern in [#"\Afoo"#, #"\b\d{4} ?\d{4} ?\d{4}\b"#] {
            #expect(try !Database([.pattern(Pattern(pattern))]).canSieve)
        }
    }
}
