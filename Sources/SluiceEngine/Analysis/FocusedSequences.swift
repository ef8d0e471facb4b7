/// The parts of a pattern that follow one another, as alternatives of element sequences.
///
/// Where a pattern has many alternatives in many places, the filter needs those of one place alone, if they are the
/// rarest: every match holds one of them. What stands elsewhere is joined to gaps.
struct FocusedSequences {
    /// A node that every match holds, and what it may be.
    private struct Part {
        var node: SyntaxNode
        /// One or more sequences.
        var alternatives: [[Element]]
        /// All of them as one.
        var joined: [Element]

        var isOpen: Bool { alternatives.count > 1 }

        init(of node: SyntaxNode) {
            self.node = node
            if let beside = node.neighbour {
                alternatives = [[beside]]
                joined = [beside]
                return
            }
            alternatives = Linearizer.sequences(of: node)
            joined = alternatives.count == 1 ? alternatives[0] : [Linearizer.joined(alternatives)]
        }
    }

    private let parts: [Part]

    /// More alternatives than these in all places that are written out together cost more than they tell.
    private static let mostAlternatives = 32
    /// More parts than these are not weighed.
    private static let mostParts = 64

    /// Nil where the pattern has no alternatives, or too many parts.
    init?(_ root: SyntaxNode) {
        let nodes = FocusedSequences.flattened(root, isWhole: true)
        guard nodes.count <= FocusedSequences.mostParts else { return nil }
        parts = nodes.map { Part(of: $0) }
        guard parts.contains(where: \.isOpen) else { return nil }
    }

    private init(_ parts: [Part]) { self.parts = parts }

    /// The parts of sequences within a sequence stand in a row.
    ///
    /// Look-around within them may be a condition, and says nothing of every match.
    private static func flattened(_ node: SyntaxNode, isWhole: Bool) -> [SyntaxNode] {
        switch node {
        case .sequence(let nodes):
            nodes.flatMap { inner in
                if case .sequence = inner { return flattened(inner, isWhole: false) }
                return isWhole ? [inner] : flattened(inner, isWhole: false)
            }
        case .lookahead, .lookbehind: isWhole ? [node] : [.assertion]
        default: [node]
        }
    }

    /// The places where there are alternatives.
    var openParts: [Int] { parts.indices.filter { parts[$0].isOpen } }

    /// For an alternation at `place`, the same with each of its branches in its place; nil for anything else.
    func branches(at place: Int) -> [FocusedSequences]? {
        guard case .alternation(let nodes) = parts[place].node else { return nil }
        return nodes.map { node in
            var all = parts
            all.replaceSubrange(
                place...place, with: FocusedSequences.flattened(node, isWhole: false).map { Part(of: $0) })
            return FocusedSequences(all)
        }
    }

    /// The sequences in which alternatives are written out at `places` alone; nil where they are too many.
    func sequences(openAt places: Set<Int>) -> [[Element]]? {
        var all: [[Element]] = [[]]
        for (place, part) in parts.enumerated() {
            guard places.contains(place) else {
                for index in all.indices { all[index] += part.joined }
                continue
            }
            guard all.count * part.alternatives.count <= FocusedSequences.mostAlternatives else { return nil }
            all = all.flatMap { head in part.alternatives.map { head + $0 } }
        }
        return all.map(Linearizer.tidied)
    }
}
