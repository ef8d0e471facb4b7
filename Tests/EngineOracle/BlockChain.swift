package import SluiceEngine
import TestSupport

/// Scans a text whole or in blocks, and joins the blocks' matches into the chain of the whole text.
package struct BlockChain {
    package var database: Database
    package var text: [UInt8]
    package var way: OracleCase.Way

    package struct Result {
        package var matches: [Match] = []
        package var giveUps: [GiveUp] = []
    }

    package init(database: Database, text: [UInt8], way: OracleCase.Way) {
        (self.database, self.text, self.way) = (database, text, way)
    }

    package func result() -> Result {
        let kernels = Kernel.allCases.filter(\.isAvailable)
        var scanner = Scanner(database, kernel: kernels[text.count % kernels.count])
        guard case .blocks(let seed, let largest) = way else {
            var result = Result()
            scanner.scan(
                text.span, allowance: Allowance(seconds: 600), into: &result.matches, giveUps: &result.giveUps
            )
            return result
        }
        var random = SeededGenerator(seed: seed)
        var result = Result()
        var ends = Array(repeating: 0, count: database.count)
        var start = 0
        while start < text.count {
            let size = random.chance(30) ? 1 + random.below(min(8, largest)) : 1 + random.below(largest)
            let body = start..<min(text.count, start + size)
            settle(body, &scanner, &ends, &result)
            start = body.upperBound
        }
        result.matches.sort { ($0.start, $0.expression) < ($1.start, $1.expression) }
        return result
    }

    /// Appends what the chains so far leave of the matches that begin in `body`.
    ///
    /// A search that began at the body's start saw nothing before its first match, so that match stands unless
    /// an earlier one ends behind its start; then the search begins anew where that one ends.
    private func settle(
        _ body: Range<Int>, _ scanner: inout Scanner, _ ends: inout [Int], _ result: inout Result
    ) {
        let stopped = Set(result.giveUps.map(\.expression))
        let first = scan(body, &scanner)
        for index in 0..<database.count where !stopped.contains(index) && ends[index] < body.upperBound {
            var matches = first.matches.filter { $0.expression == index }
            var giveUps = first.giveUps.filter { $0.expression == index }
            let begun = matches.first?.start ?? (giveUps.isEmpty ? .max : body.lowerBound)
            if begun < ends[index] {
                let again = scan(body, &scanner, starts: ends, only: index)
                matches = again.matches
                giveUps = again.giveUps
            }
            ends[index] = matches.last?.end ?? ends[index]
            result.matches += matches
            result.giveUps += giveUps
        }
    }

    /// Every other block is brief at first.
    private func scan(_ body: Range<Int>, _ scanner: inout Scanner, starts: [Int] = [], only: Int? = nil)
        -> Result
    {
        if body.lowerBound % 2 == 0 {
            let brief = scan(body, database.briefContextBehind, &scanner, starts: starts, only: only)
            if !scanner.wantsMore { return brief }
        }
        return scan(body, database.contextBehind, &scanner, starts: starts, only: only)
    }

    private func scan(
        _ body: Range<Int>, _ context: Int, _ scanner: inout Scanner, starts: [Int], only: Int?
    ) -> Result {
        let before = max(0, body.lowerBound - database.contextBefore)
        let behind = min(text.count, body.upperBound + context)
        var block = Block(
            offset: before, body: (body.lowerBound - before)..<(body.upperBound - before),
            endsText: behind == text.count)
        block.isBrief = !block.endsText && context < database.contextBehind
        var result = Result()
        scanner.scan(
            text.span.extracting(before..<behind), block: block, starts: starts, only: only,
            allowance: Allowance(seconds: 600), into: &result.matches, giveUps: &result.giveUps)
        return result
    }
}

extension Pattern {
    /// Whether what it matches depends on where the search began, and not on the text alone.
    ///
    /// `\G`, `\K` and whatever `(*` opens: verbs end or move the search, line ends may have two bytes. A search
    /// that begins at a block's first byte cannot know how one from the text's start would have come there, so
    /// the engine may say of such patterns that they need the whole text.
    package var dependsOnSearchStart: Bool {
        ["\\G", "\\K", "(*"].contains(where: source.contains)
    }
}
