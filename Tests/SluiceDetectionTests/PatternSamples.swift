import EngineOracle
import TestSupport

@testable import SluiceEngine

/// Makes texts that a pattern probably matches, out of its syntax tree.
///
/// Look-around, anchors and what the parser does not understand are left out, so that not every text matches.
struct PatternSamples {
    private let root: SyntaxNode

    /// Nil where the pattern is not understood.
    init?(_ pattern: Pattern) {
        guard let tree = SyntaxParser.parse(pattern) else { return nil }
        root = tree.root
    }

    func sample(_ random: inout SeededGenerator) -> [UInt8] { sample(root, &random) }

    private func sample(_ node: SyntaxNode, _ random: inout SeededGenerator) -> [UInt8] {
        switch node {
        case .empty, .assertion, .wordBoundary, .textStart, .lookahead, .lookbehind, .unknown: return []
        case .character(let set): return character(of: set, &random)
        case .alternation(let nodes): return sample(random.pick(nodes), &random)
        case .sequence(let nodes): return nodes.flatMap { sample($0, &random) }
        case .repetition(let repetition):
            let most = min(repetition.most ?? .max, repetition.least + (random.chance(80) ? 3 : 40))
            let copies = random.between(repetition.least...max(repetition.least, most))
            return (0..<copies).flatMap { _ in sample(repetition.node, &random) }
        }
    }

    private func character(of set: CharacterSet, _ random: inout SeededGenerator) -> [UInt8] {
        let members = set.bytes.members
        let plain = members.filter { (0x20..<0x7F).contains($0) }
        if !plain.isEmpty, random.chance(95) { return [random.pick(plain)] }
        if !members.isEmpty { return [random.pick(members)] }
        guard case .scalars(let named) = set.beyond, !named.isEmpty else { return CharacterSet.encode(0xE4) }
        return CharacterSet.encode(random.pick(named.sorted()))
    }
}
