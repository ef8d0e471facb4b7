import CPCRE2

/// How one pattern is found: what the filter looks for, and how a candidate is verified.
struct PatternPlan: Hashable, Sendable {
    /// Nil where the pattern has nothing that a filter could look for: every start is tried.
    ///
    /// Empty where they are in the tables of a ``DatabaseImage`` alone.
    var hooks: [Hook]?
    /// Whether ``hooks`` find only matches without ``RareLetters``; ``thoroughHooks(of:cut:)`` find all.
    var leavesRareLetters = false
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
            leavesRareLetters = false
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
        guard !needsWholeText && !beginsAtTextStart else {
            hooks = nil
            return
        }
        guard pattern.dialect == .unicode, let most = mostLength, most <= RareLetters.longestMatch,
            let common = tree.root.withoutRareLetters
        else {
            hooks = PatternPlan.hooks(of: tree, pattern)
            return
        }
        // What is seen seldom need not be rare.
        let all = PatternPlan.hooks(of: tree, pattern, weighsPlaces: false)
        hooks = all
        guard all != nil, let fewer = PatternPlan.hooks(of: tree, pattern, root: common), fewer != all else {
            return
        }
        hooks = fewer
        leavesRareLetters = true
    }

    /// The hooks by which all matches are seen, those with ``RareLetters`` too.
    ///
    /// They are made anew where the tables of an image hold them. `cut` is what the tail goes without.
    func thoroughHooks(of pattern: Pattern, cut: [Range<Int>]) -> [Hook] {
        guard let hooks else { return [] }
        if !leavesRareLetters && !hooks.isEmpty { return hooks }
        guard let tree = SyntaxParser.parse(pattern) else { return [] }
        var all = PatternPlan.hooks(of: tree, pattern, weighsPlaces: !leavesRareLetters) ?? []
        if leavesRareLetters, let common = tree.root.withoutRareLetters {
            all += PatternPlan.hooks(of: tree, pattern, root: common) ?? []
        }
        return all.map { hook in
            var hook = hook
            if let one = hook.walk?.cut, one != cut { hook.walk?.cut = [] }
            return hook
        }
    }

    private static func hooks(
        of tree: SyntaxTree, _ pattern: Pattern, root: SyntaxNode? = nil, weighsPlaces: Bool = true
    ) -> [Hook]? {
        let mayCut = !(tree.refersToGroups || tree.hasQuotes || tree.dependsOnSearch)
        return HookPlanner(dialect: pattern.dialect)
            .hooks(
                for: root ?? tree.root, cuttable: mayCut ? tree.root.leadingRuns : [],
                weighsPlaces: weighsPlaces)
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
