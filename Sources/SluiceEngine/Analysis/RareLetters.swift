/// Letters that hardly any text holds, and that case folding takes for common ones: ſ for s, the signs of kelvin and
/// ångström for k and å, ẞ for ß.
///
/// With them a caseless `s` takes one byte or two, and no string with an `s` in it is fixed any more. So the filter
/// looks for patterns without them, as long as there is none of them near.
enum RareLetters {
    static let scalars: Set<UInt32> = [0x17F, 0x1E9E, 0x212A, 0x212B]

    /// A pattern with longer matches is looked for with these letters everywhere: its match could hold one that is
    /// far from what the filter sees.
    static let longestMatch = 8192
    /// How far around a piece of text none of the letters may stand.
    static let reach = longestMatch + 256
}

extension CharacterSet {
    /// Without ``RareLetters``, unless there is nothing else.
    fileprivate var withoutRareLetters: CharacterSet {
        guard case .scalars(let named) = beyond, !named.isDisjoint(with: RareLetters.scalars) else {
            return self
        }
        let common = named.subtracting(RareLetters.scalars)
        guard !bytes.isEmpty || !common.isEmpty else { return self }
        var set = self
        set.beyond = common.isEmpty ? .nothing : .scalars(common)
        return set
    }
}

extension SyntaxNode {
    /// The same without ``RareLetters``; nil where it has none.
    var withoutRareLetters: SyntaxNode? {
        var hasChanged = false
        let node = withoutRareLetters(&hasChanged)
        return hasChanged ? node : nil
    }

    private func withoutRareLetters(_ hasChanged: inout Bool) -> SyntaxNode {
        switch self {
        case .empty, .assertion, .wordBoundary, .textStart, .lookahead, .lookbehind, .unknown: return self
        case .character(let set):
            let common = set.withoutRareLetters
            if common != set { hasChanged = true }
            return .character(common)
        case .sequence(let nodes): return .sequence(nodes.map { $0.withoutRareLetters(&hasChanged) })
        case .alternation(let nodes): return .alternation(nodes.map { $0.withoutRareLetters(&hasChanged) })
        case .repetition(var repetition):
            repetition.node = repetition.node.withoutRareLetters(&hasChanged)
            return .repetition(repetition)
        }
    }
}
