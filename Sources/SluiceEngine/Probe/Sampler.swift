/// Makes texts that a part of a pattern matches.
struct Sampler {
    /// Which character stands for a class.
    enum Taste: CaseIterable {
        /// One that many of the pattern's classes hold: there are many ways to match it.
        case common
        /// One that few of them hold: it is least likely to let a match come about.
        case rare
    }

    /// How often something optional is there.
    enum Fill: CaseIterable {
        case lean, full
    }

    private static let mostCopies = 64
    private static let longest = 1024

    private let sets: [CharacterSet]
    /// By byte, how many of the pattern's classes hold it.
    private let holders: [Int]

    init(_ root: SyntaxNode) {
        var sets: [CharacterSet] = []
        Sampler.collect(root, into: &sets)
        self.sets = sets
        var holders = Array(repeating: 0, count: 256)
        for set in sets { for byte in set.bytes.members { holders[Int(byte)] += 1 } }
        self.holders = holders
    }

    private static func collect(_ node: SyntaxNode, into sets: inout [CharacterSet]) {
        switch node {
        case .empty, .assertion, .wordBoundary, .textStart, .unknown: break
        case .character(let set): sets.append(set)
        case .lookahead(let node, _), .lookbehind(let node, _): collect(node, into: &sets)
        case .sequence(let nodes), .alternation(let nodes): for node in nodes { collect(node, into: &sets) }
        case .repetition(let repetition): collect(repetition.node, into: &sets)
        }
    }

    func sample(of node: SyntaxNode, _ taste: Taste, _ fill: Fill) -> [UInt8] {
        switch node {
        case .empty, .assertion, .wordBoundary, .textStart, .lookahead, .lookbehind, .unknown: return []
        case .character(let set): return character(of: set, taste)
        case .alternation(let nodes): return nodes.first.map { sample(of: $0, taste, fill) } ?? []
        case .sequence(let nodes):
            var text: [UInt8] = []
            for node in nodes where text.count <= Sampler.longest { text += sample(of: node, taste, fill) }
            return text
        case .repetition(let repetition):
            let least = fill == .full && repetition.most != 0 ? max(1, repetition.least) : repetition.least
            guard least > 0 else { return [] }
            let one = sample(of: repetition.node, taste, fill)
            let copies = min(least, Sampler.mostCopies, 1 + Sampler.longest / max(1, one.count))
            return Array(repeatElement(one, count: copies).joined())
        }
    }

    private func character(of set: CharacterSet, _ taste: Taste) -> [UInt8] {
        if let byte = favourite(set.bytes, taste) { return [byte] }
        guard case .scalars(let named) = set.beyond, let scalar = named.min() else {
            return CharacterSet.encode(0xE4)
        }
        return CharacterSet.encode(scalar)
    }

    private func favourite(_ bytes: ByteSet, _ taste: Taste) -> UInt8? {
        let members = bytes.members
        return switch taste {
        case .common: members.max { rank(holders[Int($0)], $0) < rank(holders[Int($1)], $1) }
        case .rare: members.max { rank(-holders[Int($0)], $0) < rank(-holders[Int($1)], $1) }
        }
    }

    /// Among equals letters come first: text is made of them, and `\b` stands beside them.
    private func rank(_ worth: Int, _ byte: UInt8) -> Int {
        let kind =
            switch byte {
            case 0x61...0x7A: 4
            case 0x41...0x5A: 3
            case 0x30...0x39: 2
            case 0x20...0x7E: 1
            default: 0
            }
        return worth * 8 + kind
    }

    /// For each other class of the pattern that has bytes in common with `set`, one of these.
    func shared(by set: CharacterSet) -> [UInt8] {
        var bytes: [UInt8] = []
        var seen = ByteSet()
        for other in sets where other != set {
            let both = other.bytes.intersection(set.bytes)
            guard both.isDisjoint(with: seen), let byte = favourite(both, .common) else { continue }
            seen.insert(byte)
            bytes.append(byte)
        }
        return bytes
    }

    /// Two bytes that `node` does not begin with; nothing where it takes them all.
    ///
    /// Two, since `$` also matches before a line feed that ends the text.
    static func end(unlike node: SyntaxNode) -> [UInt8] {
        var sets: [CharacterSet] = []
        collect(node, into: &sets)
        let taken = sets.reduce(into: ByteSet()) { $0.formUnion($1.bytes) }
        let candidates: [UInt8] = [0x01, 0x21, 0x20, 0x2D, 0x30, 0x61, 0x0A]
        return candidates.first { !taken.contains($0) }.map { [$0, $0] } ?? []
    }
}
