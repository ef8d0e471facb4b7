/// Deals the windows of a filter out to groups, and chooses among those that a hook can be seen by.
///
/// A place passes a group only if its first and second, second and third, third and fourth byte are neighbours in
/// strings of that group. So windows stand together that have pairs of bytes in common, and of several windows the one is
/// taken whose pairs are rare, or there already.
struct WindowDeal {
    static let groups = 4
    static let tables = 3

    /// By group and table, 32 rows: which kinds follow each kind.
    private(set) var rows = [UInt32](
        repeating: 0, count: WindowDeal.groups * WindowDeal.tables * SymbolKind.count)
    /// By group and table: about the share of places with such a pair.
    private var shares = [Float](
        repeating: WindowDeal.leastShare, count: WindowDeal.groups * WindowDeal.tables)
    private let pairShares = SymbolKind.shares

    /// What a place costs at which a string stands, of what one costs that passes the tables.
    private static let stringCost: Float = 8
    /// What each string costs that is in the filter.
    private static let crowding: Float = 2e-7
    /// No table is empty to the eye, so that the rarest pairs still count.
    private static let leastShare: Float = 1e-4

    /// A window by its kinds of bytes.
    struct Candidate {
        fileprivate var kinds: (UInt32, UInt32, UInt32, UInt32)
        /// What it costs in any group.
        fileprivate var cost: Float

        init(_ window: GramWindow) {
            let sets = window.sets[...]
            self.init(sets, kinds: sets.map(SymbolKind.kinds)[...], count: window.count)
        }

        /// Of four sets, whose kinds are known; together they have `count` strings.
        init(_ sets: ArraySlice<ByteSet>, kinds: ArraySlice<UInt32>, count: Int) {
            let frequency = GramFrequency.shared
            let first = sets.startIndex
            let share =
                count <= 64
                ? frequency.share(sets[first], sets[first + 1], sets[first + 2], sets[first + 3])
                : frequency.estimatedShare(sets)
            let one = kinds.startIndex
            self.kinds = (kinds[one], kinds[one + 1], kinds[one + 2], kinds[one + 3])
            cost = WindowDeal.stringCost * share + WindowDeal.crowding * Float(count)
        }
    }

    /// About the share of places that pass any group.
    var share: Float {
        (0..<WindowDeal.groups).reduce(0) { sum, group in
            let first = group * WindowDeal.tables
            return sum + shares[first] * shares[first + 1] * shares[first + 2]
        }
    }

    /// Takes one of each slot's windows and gives their numbers in the slots.
    mutating func choose(_ candidates: [[Candidate]]) -> [Int] {
        var chosen = [Int](repeating: 0, count: candidates.count)
        let costs = candidates.map { $0.reduce(Float.infinity) { min($0, $1.cost) } }
        // What is seen often comes first: it decides what its group is worth.
        for slot in candidates.indices.sorted(by: { (costs[$1], $0) < (costs[$0], $1) }) {
            var best: (cost: Float, number: Int, group: Int) = (.infinity, 0, 0)
            for (number, candidate) in candidates[slot].enumerated() where candidate.cost < best.cost {
                for group in 0..<WindowDeal.groups {
                    let cost = candidate.cost + more(candidate, in: group)
                    if cost < best.cost { best = (cost, number, group) }
                }
            }
            add(candidates[slot][best.number], to: best.group)
            chosen[slot] = best.number
        }
        return chosen
    }

    /// The share of places that pass because of a window in a group.
    private func more(_ candidate: Candidate, in group: Int) -> Float {
        let first = group * WindowDeal.tables
        let (a, b, c) = (shares[first], shares[first + 1], shares[first + 2])
        let front = a + share(candidate.kinds.0, candidate.kinds.1, notIn: first)
        let middle = b + share(candidate.kinds.1, candidate.kinds.2, notIn: first + 1)
        let back = c + share(candidate.kinds.2, candidate.kinds.3, notIn: first + 2)
        return front * middle * back - a * b * c
    }

    private func share(_ first: UInt32, _ second: UInt32, notIn table: Int) -> Float {
        var sum: Float = 0
        var firsts = first
        while firsts != 0 {
            let row = firsts.trailingZeroBitCount
            var seconds = second & ~rows[table * SymbolKind.count + row]
            while seconds != 0 {
                sum += pairShares[row * SymbolKind.count + seconds.trailingZeroBitCount]
                seconds &= seconds - 1
            }
            firsts &= firsts - 1
        }
        return sum
    }

    private mutating func add(_ candidate: Candidate, to group: Int) {
        let kinds = [candidate.kinds.0, candidate.kinds.1, candidate.kinds.2, candidate.kinds.3]
        for pair in 0..<WindowDeal.tables {
            let table = group * WindowDeal.tables + pair
            shares[table] += share(kinds[pair], kinds[pair + 1], notIn: table)
            var firsts = kinds[pair]
            while firsts != 0 {
                rows[table * SymbolKind.count + firsts.trailingZeroBitCount] |= kinds[pair + 1]
                firsts &= firsts - 1
            }
        }
    }
}
