/// One step of what a match must hold, in bytes.
enum Element: Hashable, Sendable {
    /// Just one byte, of this set.
    case byte(ByteSet)
    /// So many bytes, all of this set; `most` is nil where there is no bound.
    case gap(Gap)
    /// A border between a word character and another.
    case edge
    /// The byte before this place is of the set, if there is one.
    case before(ByteSet)
    /// The byte behind this place is of the set, if there is one.
    case behind(ByteSet)
}

/// A stretch of bytes of one set.
struct Gap: Hashable, Sendable {
    var least: Int
    var most: Int?
    var set: ByteSet
    /// Where a repetition of one class stands in the source; nil for anything else.
    var source: Range<Int>?
}

extension Element {
    /// The least and most bytes this element takes.
    var lengths: LengthBounds {
        switch self {
        case .byte: LengthBounds(1, 1)
        case .gap(let gap): LengthBounds(gap.least, gap.most)
        case .edge, .before, .behind: LengthBounds(0, 0)
        }
    }

    /// The bytes it may hold.
    var bytes: ByteSet {
        switch self {
        case .byte(let set): set
        case .gap(let gap): gap.set
        case .edge, .before, .behind: ByteSet()
        }
    }
}

/// Turns a tree into alternatives of element sequences: every match follows at least one of them.
///
/// A sequence may accept more than the pattern, never less. How finely it follows the pattern is a matter
/// of the ``Detail``: where a pattern has too many alternatives, a coarser one joins them.
struct Linearizer {
    enum Detail: Int, CaseIterable {
        /// Every alternation, option and other case of different length is an alternative of its own.
        case full
        /// Characters whose cases differ in length become gaps.
        case joinedCases
        /// Optional groups become gaps too.
        case joinedOptions
        /// Where two neighbours have too many alternatives together, the one that names fewer bytes becomes a gap.
        case joinedNeighbours
        /// Alternations become gaps too.
        case joinedAlternations
    }

    private struct TooMany: Error {}

    /// More alternatives than these cost more than they tell.
    private static let mostAlternatives = 32
    /// Elements behind these many are joined.
    private static let mostElements = 160
    /// So many copies of a repeated element are written out.
    private static let mostCopies = 64

    private let detail: Detail

    /// The sequences of `node` in the given detail; nil where they would be too many.
    static func sequences(of node: SyntaxNode, detail: Detail) -> [[Element]]? {
        let linearizer = Linearizer(detail: detail)
        do throws(TooMany) {
            guard case .sequence(let nodes) = node else {
                return try linearizer.expand(node).map(Linearizer.tidied)
            }
            return try linearizer.expand(sequence: nodes, isWhole: true).map(Linearizer.tidied)
        } catch {
            return nil
        }
    }

    /// The sequences of `node`, in the finest detail that keeps them few.
    static func sequences(of node: SyntaxNode) -> [[Element]] {
        for detail in Detail.allCases {
            if let sequences = sequences(of: node, detail: detail) { return sequences }
        }
        let bounds = node.lengths
        return [[.gap(Gap(least: bounds.least, most: bounds.most, set: .all))]]
    }

    private func expand(_ node: SyntaxNode) throws(TooMany) -> [[Element]] {
        switch node {
        case .empty, .assertion, .textStart, .lookahead, .lookbehind: return [[]]
        case .wordBoundary: return [[.edge]]
        case .character(let set): return expand(set)
        case .unknown(let least, let most): return [[.gap(Gap(least: least, most: most, set: .all))]]
        case .sequence(let nodes): return try expand(sequence: nodes, isWhole: false)
        case .alternation(let nodes): return try expand(alternation: nodes)
        case .repetition(let repetition): return try expand(repetition)
        }
    }

    /// What stands beside a match is only looked at where the sequence is the whole pattern.
    private func expand(sequence nodes: [SyntaxNode], isWhole: Bool) throws(TooMany) -> [[Element]] {
        var all: [[Element]] = [[]]
        for node in nodes {
            if isWhole, let element = node.neighbour {
                for index in all.indices { all[index].append(element) }
            } else {
                try multiply(&all, expand(node))
            }
        }
        return all
    }

    /// Lets each of `tails` follow each of `heads`.
    private func multiply(_ heads: inout [[Element]], _ tails: [[Element]]) throws(TooMany) {
        if heads.count * tails.count > Linearizer.mostAlternatives {
            guard detail == .joinedNeighbours else { throw TooMany() }
            let joinsHeads = Linearizer.named(heads) < Linearizer.named(tails)
            if joinsHeads { heads = [[Linearizer.joined(heads)]] }
            return try multiply(&heads, joinsHeads ? tails : [[Linearizer.joined(tails)]])
        }
        if tails.count == 1 {
            for index in heads.indices { heads[index] += tails[0] }
            return
        }
        var all: [[Element]] = []
        all.reserveCapacity(heads.count * tails.count)
        for head in heads { for tail in tails { all.append(head + tail) } }
        heads = all
    }

    /// How many bytes in a row every alternative names, at its best place.
    private static func named(_ all: [[Element]]) -> Int {
        let runs = all.map { elements in
            var (run, longest) = (0, 0)
            for element in elements {
                if case .byte(let set) = element, set.count <= 6 { run += 1 } else { run = 0 }
                longest = max(longest, run)
            }
            return longest
        }
        return runs.min() ?? 0
    }

    // MARK: Characters

    private func expand(_ set: CharacterSet) -> [[Element]] {
        switch set.beyond {
        case .nothing: return [[.byte(set.bytes)]]
        case .some:
            return [[.gap(Gap(least: set.encodedLength.lowerBound, most: 4, set: set.encodedBytes))]]
        case .scalars(let named):
            if set.bytes.isEmpty, let same = Linearizer.sameLength(named) { return [same] }
            // Worth an alternative of its own within a word; separators of several lengths are not.
            let isLetter = set.bytes.isSubset(of: ByteSet.upper.union(.lower))
            guard detail == .full, isLetter, set.bytes.count <= 2, named.count <= 2 else {
                let lengths = set.encodedLength
                return [
                    [.gap(Gap(least: lengths.lowerBound, most: lengths.upperBound, set: set.encodedBytes))]
                ]
            }
            var all = named.sorted().map { CharacterSet.encode($0).map { Element.byte(ByteSet($0)) } }
            if !set.bytes.isEmpty { all.insert([.byte(set.bytes)], at: 0) }
            return all
        }
    }

    /// Characters whose encodings have one length, byte by byte.
    private static func sameLength(_ named: Set<UInt32>) -> [Element]? {
        let encodings = named.map(CharacterSet.encode)
        guard let length = encodings.first?.count, encodings.allSatisfy({ $0.count == length }) else {
            return nil
        }
        return (0..<length).map { place in
            .byte(encodings.reduce(into: ByteSet()) { $0.insert($1[place]) })
        }
    }

    // MARK: Alternations and repetitions

    private func expand(alternation nodes: [SyntaxNode]) throws(TooMany) -> [[Element]] {
        var all: [[Element]] = []
        for node in nodes {
            let branch = try expand(node)
            // What is joined in the end is no alternative, however much there is of it.
            all += detail == .joinedAlternations ? [[Linearizer.joined(branch)]] : branch
            guard all.count <= Linearizer.mostAlternatives || detail == .joinedAlternations else {
                throw TooMany()
            }
        }
        if all.count > 1, all.allSatisfy({ $0.count == 1 }) {
            let bytes: [ByteSet] = all.compactMap { if case .byte(let set) = $0[0] { set } else { nil } }
            if bytes.count == all.count { return [[.byte(bytes.reduce(ByteSet()) { $0.union($1) })]] }
        }
        let lengths = all.map(Linearizer.lengths)
        let isShort = lengths.allSatisfy { ($0.most ?? .max) <= 4 } && lengths.contains { $0.least <= 1 }
        let isUnnamed = all.allSatisfy { $0.allSatisfy { $0.bytes.count > 6 } }
        return detail == .joinedAlternations || isShort || isUnnamed ? [[Linearizer.joined(all)]] : all
    }

    private func expand(_ repetition: Repetition) throws(TooMany) -> [[Element]] {
        let inner = try expand(repetition.node)
        guard repetition.most != 0 else { return [[]] }
        if inner.count == 1, inner[0].count == 1 {
            switch inner[0][0] {
            case .byte(let set): return [Linearizer.repeated(set, repetition)]
            case .gap(let gap) where gap.least <= 1:
                return [[.gap(Linearizer.repeated(gap, repetition))]]
            case .gap, .edge, .before, .behind: break
            }
        }
        if repetition.least == 0 {
            if repetition.most == 1, detail.rawValue < Detail.joinedOptions.rawValue, inner.count <= 4 {
                return inner + [[]]
            }
            return [[Linearizer.joined(inner, times: 0, most: repetition.most)]]
        }
        var all = inner
        var copies = 1
        while copies < min(repetition.least, 8), (all.first?.count ?? 0) < Linearizer.mostElements {
            try multiply(&all, inner)
            copies += 1
        }
        guard repetition.most != copies else { return all }
        let most = repetition.most.map { $0 - copies }
        try multiply(&all, [[Linearizer.joined(inner, times: repetition.least - copies, most: most)]])
        return all
    }

    private static func repeated(_ set: ByteSet, _ repetition: Repetition) -> [Element] {
        let copies = min(repetition.least, mostCopies)
        var elements = Array(repeating: Element.byte(set), count: copies)
        guard repetition.most != copies else { return elements }
        let rest = Gap(
            least: repetition.least - copies, most: repetition.most.map { $0 - copies }, set: set,
            source: copies == 0 ? repetition.source : nil)
        elements.append(.gap(rest))
        return elements
    }

    private static func repeated(_ gap: Gap, _ repetition: Repetition) -> Gap {
        let bounds = SyntaxNode.repetition(
            Repetition(
                node: .unknown(least: gap.least, most: gap.most), least: repetition.least,
                most: repetition.most,
                source: 0..<0)
        ).lengths
        return Gap(
            least: bounds.least, most: bounds.most, set: gap.set,
            source: repetition.least == 0 ? repetition.source : nil)
    }

    private static func lengths(_ elements: [Element]) -> LengthBounds {
        elements.reduce(LengthBounds(0, 0)) { $0 + $1.lengths }
    }

    /// One gap that takes whatever any of the alternatives takes, so many times.
    static func joined(_ all: [[Element]], times: Int = 1, most: Int? = 1) -> Element {
        let lengths = all.map(lengths)
        let set = all.joined().reduce(into: ByteSet()) { $0.formUnion($1.bytes) }
        let least = (lengths.map(\.least).min() ?? 0).multipliedReportingOverflow(by: times)
        var longest: Int? = 0
        for length in lengths {
            guard let one = length.most, let times = most else {
                longest = length.most == 0 ? longest : nil
                if longest == nil { break }
                continue
            }
            let product = one.multipliedReportingOverflow(by: times)
            longest = product.overflow ? nil : longest.map { max($0, product.partialValue) }
        }
        let bounds = LengthBounds(least.overflow ? LengthBounds.ceiling : least.partialValue, longest)
        return .gap(Gap(least: bounds.least, most: bounds.most, set: set))
    }

    /// Without empty gaps, with neighbouring gaps of one set joined, and cut to a length worth looking at.
    static func tidied(_ elements: [Element]) -> [Element] {
        var tidy: [Element] = []
        for element in elements {
            guard case .gap(let gap) = element else {
                tidy.append(element)
                continue
            }
            if gap.most == 0 { continue }
            if case .gap(let before) = tidy.last, before.set == gap.set, before.source == nil,
                gap.source == nil
            {
                let bounds = LengthBounds(before.least, before.most) + LengthBounds(gap.least, gap.most)
                tidy[tidy.count - 1] = .gap(Gap(least: bounds.least, most: bounds.most, set: gap.set))
                continue
            }
            tidy.append(element)
        }
        guard tidy.count > mostElements else { return tidy }
        let rest = joined([Array(tidy[mostElements...])])
        return Array(tidy[..<mostElements]) + [rest]
    }
}
