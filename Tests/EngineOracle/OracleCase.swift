package import SluiceEngine

/// Patterns and a text on which the engine has to agree with the reference, and a way to make it smaller.
package struct OracleCase {
    /// How the text is given to the engine.
    package enum Way: Equatable {
        case whole
        /// In blocks whose sizes come from this seed, of at most this size.
        case blocks(seed: UInt64, largest: Int)
    }

    package var patterns: [Pattern]
    package var text: [UInt8]
    package var way = Way.whole
    /// Expressions that may stop with `tooLong` where the reference does not.
    package var mayGiveUp: Set<Int> = []

    package init(
        patterns: [Pattern], text: [UInt8], way: Way = .whole, mayGiveUp: Set<Int> = []
    ) {
        (self.patterns, self.text, self.way, self.mayGiveUp) = (patterns, text, way, mayGiveUp)
    }

    /// What a comparison came to.
    package enum Verdict: Equatable {
        case agreed(matches: Int, giveUps: Int)
        /// The reference cannot say what is right.
        case undecided
        case differs(String)
    }

    /// What the patterns are compiled to; made once for all texts that a shrinker tries.
    package struct Compiled {
        package var references: [ReferencePair]
        package var database: Database

        /// Nil where PCRE2 or the engine refuses one of them.
        package init?(_ patterns: [Pattern]) {
            references = patterns.compactMap { ReferencePair($0) }
            guard references.count == patterns.count,
                let database = try? Database(patterns.map(Expression.pattern))
            else { return nil }
            self.database = database
        }
    }

    package func verdict(_ compiled: Compiled? = nil) -> Verdict {
        guard let compiled = compiled ?? Compiled(patterns) else { return .undecided }
        let answers = compiled.references.enumerated().map { $1.answers(text, index: $0) }
        guard answers.allSatisfy({ !$0.isEmpty }), way == .whole || answers.allSatisfy({ $0.count == 1 })
        else {
            return .undecided
        }
        return compare(compiled.database, answers)
    }

    /// Holds what the engine finds against the answers that count for each pattern.
    package func compare(_ database: Database, _ answers: [[ReferenceScanner.Outcome]]) -> Verdict {
        let engine = BlockChain(database: database, text: text, way: way).result()
        let isSorted = zip(engine.matches, engine.matches.dropFirst())
            .allSatisfy { ($0.start, $0.expression) < ($1.start, $1.expression) }
        guard isSorted else { return .differs("out of order: \(spans(engine.matches))") }
        for (index, accepted) in answers.enumerated() {
            let matches = engine.matches.filter { $0.expression == index }
            let causes = engine.giveUps.filter { $0.expression == index }.map(\.cause)
            guard !accepted.contains(where: { agrees(index, $0, matches, causes) }) else { continue }
            let expected = accepted.map { "\(spans($0.matches)) \($0.gaveUp.map { "\($0)" } ?? "")" }
            return .differs(
                "pattern \(index): expected \(expected.joined(separator: " or ")), found \(spans(matches)) \(causes)"
            )
        }
        return .agreed(matches: engine.matches.count, giveUps: engine.giveUps.count)
    }

    private func agrees(
        _ index: Int, _ expected: ReferenceScanner.Outcome, _ matches: [Match], _ causes: [GiveUp.Cause]
    ) -> Bool {
        let mayStopEarly = mayGiveUp.contains(index) && text.count > patterns[index].longestMatch
        switch causes {
        case []: return expected.gaveUp == nil && matches == expected.matches
        case [.needsWholeText]:
            return way != .whole && patterns[index].dependsOnSearchStart && matches.isEmpty
        case [.tooLong] where mayStopEarly: return expected.matches.starts(with: matches)
        case [.tooLong]: return expected.gaveUp == .tooLong && matches == expected.matches
        default: return false
        }
    }

    private func spans(_ matches: [Match]) -> String {
        let list = matches.prefix(20).map { match in
            "\(match.start)..<\(match.end)"
                + (match.value == match.start..<match.end ? "" : " (\(match.value))")
        }
        return "[" + list.joined(separator: ", ") + (matches.count > 20 ? ", …]" : "]")
    }

    /// A smaller case that differs too: one pattern where one is enough, and no chunk of text that can go.
    package func shrunk() -> OracleCase {
        var best = self
        for index in patterns.indices where patterns.count > 1 {
            var alone = self
            alone.patterns = [patterns[index]]
            alone.mayGiveUp = mayGiveUp.contains(index) ? [0] : []
            guard alone.differs(nil) else { continue }
            best = alone
            break
        }
        guard let compiled = Compiled(best.patterns) else { return best }
        var chunk = max(1, best.text.count / 2)
        var tries = 0
        while chunk > 0 {
            var place = 0
            while place < best.text.count && tries < 2000 {
                tries += 1
                var shorter = best
                shorter.text.removeSubrange(place..<min(place + chunk, best.text.count))
                if shorter.differs(compiled) { best = shorter } else { place += chunk }
            }
            chunk /= 2
        }
        return best
    }

    private func differs(_ compiled: Compiled?) -> Bool {
        if case .differs = verdict(compiled) { true } else { false }
    }

    /// The case as one can type it again.
    package var description: String {
        let list = patterns.map { pattern in
            "\(pattern.dialect)\(pattern.caseless ? " caseless" : ""), \(pattern.capture), longest "
                + "\(pattern.longestMatch): \(escaped(Array(pattern.source.utf8)))"
        }
        return (list + ["text of \(text.count) bytes, \(way): \(escaped(text))"]).joined(separator: "\n")
    }
}

/// The bytes in quotation marks, as a C compiler reads them.
package func escaped(_ bytes: [UInt8]) -> String {
    let inner = bytes.map { byte in
        switch byte {
        case 0x22, 0x5C: "\\" + String(UnicodeScalar(byte))
        case 0x20..<0x7F: String(UnicodeScalar(byte))
        default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
    return "\"" + inner.joined() + "\""
}
