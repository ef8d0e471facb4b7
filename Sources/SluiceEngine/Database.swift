import CPCRE2
import Synchronization

/// Expressions compiled for scanning: immutable, shared by any number of scanners.
public final class Database: Sendable {
    let expressions: [Expression]
    /// By expression; nil where it is a list of terms.
    let patterns: [CompiledPattern?]
    /// The same, for searches.
    let references: PatternReferences
    let filter: FilterProgram
    /// The filter for texts with ``RareLetters``: made when one is met.
    private let rareFilter = AtomicLazyReference<FilterProgram>()
    /// Whether ``filter`` leaves matches with such letters out.
    let leavesRareLetters: Bool
    /// How far behind a match's start either filter must have looked, walks without a bound left out.
    let distance: Int
    /// The hooks of ``filteredTerms``.
    private let termHooks: [TermHook]
    /// The lists that the walk over a text's words finds; nil where there are none.
    let walkedTerms: TermSet?
    /// The lists that the filter finds; nil where there are none.
    let filteredTerms: TermSet?
    /// The same by their words; nil where there are none.
    let partedTerms: PartedTerms?
    /// Terms of ``filteredTerms`` that the filter cannot look for.
    let unhookedTerms: [(expression: Int, term: Int)]
    /// Expressions of which every start is tried.
    let unfiltered: [Int32]
    /// Expressions that can only match where the text begins, or that need the whole text.
    let once: [Int32]

    /// How many bytes before a block's body a scan may look at.
    public let contextBefore: Int
    /// How many bytes behind a block's body a scan may look at.
    public let contextBehind: Int
    /// How many bytes behind a block's body are enough where no match of a pattern without a bound begins near its end.
    public let briefContextBehind: Int

    public var count: Int { expressions.count }

    /// How many groups the pattern at `index` captures; nil for a list of terms.
    public func captureCount(ofExpression index: Int) -> Int? { patterns[index]?.captureCount }

    /// The start positions of a pattern without a bound are searched in cells of this size, so that where its
    /// text is cut depends on the start alone, not on blocks.
    static let cell = 1 << 16
    /// What matches of patterns without a bound rarely pass.
    private static let briefReach = 4 << 10

    /// Compiles `expressions`, in whose order matches name them.
    ///
    /// - Throws: ``CompileFault`` for the first pattern that PCRE2 refuses, that is too large, or that can match
    ///   the empty text.
    public convenience init(_ expressions: [Expression]) throws(CompileFault) {
        try self.init(expressions, known: nil)
    }

    /// The database of `expressions` out of an image; nil where it is not the image of these.
    package convenience init?(_ expressions: [Expression], image: DatabaseImage) {
        guard let known = image.contents(for: expressions) else { return nil }
        try? self.init(expressions, known: known)
    }

    private init(
        _ expressions: [Expression], known: (patterns: [CompiledPattern?], filter: FilterProgram)?
    ) throws(CompileFault) {
        self.expressions = expressions
        let patterns: [CompiledPattern?]
        if let known {
            patterns = known.patterns
        } else {
            patterns = try PatternCompiler.compile(expressions)
        }
        self.patterns = patterns
        references = PatternReferences(patterns)
        let plans = patterns.map { $0?.plan }
        var hooks: [TermHook] = []
        var unhooked: [(expression: Int, term: Int)] = []
        var walked: [(expression: Int, list: TermList)] = []
        var filtered: [(expression: Int, list: TermList)] = []
        for (index, expression) in expressions.enumerated() {
            guard case .terms(let list) = expression else { continue }
            if let plan = TermPlanner.plan(expression: index, list) {
                hooks += plan.hooks
                unhooked += plan.unhooked.map { (index, $0) }
                filtered.append((index, list))
            } else {
                walked.append((index, list))
            }
        }
        filter = known?.filter ?? FilterProgram(patterns, terms: hooks)
        termHooks = hooks
        leavesRareLetters = plans.contains { $0?.leavesRareLetters ?? false }
        distance = plans.reduce(filter.distance) { most, plan in
            guard let plan, plan.leavesRareLetters else { return most }
            return max(most, (plan.mostLength ?? 0) + 32)
        }
        walkedTerms = walked.isEmpty ? nil : TermSet(walked)
        unhookedTerms = unhooked
        let folded = filtered.isEmpty ? nil : FoldedTerms(filtered)
        filteredTerms = folded.map { TermSet($0, isWalked: false) }
        partedTerms = folded.map(PartedTerms.init)
        unfiltered = plans.indices.filter { index in
            plans[index].map { $0.hooks == nil && !$0.beginsAtTextStart && !$0.needsWholeText } ?? false
        }.map(Int32.init)
        once = plans.indices.filter { index in
            plans[index].map { $0.beginsAtTextStart || $0.needsWholeText } ?? false
        }.map(Int32.init)
        let behind = patterns.map { pattern in
            guard let pattern else { return 0 }
            return pattern.plan.reach ?? pattern.pattern.longestMatch + Database.cell
        }
        contextBefore = max(FilterProgram.reachBefore, plans.map { $0?.reachBack ?? 0 }.max() ?? 0)
        let terms = max(walkedTerms?.longestMatch ?? 0, filteredTerms?.longestMatch ?? 0)
        contextBehind = distance + FilterProgram.reachBehind + max(behind.max() ?? 0, terms)
        let bounded = patterns.lazy.compactMap { $0?.plan.reach }.max() ?? 0
        briefContextBehind = min(
            contextBehind, distance + FilterProgram.reachBehind + max(bounded, terms) + Database.briefReach)
    }

    /// The filter that sees matches with ``RareLetters`` as well.
    var thoroughFilter: FilterProgram {
        if let known = rareFilter.load() { return known }
        return rareFilter.storeIfNil(
            FilterProgram(
                patterns, terms: termHooks, seeingRareLetters: true, firstStretch: filter.stretchCount))
    }
}
