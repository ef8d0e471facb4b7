/// A hook of one term of a list.
struct TermHook: Sendable {
    var expression: Int
    var term: Int
    var hook: Hook
}

/// Chooses which lists of terms the literal filter finds, and what it looks for.
///
/// Short lists cost the filter nothing that it does not do anyway; long ones crowd its table, and are walked
/// word by word instead. Terms that may stand inside words can only be found by the filter.
enum TermPlanner {
    /// Lists with more terms than these are walked.
    private static let longestList = 400
    /// Lists whose terms come to more strings than these are walked.
    private static let mostGrams = 60_000

    /// What the filter has to do for a list.
    struct Plan {
        var hooks: [TermHook] = []
        /// Terms that the filter cannot look for, such as a single letter: they are tried everywhere.
        var unhooked: [Int] = []
    }

    /// The plan of a list; nil where it is to be walked.
    static func plan(expression: Int, _ list: TermList) -> Plan? {
        let isPart = list.placement == .part
        guard isPart || list.terms.count <= longestList else { return nil }
        let planner = HookPlanner(dialect: .unicode)
        var plan = Plan()
        var grams = 0
        for (number, term) in list.terms.enumerated() {
            let node = node(of: term, list)
            // A term that folds to nothing matches nothing.
            guard node.lengths.least > 0 else { continue }
            let found = planner.hooks(for: node)
            guard let found, found.allSatisfy({ $0.most != nil && !$0.isStretch }) else {
                guard isPart else { return nil }
                plan.unhooked.append(number)
                continue
            }
            for hook in found {
                plan.hooks.append(TermHook(expression: expression, term: number, hook: hook))
                if case .grams(let windows) = hook.sight { grams += windows.reduce(0) { $0 + $1.count } }
            }
            if grams > mostGrams, !isPart { return nil }
        }
        return plan
    }

    /// What a match looks like in a text, in any case.
    private static func node(of term: String, _ list: TermList) -> SyntaxNode {
        let elements = TermSet.foldedForms(of: term, inflection: list.inflection)
        var nodes = elements.map(node)
        if list.placement != .part, elements.first.map(isASCIIWord) == true {
            nodes.insert(.wordBoundary, at: 0)
        }
        if list.placement == .word, elements.last.map(isASCIIWord) == true { nodes.append(.wordBoundary) }
        return .sequence(nodes)
    }

    private static func isASCIIWord(_ element: TermElement) -> Bool {
        guard case .bytes(let forms) = element else { return false }
        return forms.allSatisfy { $0.allSatisfy(ByteSet.word.contains) }
    }

    private static func node(_ element: TermElement) -> SyntaxNode {
        switch element {
        case .bytes(let forms):
            let nodes = forms.map { form in
                SyntaxNode.sequence(form.map { .character(CharacterSet(ByteSet($0).bothCases)) })
            }
            return nodes.count == 1 ? nodes[0] : .alternation(nodes)
        case .space:
            return .repetition(
                Repetition(
                    node: .character(CharacterSet(gap)), least: 1, most: TextGap.longest, source: 0..<0))
        case .ending:
            // An ending of six bytes behind three of the word that it takes the place of.
            return .repetition(
                Repetition(node: .character(CharacterSet(endings)), least: 0, most: 9, source: 0..<0))
        case .anything: return .unknown(least: 1, most: 1024)
        }
    }

    private static let gap = ByteSet.space.union(ByteSet(0x1C...0x1F)).union(.nonASCII)
        .union([0x2D, 0x3E, 0x7C].reduce(into: ByteSet()) { $0.insert($1) })
    private static let endings = ByteSet.lower.union(.upper).union(ByteSet(0x27)).union(.nonASCII)
}
