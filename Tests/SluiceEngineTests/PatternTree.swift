import EngineOracle
import TestSupport

/// A regular expression as a tree that knows texts it is likely to match.
///
/// The texts are only likely: a look-ahead may contradict what follows it. A test plants them and asks the
/// reference what they are worth.
indirect enum PatternTree: Sendable {
    /// What is written as it stands, texts for it, and whether a quantifier may follow directly.
    case atom(String, [[UInt8]], single: Bool)
    case sequence([PatternTree])
    case choice([PatternTree])
    /// A group that opens with this string; captures remember their text under `number`.
    case group(String, PatternTree, number: Int?)
    /// How often the walker repeats it, and what PCRE2 allows at most.
    case repeated(PatternTree, String, ClosedRange<Int>, most: Int?)
    case backReference(String, Int)
    /// A look-around; `shown` where its text helps to make a match.
    case look(String, PatternTree, shown: Bool)

    static func text(_ source: String, _ samples: String..., single: Bool = false) -> PatternTree {
        .atom(source, samples.isEmpty ? [Array(source.utf8)] : samples.map { Array($0.utf8) }, single: single)
    }

    /// Something that takes no text: an anchor, a flag, a verb, a comment.
    static func mark(_ source: String) -> PatternTree { .atom(source, [[]], single: false) }

    var source: String {
        switch self {
        case .atom(let source, _, _): source
        case .sequence(let parts): parts.map { $0.sequenceSource }.joined()
        case .choice(let branches): branches.map(\.source).joined(separator: "|")
        case .group(let open, let inner, _), .look(let open, let inner, _): open + inner.source + ")"
        case .repeated(let inner, let quantifier, _, _): inner.quantifiableSource + quantifier
        case .backReference(let source, _): source
        }
    }

    private var sequenceSource: String {
        if case .choice = self { "(?:\(source))" } else { source }
    }

    private var quantifiableSource: String {
        switch self {
        case .atom(_, _, true), .group, .backReference: source
        default: "(?:\(source))"
        }
    }

    /// The bytes behind its start that can matter at most; nil where there is no bound.
    var reach: Int? {
        switch self {
        case .atom(let source, let samples, _):
            if ["\\X", "(?R", "(?&", "(?1", "(?2", "(?3", "(?4", "(?5"].contains(where: source.contains) {
                nil
            } else if samples == [[]] {
                source.contains("*") && !source.hasPrefix("(*") ? nil : source.contains("{0,50}") ? 208 : 8
            } else {
                8 + 4 * source.utf8.count
            }
        case .sequence(let parts):
            parts.reduce(into: Optional(0)) { sum, part in
                sum = sum.flatMap { sum in part.reach.map { sum + $0 } }
            }
        case .choice(let branches):
            branches.reduce(into: Optional(0)) { most, branch in
                most = most.flatMap { most in branch.reach.map { max(most, $0) } }
            }
        case .group(_, let inner, _), .look(_, let inner, _): inner.reach
        case .repeated(let inner, _, _, let most): inner.reach.flatMap { reach in most.map { $0 * reach } }
        case .backReference: nil
        }
    }

    /// A text that it is likely to match.
    func sample(_ random: inout SeededGenerator) -> [UInt8] {
        var captures: [Int: [UInt8]] = [:]
        var bytes: [UInt8] = []
        walk(into: &bytes, &captures, &random)
        return bytes
    }

    private func walk(
        into bytes: inout [UInt8], _ captures: inout [Int: [UInt8]], _ random: inout SeededGenerator
    ) {
        switch self {
        case .atom(_, let samples, _): bytes += random.pick(samples)
        case .sequence(let parts):
            for part in parts { part.walk(into: &bytes, &captures, &random) }
        case .choice(let branches): random.pick(branches).walk(into: &bytes, &captures, &random)
        case .group(_, let inner, let number):
            let start = bytes.count
            inner.walk(into: &bytes, &captures, &random)
            if let number { captures[number] = Array(bytes[start...]) }
        case .repeated(let inner, _, let counts, _):
            for _ in 0..<random.between(counts) { inner.walk(into: &bytes, &captures, &random) }
        case .backReference(_, let number): bytes += captures[number] ?? []
        case .look(_, let inner, let shown):
            if shown { inner.walk(into: &bytes, &captures, &random) }
        }
    }
}
