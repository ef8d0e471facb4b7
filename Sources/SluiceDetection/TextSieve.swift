import SluiceEngine
import SluiceModel
import SluiceText

/// What one look at many texts says of one of them.
public enum TextLook: Sendable {
    /// Nothing matches in it.
    case quiet
    /// Something may match; it is scanned as it stands, since nothing in it is folded or decoded.
    case candidate
    /// What is scanned may not be what stands there.
    case hidden
}

/// Tells which of many short texts need a look of their own; the others hold nothing.
///
/// Most chat lines, names and addresses hold nothing, and what surrounds a scan costs more than their bytes. One
/// pass over all of them, copied into one storage, turns them away.
struct TextSieve: ~Copyable {
    /// Longer texts nearly always hold a candidate.
    private static let longest = 1 << 11
    /// So much is looked at in one pass: with the filter's tables it stays in the second-level cache.
    private static let batch = 56 << 10

    private let pool = StoragePool()
    private var yield = SieveYield()
    private var loud: [Bool] = []
    /// Whether candidates are worth a scan before their messages are made.
    private var matching = SieveYield()
    private var matches: [Match] = []
    private var giveUps: [GiveUp] = []

    /// One flag for each part of the messages, one message after the other: whether it needs a look.
    mutating func flags(
        of messages: [Message], decodesBlobs: Bool, with scanner: inout Scanner
    ) -> [Bool] {
        let count = messages.reduce(0) { $0 + $1.parts.count }
        guard scanner.database.canSieve, yield.isWorth(count) else {
            return Array(repeating: true, count: count)
        }
        var texts: [TextStorage?] = []
        texts.reserveCapacity(count)
        for message in messages {
            for part in message.parts {
                let isLeftOut = part.text.storage.count > TextSieve.longest || part.flow != .fixed
                texts.append(isLeftOut ? nil : part.text.storage)
            }
        }
        let batch = QuietBatch(copying: texts, from: pool)
        loud.removeAll(keepingCapacity: true)
        for (index, text) in texts.enumerated() {
            let isQuiet =
                batch.isQuiet(index)
                || (text?.withSpan { batch.isPlain(index, $0, decodesBlobs: decodesBlobs) } ?? false)
            loud.append(!isQuiet)
        }
        sieve(batch, with: &scanner)
        return loud
    }

    /// What one look at each of `texts` says, which lie in `storage`; `areApart` where ``Scanner/sieveGap`` zeros lie
    /// before and behind each.
    ///
    /// What matches in candidates is noted, where a search has shown it.
    mutating func look(
        at texts: [Range<Int>], in storage: TextStorage, areApart: Bool, decodesBlobs: Bool,
        with scanner: inout Scanner, noting known: inout TextMatches, allowance: () -> Allowance
    ) -> [TextLook] {
        guard scanner.database.canSieve else { return Array(repeating: .hidden, count: texts.count) }
        let isSieved = isWorth(texts.count, with: scanner)
        var run = LookRun(
            storage: storage, decodesBlobs: decodesBlobs, isSieved: isSieved,
            isJudged: scanner.database.canScanSieved || matching.isWorth(texts.count))
        run.looks.reserveCapacity(texts.count)
        var rest = texts[...]
        while !rest.isEmpty {
            let batch =
                areApart
                ? QuietBatch(texts, in: storage)
                : QuietBatch(
                    copying: rest, of: storage, size: TextSieve.batch, longest: TextSieve.longest,
                    from: pool)
            let first = rest.prefix(batch.count)
            look(at: first, batch, &run, &scanner)
            if run.isJudged { judge(first, batch, &run, &scanner, &known, allowance) }
            rest = rest.dropFirst(batch.count)
        }
        return run.looks
    }

    /// What is the same for all texts of one call, and what is known of those looked at.
    private struct LookRun {
        let storage: TextStorage
        let decodesBlobs: Bool
        let isSieved: Bool
        /// Whether candidates are scanned before their messages are made.
        let isJudged: Bool
        var looks: [TextLook] = []
    }

    /// Looks at texts that lie in `batch` too, where those that are not left out have zeros between them.
    private mutating func look(
        at texts: ArraySlice<Range<Int>>, _ batch: borrowing QuietBatch, _ run: inout LookRun,
        _ scanner: inout Scanner
    ) {
        let first = run.looks.count
        let usual = run.isSieved ? TextLook.quiet : .candidate
        loud.removeAll(keepingCapacity: true)
        for index in 0..<batch.count {
            var look = usual
            if !batch.isQuiet(index) {
                // Much of what is told is chance.
                let isPlain = run.storage.withSpan {
                    batch.isPlain(
                        index, $0.extracting(texts[texts.startIndex + index]), decodesBlobs: run.decodesBlobs)
                }
                if !isPlain { look = .hidden } else if batch.isLeftOut(index) { look = .candidate }
            }
            loud.append(look != .quiet)
            run.looks.append(look)
        }
        guard run.isSieved else { return }
        sieve(batch, with: &scanner)
        for index in loud.indices where loud[index] && run.looks[first + index] == .quiet {
            run.looks[first + index] = .candidate
        }
    }

    /// Scans the candidates among the texts looked at last: those are quiet that hold nothing.
    ///
    /// Where a text cannot be scanned by what was seen of it, it is filtered a second time, which costs less than a message
    /// made for nothing.
    private mutating func judge(
        _ texts: ArraySlice<Range<Int>>, _ batch: borrowing QuietBatch, _ run: inout LookRun,
        _ scanner: inout Scanner, _ known: inout TextMatches, _ allowance: () -> Allowance
    ) {
        let first = run.looks.count - batch.count
        var scanned: [Bool] = []
        for (index, range) in texts.enumerated() where run.looks[first + index] == .candidate {
            // In a table, whose lines may be escaped here, the word and the value that make a match stand apart.
            let mayBeTable = run.storage.withSpan { LabelledCells.mayStand(in: $0.extracting(range)) }
            guard !mayBeTable else {
                scanned.append(true)
                continue
            }
            matches.removeAll(keepingCapacity: true)
            giveUps.removeAll(keepingCapacity: true)
            if run.isSieved, !batch.isLeftOut(index) {
                let place = batch.ends[index] - range.count..<batch.ends[index]
                batch.storage.withSpan { span in
                    scanner.scan(
                        sieved: index, in: span, place, allowance: allowance(), into: &matches,
                        giveUps: &giveUps)
                }
            } else {
                run.storage.withSpan { span in
                    scanner.scan(
                        span.extracting(range), allowance: allowance(), into: &matches, giveUps: &giveUps)
                }
            }
            let holds = !matches.isEmpty || !giveUps.isEmpty
            if !holds { run.looks[first + index] = .quiet }
            // Where a search gave up, it is made again, to tell of it.
            if holds, giveUps.isEmpty { known.note(matches, in: first + index, ofLength: range.count) }
            scanned.append(holds)
        }
        matching.note(scanned)
    }

    /// One flag for each of `views`, which need no folding and lie in `storage` with zeros between them.
    ///
    /// Nil where sieving is not worth it.
    mutating func flags(
        ofViews views: [Range<Int>], in storage: TextStorage, with scanner: inout Scanner
    ) -> [Bool]? {
        guard scanner.database.canSieve, isWorth(views.count, with: scanner) else { return nil }
        loud.removeAll(keepingCapacity: true)
        for _ in views { loud.append(false) }
        let ends = views.map(\.upperBound)
        storage.withSpan { scanner.sieve($0, ends: ends, loud: &loud) }
        yield.note(loud)
        return loud
    }

    /// Whether so many texts are sieved; where a scan of those that are left goes on from there, always.
    private mutating func isWorth(_ count: Int, with scanner: borrowing Scanner) -> Bool {
        scanner.database.canScanSieved || yield.isWorth(count)
    }

    /// Marks those texts of a batch in which something may match.
    private mutating func sieve(_ batch: borrowing QuietBatch, with scanner: inout Scanner) {
        let ends = batch.ends
        batch.storage.withSpan { scanner.sieve($0, ends: ends, loud: &loud) }
        yield.note(loud)
    }
}

/// Whether sieving turns away enough to be worth its pass.
///
/// With many rules most texts hold a candidate; then a sample is sieved now and then, and the rest is not.
struct SieveYield {
    private var seen = 0
    private var loud = 0
    /// How many texts are let through before the next sample.
    private var rest = 0

    private static let sample = 2048
    private static let pause = 16

    mutating func isWorth(_ count: Int) -> Bool {
        guard rest > 0 else { return true }
        rest -= count
        return false
    }

    mutating func note(_ flags: [Bool]) {
        seen += flags.count
        for flag in flags where flag { loud += 1 }
        guard seen >= SieveYield.sample else { return }
        if loud * 2 > seen { rest = seen * SieveYield.pause }
        seen = 0
        loud = 0
    }
}
