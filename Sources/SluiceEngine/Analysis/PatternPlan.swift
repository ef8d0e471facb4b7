import CPCRE2

/// How one pattern is found: what the filter looks for, and how a candidate is verified.
struct PatternPlan: Hashable, Sendable {
    /// Nil where the pattern has nothing that a filter could look for: every start is tried.
    ///
    /// Empty where they are in the tables of a ``DatabaseImage`` alone.
    var hooks: [Hook]?
    /// Whether a match can only begin where the text does.
    var beginsAtTextStart: Bool
    /// Whether one search must run over the whole text: ``SyntaxTree/dependsOnSearch``.
    var needsWholeText: Bool
    /// The shortest match, in bytes.
    var leastLength: Int
    /// How many bytes behind a match's start decide about it; nil where there is no bound worth using.
    var reach: Int?
    /// How many bytes before a match's start decide about it.
    var reachBack: Int
    /// Whether one start may take long: the clock is looked at after each search.
    var isCostly: Bool
    /// What lies between a match's start and any byte of its longest form, where it is bounded.
    var mostLength: Int?
}

extension PatternPlan {
    /// Plans a pattern whose longest look-behind PCRE2 tells in characters.
    init(_ pattern: Pattern, maximumLookbehind: Int) {
        let source = pattern.source
        guard let tree = SyntaxParser.parse(pattern) else {
            hooks = nil
            beginsAtTextStart = false
            needsWholeText = ["(*SKIP", "(*COMMIT", "\\G", "\\K"].contains { source.contains($0) }
            leastLength = 1
            reach = nil
            isCostly = true
            mostLength = nil
            let lookbehinds = source.utf8.reduce(into: 0) { $0 += $1 == UInt8(ascii: "<") ? 1 : 0 }
            reachBack = PatternPlan.reachBack(lookbehinds, maximumLookbehind)
            return
        }
        let lengths = tree.root.lengths
        beginsAtTextStart = tree.root.beginsAtTextStart
        needsWholeText = tree.dependsOnSearch
        leastLength = lengths.least
        mostLength = lengths.most.flatMap { $0 <= pattern.longestMatch ? $0 : nil }
        // One character more for what asserts look at, and the line end that `$` may look behind.
        reach = mostLength.flatMap { most in tree.root.lookaheadReach.map { most + $0 + 8 } }
        if let bound = reach, bound > pattern.longestMatch { reach = nil }
        reachBack = PatternPlan.reachBack(tree.lookbehinds, maximumLookbehind)
        isCostly = reach == nil || tree.root.hasNestedRepetition
        let planner = HookPlanner(dialect: pattern.dialect)
        let mayCut = !(tree.refersToGroups || tree.hasQuotes || needsWholeText)
        let cuttable = mayCut ? tree.root.leadingRuns : []
        hooks =
            needsWholeText || beginsAtTextStart
            ? nil : planner.hooks(for: tree.root, cuttable: cuttable)
    }

    /// Nested look-behinds add up; PCRE2 tells only the longest single step.
    private static func reachBack(_ lookbehinds: Int, _ longest: Int) -> Int {
        min(4 * (longest + 1) * (lookbehinds + 1), 1 << 16) + 16
    }
}

extension Pattern {
    /// The pattern's source with the given stretches cut out.
    func source(without cuts: [Range<Int>]) -> [UInt8] {
        let bytes = Array(source.utf8)
        return bytes.indices.filter { index in !cuts.contains { $0.contains(index) } }.map { bytes[$0] }
    }
}
