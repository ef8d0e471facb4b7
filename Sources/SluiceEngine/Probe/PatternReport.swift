/// What is known of one pattern that its author should hear.
public struct PatternReport: Hashable, Sendable {
    /// Whether something keeps the pattern from being tried at every byte.
    public var isFiltered: Bool
    /// In bytes; nil where a match has no greatest length, or none within what the pattern allows.
    public var longestMatch: Int?
    /// Whether a text was found that makes searches take time out of all proportion.
    ///
    /// Such a text is made from the pattern's own repetitions; where none was found there may still be one.
    public var canExplode: Bool
    /// Whether what matches depends on where the search began, as with `\K` or `(*SKIP)`.
    public var needsWholeText: Bool
    /// Whether the pattern holds only what its analysis knows; otherwise nothing is looked for first.
    public var isUnderstood: Bool

    public init(
        isFiltered: Bool, longestMatch: Int?, canExplode: Bool, needsWholeText: Bool, isUnderstood: Bool
    ) {
        self.isFiltered = isFiltered
        self.longestMatch = longestMatch
        self.canExplode = canExplode
        self.needsWholeText = needsWholeText
        self.isUnderstood = isUnderstood
    }
}

extension Database {
    /// What is known of an expression; nil where it is a list of terms.
    ///
    /// Computed when asked for, and always the same. The pattern is searched for in texts that are meant to be
    /// hard for it: about a millisecond is usual, some tens are possible.
    public func report(ofExpression index: Int) -> PatternReport? {
        guard let compiled = patterns[index] else { return nil }
        let tree = SyntaxParser.parse(compiled.pattern)
        let plan = compiled.plan
        return PatternReport(
            isFiltered: plan.hooks != nil || plan.beginsAtTextStart,
            longestMatch: plan.mostLength,
            canExplode: PatternProbe.canExplode(compiled.pattern, tree),
            needsWholeText: plan.needsWholeText,
            isUnderstood: tree != nil)
    }
}
