extension SyntaxNode {
    /// What look-around says of the one byte beside a place; nil where it says nothing so simple.
    var neighbour: Element? {
        switch self {
        case .lookbehind(let node, let refuses): node.besideSet(refuses: refuses).map(Element.before)
        case .lookahead(let node, let refuses): node.besideSet(refuses: refuses).map(Element.behind)
        default: nil
        }
    }

    /// The bytes that may stand there; with a zero, which is read where the text has ended.
    private func besideSet(refuses: Bool) -> ByteSet? {
        if refuses {
            let refused = refusedBytes
            return refused.isEmpty ? nil : refused.inverted.union(ByteSet(0))
        }
        guard case .character(let set) = self else { return nil }
        return set.beyond == .nothing ? set.bytes : set.bytes.union(.nonASCII)
    }

    /// Bytes each of which is enough for a match of this node.
    ///
    /// Of characters beyond ASCII no byte is taken: part of another one may look the same.
    private var refusedBytes: ByteSet {
        switch self {
        case .character(let set): set.certain
        case .alternation(let nodes): nodes.reduce(into: ByteSet()) { $0.formUnion($1.refusedBytes) }
        default: ByteSet()
        }
    }
}

extension Element {
    /// Whether it takes no room.
    var isEmpty: Bool {
        switch self {
        case .edge, .before, .behind: true
        case .byte, .gap: false
        }
    }

    /// Whether it says what stands beside a place, and nothing of the match itself.
    var isBeside: Bool {
        switch self {
        case .before, .behind: true
        case .byte, .gap, .edge: false
        }
    }
}
