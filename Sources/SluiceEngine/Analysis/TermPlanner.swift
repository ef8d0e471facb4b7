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
    private static let longestList = 3000
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
        guard list.insideWords || list.terms.count <= longestList else { return nil }
        let planner = HookPlanner(dialect: .unicode)
        var plan = Plan()
        var grams = 0
        for (number, term) in list.terms.enumerated() {
            let node = node(of: term, insideWords: list.insideWords)
            // A term that folds to nothing matches nothing.
            guard node.lengths.least > 0 else { continue }
            let found = planner.hooks(for: Linearizer.sequences(of: node), cuttable: [])
            guard let found, found.allSatisfy({ $0.most != nil && !$0.isStretch }) else {
                guard list.insideWords else { return nil }
                plan.unhooked.append(number)
                continue
            }
            for hook in found {
                plan.hooks.append(TermHook(expression: expression, term: number, hook: hook))
                if case .grams(let windows) = hook.sight { grams += windows.reduce(0) { $0 + $1.count } }
            }
            if grams > mostGrams, !list.insideWords { return nil }
        }
        return plan
    }

    private static func node(of term: String, insideWords: Bool) -> SyntaxNode {
        let elements = TermSet.foldedForms(of: term)
        var nodes = elements.map(node)
        guard !insideWords else { return .sequence(nodes) }
        if elements.first.map(isASCIIWord) == true { nodes.insert(.wordBoundary, at: 0) }
        if elements.last.map(isASCIIWord) == true { nodes.append(.wordBoundary) }
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
            let bytes = ByteSet.space.union(ByteSet(UInt8(ascii: "-"))).union(ByteSet(0x1C...0x1F)).union(
                .nonASCII)
            return .repetition(
                Repetition(node: .character(CharacterSet(bytes)), least: 1, most: 16, source: 0..<0))
        case .anything: return .unknown(least: 1, most: 1024)
        }
    }
}
