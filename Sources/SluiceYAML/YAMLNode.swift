/// A place in a YAML text.
struct YAMLMark: Hashable {
    /// From 1.
    var line: Int
    /// From 1, in code points.
    var column: Int
}

/// What a YAML text is made of: an alias stands for the very node that its anchor names.
enum YAMLNode {
    case scalar(YAMLScalar, YAMLMark)
    case sequence([YAMLNode], YAMLMark)
    case mapping([(key: YAMLNode, value: YAMLNode)], YAMLMark)

    var mark: YAMLMark {
        switch self {
        case .scalar(_, let mark), .sequence(_, let mark), .mapping(_, let mark): mark
        }
    }

    var scalar: YAMLScalar? {
        guard case .scalar(let scalar, _) = self else { return nil }
        return scalar
    }

    var sequence: [YAMLNode]? {
        guard case .sequence(let nodes, _) = self else { return nil }
        return nodes
    }

    var mapping: [(key: YAMLNode, value: YAMLNode)]? {
        guard case .mapping(let pairs, _) = self else { return nil }
        return pairs
    }
}

struct YAMLScalar {
    var text: String
    /// Whether it stands without quotation marks, on one line or several.
    var isPlain: Bool

    /// Whether nothing was written, as after `key:` alone.
    var isMissing: Bool { isPlain && text.isEmpty }
}
