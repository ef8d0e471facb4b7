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

    /// So many texts of up to five pieces each.
    private static func texts(
        _ count: Int, of pieces: [String], _ generator: inout SeededGenerator
    ) -> [[UInt8]] {
        (0..<count).map { _ in
            (0..<Int.random(in: 0...5, using: &generator)).flatMap { _ in
                Array((pieces.randomElement(using: &generator) ?? "").utf8)
            }
        }
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
            let texts = SieveTests.texts(40, of: pieces, &generator)
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

    /// What a scan of each text alone finds, and what one finds that goes on from the sieve.
    private func expectSame(_ texts: [[UInt8]], _ database: Database, _ kernel: Kernel) {
        var sieving = Scanner(database, kernel: kernel)
        var alone = Scanner(database, kernel: kernel)
        let (bytes, ends) = batch(texts)
        var loud = [Bool](repeating: false, count: texts.count)
        sieving.sieve(bytes.span, ends: ends, loud: &loud)
        for (index, text) in texts.enumerated() {
            var (expected, seen): ([Match], [Match]) = ([], [])
            var (gaveUp, gives): ([GiveUp], [GiveUp]) = ([], [])
            alone.scan(text.span, into: &expected, giveUps: &gaveUp)
            sieving.scan(
                sieved: index, in: bytes.span, ends[index] - text.count..<ends[index],
                allowance: Allowance(), into: &seen, giveUps: &gives)
            #expect(seen == expected, "text \(index)")
            #expect(gives == gaveUp, "text \(index)")
            if !expected.isEmpty { #expect(loud[index]) }
        }
    }

    @Test("leaves to a scan what that scan alone would find", arguments: Kernel.allCases, [true, false])
    func scansSieved(kernel: Kernel, withTerms: Bool) throws {
        let more: [Expression] = [
            .pattern(Pattern(#"(?<=\n)[ab]{3,}+(?=\n|\z)"#)), .pattern(Pattern(#"(?i)stra(?:ß|ss)e \d+$"#)),
            .pattern(Pattern(#"[^,]{20,60},ende"#)), .pattern(Pattern(#"(?m)^\D{0,40}pin:? *\d{4}"#)),
            .pattern(Pattern(#"(?<![0-9])[0-9](?:[ ./-]{0,3}[0-9]){12}(?![0-9])"#)),
            .pattern(Pattern(#"(?i)\bmasse\b"#)),
            .pattern(Pattern(#"[a-z]*+pin:? *\d{4}"#)),
        ]
        let expressions = (withTerms ? SieveTests.expressions : SieveTests.expressions.dropLast()) + more
        let database = try Database(Array(expressions))
        for (number, expression) in expressions.enumerated() {
            #expect(try Database([expression]).canSieve, "expression \(number)")
        }
        #expect(database.canScanSieved == !withTerms)
        let pieces = [
            "key-0a1b2c3d", " geheim", "max.muster@intern.example", "1234567890123456", "aab", "\naaab\n",
            "0123456789abcdef0123456789abcdef", "Nordlicht", "Hauptstraße 12", "STRASSE 7", "stra\u{17F}se 1",
            "ein Text ohne Komma und Punkt", ",ende", "pin: 1234", "12-34.5678 90123", "Masse", "ma\u{17F}se",
            "wort", " ", "\n", "\"", "ü", "key-", "@intern", "0", "\0", "a",
        ]
        var generator = SeededGenerator(seed: 19)
        for _ in 0..<40 {
            let texts = SieveTests.texts(60, of: pieces, &generator)
            expectSame(texts, database, kernel)
        }
        // One that takes several pieces, between short ones.
        let long = (0..<9000).flatMap { Array("key-\($0) geheim, Masse 1234567890123456 ".utf8) }
        expectSame([Array("geheim".utf8), long, Array("aab".utf8)], database, kernel)
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
