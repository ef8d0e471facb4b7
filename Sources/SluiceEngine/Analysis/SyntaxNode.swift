/// A pattern as a tree, as far as its analysis needs it.
///
/// Greediness, atomic groups and captures do not change which bytes a match must hold, so they are not kept.
indirect enum SyntaxNode: Sendable {
    /// Matches the empty text.
    case empty
    /// Matches the empty text where something holds that is not looked at: `$`, `\B`, `(*PRUNE)`.
    case assertion
    case character(CharacterSet)
    case sequence([SyntaxNode])
    case alternation([SyntaxNode])
    /// `most` is nil where there is no bound.
    case repetition(Repetition)
    /// `\b`.
    case wordBoundary
    /// `\A`, or `^` outside of multi-line mode.
    case textStart
    /// Look-ahead; its text lies behind the place, not in the match. `refuses` where that text must not stand there.
    case lookahead(SyntaxNode, refuses: Bool)
    case lookbehind(SyntaxNode, refuses: Bool)
    /// Something of these lengths in bytes, whatever it holds: back references, recursion, `\X`.
    case unknown(least: Int, most: Int?)
}

/// What is repeated, how often, and where it stands in the source where it may be cut out.
struct Repetition: Sendable {
    var node: SyntaxNode
    var least: Int
    var most: Int?
    /// In bytes of the pattern's source, quantifier included.
    var source: Range<Int>
}

/// What the parser learnt of a pattern as a whole.
struct SyntaxTree: Sendable {
    var root: SyntaxNode
    /// Whether groups are referred to by number or name, or the pattern calls itself.
    var refersToGroups = false
    /// Whether it holds `\Q…\E`: cutting a repeated last character out would take the end of the quote along.
    var hasQuotes = false
    /// Whether where a search began changes what matches: `\G`, `\K`, `(*SKIP)`, `(*COMMIT)`.
    var dependsOnSearch = false
    /// How many look-behinds there are; nested ones reach further back than PCRE2 says of any of them.
    var lookbehinds = 0
}

/// The lengths in bytes that a node's match can have; `most` is nil where there is no bound.
struct LengthBounds: Hashable, Sendable {
    var least: Int
    var most: Int?

    /// Lengths beyond this count as unbounded; it keeps sums and products from overflowing.
    static let ceiling = 1 << 28

    init(_ least: Int, _ most: Int?) {
        self.least = min(least, LengthBounds.ceiling)
        self.most = most.flatMap { $0 > LengthBounds.ceiling ? nil : $0 }
    }

    static func + (left: LengthBounds, right: LengthBounds) -> LengthBounds {
        let most: Int? = if let a = left.most, let b = right.most { a + b } else { nil }
        return LengthBounds(left.least + right.least, most)
    }
}

extension SyntaxNode {
    /// How long a match of this node can be.
    var lengths: LengthBounds {
        switch self {
        case .empty, .assertion, .wordBoundary, .textStart, .lookahead, .lookbehind: return LengthBounds(0, 0)
        case .character(let set):
            return LengthBounds(set.encodedLength.lowerBound, set.encodedLength.upperBound)
        case .sequence(let nodes): return nodes.reduce(LengthBounds(0, 0)) { $0 + $1.lengths }
        case .alternation(let nodes):
            let all = nodes.map(\.lengths)
            let most = all.reduce(Optional(0)) { most, one in
                guard let most, let other = one.most else { return nil }
                return max(most, other)
            }
            return LengthBounds(all.map(\.least).min() ?? 0, most)
        case .repetition(let repetition):
            let one = repetition.node.lengths
            let least = one.least.multipliedReportingOverflow(by: repetition.least)
            var most: Int?
            if one.most == 0 {
                most = 0
            } else if let times = repetition.most, let length = one.most {
                let product = length.multipliedReportingOverflow(by: times)
                most = product.overflow ? nil : product.partialValue
            }
            return LengthBounds(least.overflow ? LengthBounds.ceiling : least.partialValue, most)
        case .unknown(let least, let most): return LengthBounds(least, most)
        }
    }

    /// How far behind the match's end the pattern may look; nil where there is no bound.
    var lookaheadReach: Int? {
        switch self {
        case .empty, .assertion, .character, .wordBoundary, .textStart: return 0
        case .unknown: return nil
        case .lookbehind(let node, _): return node.lookaheadReach
        case .lookahead(let node, _):
            guard let length = node.lengths.most, let inner = node.lookaheadReach else { return nil }
            return length + inner
        case .sequence(let nodes), .alternation(let nodes):
            return nodes.reduce(Optional(0)) { most, node in
                guard let most, let reach = node.lookaheadReach else { return nil }
                return max(most, reach)
            }
        case .repetition(let repetition): return repetition.node.lookaheadReach
        }
    }
}

extension SyntaxNode {
    /// Whether every match begins where the text does.
    var beginsAtTextStart: Bool {
        switch self {
        case .textStart: true
        case .sequence(let nodes):
            nodes.first { if case .empty = $0 { false } else { true } }?.beginsAtTextStart ?? false
        case .alternation(let nodes): nodes.allSatisfy(\.beginsAtTextStart)
        case .repetition(let repetition): repetition.least > 0 && repetition.node.beginsAtTextStart
        default: false
        }
    }

    /// Where in the source the optional class runs stand with which a match may begin.
    ///
    /// Without them the pattern matches from the run's end on whatever it matches with them, as long as no
    /// group is referred to. Runs within an alternation are left alone: without its own run one branch may match
    /// where another was to, and an atomic group or a verb would keep it.
    var leadingRuns: [Range<Int>] {
        switch self {
        case .sequence(let nodes):
            var runs: [Range<Int>] = []
            for node in nodes {
                switch node {
                case .empty: continue
                case .repetition(let repetition):
                    guard repetition.least == 0, case .character = repetition.node else { return runs }
                    runs.append(repetition.source)
                default: return runs + node.leadingRuns
                }
            }
            return runs
        default: return []
        }
    }
}

extension SyntaxNode {
    /// Whether a repetition that may go on stands in another one: what can backtrack without end.
    var hasNestedRepetition: Bool { hasRepetition(within: false) }

    private func hasRepetition(within outer: Bool) -> Bool {
        switch self {
        case .empty, .assertion, .character, .wordBoundary, .textStart: return false
        case .unknown(_, let most): return outer && most == nil
        case .lookahead(let node, _), .lookbehind(let node, _): return node.hasRepetition(within: outer)
        case .sequence(let nodes), .alternation(let nodes):
            return nodes.contains { $0.hasRepetition(within: outer) }
        case .repetition(let repetition):
            let isOpen = repetition.most.map { $0 > 1 && $0 != repetition.least } ?? true
            if outer && isOpen { return true }
            return repetition.node.hasRepetition(within: outer || isOpen)
        }
    }
}
