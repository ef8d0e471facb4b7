/// What the first bytes of a pattern's matches can be, so that PCRE2 need not be asked at starts that have others.
///
/// Where what the filter sees lies far behind a match's start, most of the starts that come into question are turned away
/// by four bytes each.
struct Beginnings: Sendable {
    /// So many bytes are looked at.
    static let length = 4
    /// By place and byte the buckets of beginnings that have it there.
    ///
    /// The first row is the byte before the start.
    private let rows: FrozenBuffer<UInt8>

    /// Nil where a match may begin with anything.
    init?(_ pattern: Pattern) {
        guard let tree = SyntaxParser.parse(pattern), !tree.dependsOnSearch else { return nil }
        var all = Beginning.all(of: tree.root)
        guard !all.isEmpty, all.allSatisfy({ !$0.sets.isEmpty }) else { return nil }
        all.sort { $0.sets[0].members.lexicographicallyPrecedes($1.sets[0].members) }
        rows = unsafe FrozenBuffer(zeros: (1 + Beginnings.length) * 256) { rows in
            for (index, one) in all.enumerated() {
                let bit = UInt8(1) << UInt8(index * 8 / all.count)
                let before = one.hasEdge && one.sets[0].isSubset(of: .word) ? ByteSet.word.inverted : .all
                before.forEach { unsafe rows[Int($0)] |= bit }
                for place in 0..<Beginnings.length {
                    let set = place < one.sets.count ? one.sets[place] : .all
                    set.forEach { unsafe rows[256 * (place + 1) + Int($0)] |= bit }
                }
            }
        }
    }

    /// The first start in `starts` at which a match may begin.
    @unsafe
    func first(in starts: ClosedRange<Int>, of text: UnsafePointer<UInt8>, count: Int) -> Int? {
        var place = starts.lowerBound
        while place <= starts.upperBound {
            if unsafe mayBegin(at: place, of: text, count: count) { return place }
            place &+= 1
        }
        return nil
    }

    /// The last start in `starts` at which a match may begin, the first one being known to be such.
    @unsafe
    func last(in starts: ClosedRange<Int>, of text: UnsafePointer<UInt8>, count: Int) -> Int {
        var place = starts.upperBound
        while place > starts.lowerBound, unsafe !mayBegin(at: place, of: text, count: count) { place &-= 1 }
        return place
    }

    /// Bytes beyond ASCII are not told apart.
    @inline(__always) @unsafe
    private func mayBegin(at place: Int, of text: UnsafePointer<UInt8>, count: Int) -> Bool {
        guard place > 0, place &+ Beginnings.length <= count else { return true }
        let rows = unsafe rows.base
        let first = unsafe text[place]
        var bits = unsafe rows[256 &+ Int(first)]
        if bits == 0 { return first >= 0x80 }
        let before = unsafe text[place &- 1]
        if before < 0x80 { bits &= unsafe rows[Int(before)] }
        for index in 1..<Beginnings.length {
            let byte = unsafe text[place &+ index]
            if byte >= 0x80 { break }
            bits &= unsafe rows[256 &* (index &+ 1) &+ Int(byte)]
        }
        return bits != 0 || first >= 0x80
    }
}

/// One way in which matches of a node begin, as far as ``Beginnings/length`` bytes.
private struct Beginning: Hashable {
    /// Whether a border stands before the first byte.
    var hasEdge = false
    var sets: [ByteSet] = []
    /// Whether what follows the node follows these bytes.
    var isOpen = true

    /// Where there are more, what follows them is not looked at.
    private static let most = 64

    static func all(of node: SyntaxNode) -> [Beginning] {
        switch node {
        case .empty, .assertion, .textStart, .lookahead, .lookbehind: return [Beginning()]
        case .wordBoundary: return [Beginning(hasEdge: true)]
        case .unknown: return [Beginning(isOpen: false)]
        case .character(let set):
            var all: [Beginning] = []
            if !set.bytes.isEmpty { all.append(Beginning(sets: [set.bytes])) }
            if set.beyond != .nothing { all.append(Beginning(sets: [.nonASCII], isOpen: false)) }
            return all
        case .sequence(let nodes):
            return nodes.reduce([Beginning()]) { heads, node in joined(heads, node) }
        case .alternation(let nodes): return distinct(nodes.flatMap(all))
        case .repetition(let repetition): return all(of: repetition)
        }
    }

    private static func all(of repetition: Repetition) -> [Beginning] {
        guard repetition.most != 0 else { return [Beginning()] }
        let copies = min(max(1, repetition.least), Beginnings.length)
        var all = [Beginning()]
        for _ in 0..<copies { all = joined(all, repetition.node) }
        if repetition.most != copies { for index in all.indices { all[index].isOpen = false } }
        if repetition.least == 0 { all.append(Beginning()) }
        return distinct(all)
    }

    /// What begins like one of `heads`, with `node` behind it.
    private static func joined(_ heads: [Beginning], _ node: SyntaxNode) -> [Beginning] {
        guard heads.contains(where: \.isOpen) else { return heads }
        let tails = all(of: node)
        let open = heads.count { $0.isOpen }
        guard open * tails.count <= most else {
            return heads.map { Beginning(hasEdge: $0.hasEdge, sets: $0.sets, isOpen: false) }
        }
        return distinct(
            heads.flatMap { head in
                guard head.isOpen else { return [head] }
                return tails.map { tail in
                    let sets = Array((head.sets + tail.sets).prefix(Beginnings.length))
                    let isOpen = tail.isOpen && sets.count < Beginnings.length
                    return Beginning(
                        hasEdge: head.hasEdge || head.sets.isEmpty && tail.hasEdge, sets: sets,
                        isOpen: isOpen)
                }
            })
    }

    private static func distinct(_ all: [Beginning]) -> [Beginning] {
        var seen: Set<Beginning> = []
        return all.filter { seen.insert($0).inserted }
    }
}
