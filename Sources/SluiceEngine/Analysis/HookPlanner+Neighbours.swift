/// Which bytes may stand beside a run of fixed ones.
extension HookPlanner {
    /// Behind so many elements anything is taken to stand.
    private static let farthest = 16

    func neighbours(behind run: Run, in elements: [Element], count: Int) -> [ByteSet] {
        var sets = HookPlanner.following(
            elements[run.range.upperBound...].prefix(HookPlanner.farthest), count: count)
        for element in elements[..<run.range.upperBound].reversed() {
            guard element.isEmpty else { break }
            if case .behind(let set) = element { sets[0] = sets[0].intersection(set) }
            if element == .edge, run.sets.last?.isSubset(of: .word) ?? false {
                sets[0] = sets[0].intersection(noWord)
            }
        }
        return sets
    }

    func neighbours(before run: Run, in elements: [Element], count: Int) -> [ByteSet] {
        var sets = HookPlanner.following(
            elements[..<run.range.lowerBound].suffix(HookPlanner.farthest).reversed(), count: count)
        for element in elements[..<run.range.lowerBound].reversed() {
            guard element.isEmpty else { break }
            if case .before(let set) = element { sets[0] = sets[0].intersection(set) }
            if element == .edge, run.sets.first?.isSubset(of: .word) ?? false {
                sets[0] = sets[0].intersection(noWord)
            }
        }
        return sets
    }

    /// What may stand on the other side of a border next to an ASCII word character.
    private var noWord: ByteSet {
        dialect == .bytes ? ByteSet.word.inverted : ByteSet.word.inverted.union(.nonASCII)
    }

    /// The bytes that may stand first, second and third in `elements`; behind their end anything may stand.
    private static func following(_ elements: some Collection<Element>, count: Int) -> [ByteSet] {
        var places = PlaceSet()
        places.insert(0, taken: 0, of: elements.count)
        var sets: [ByteSet] = []
        sets.reserveCapacity(count)
        for _ in 0..<count {
            var set = ByteSet()
            var next = PlaceSet()
            // What can be stepped over adds to the places that are open.
            while let (index, taken) = places.removeFirst() {
                switch elements[elements.index(elements.startIndex, offsetBy: index)] {
                case .edge, .before, .behind: places.insert(index + 1, taken: 0, of: elements.count)
                case .byte(let bytes):
                    set.formUnion(bytes)
                    next.insert(index + 1, taken: 0, of: elements.count)
                case .gap(let gap):
                    set.formUnion(gap.set)
                    next.insert(index, taken: min(taken + 1, gap.least), of: elements.count)
                    if taken >= gap.least { places.insert(index + 1, taken: 0, of: elements.count) }
                }
            }
            if places.holdsEnd {
                set = .all
                next.holdsEnd = true
            }
            sets.append(set)
            places = next
        }
        return sets
    }
}

/// Places in a sequence of 16 elements at most, of each of which up to three bytes have been taken.
private struct PlaceSet {
    private var bits: UInt64 = 0
    /// Whether the place behind the last element is one of them.
    var holdsEnd = false

    mutating func insert(_ index: Int, taken: Int, of count: Int) {
        if index == count { holdsEnd = true } else { bits |= 1 << UInt64(index * 4 + taken) }
    }

    mutating func removeFirst() -> (index: Int, taken: Int)? {
        guard bits != 0 else { return nil }
        let bit = bits.trailingZeroBitCount
        bits &= bits - 1
        return (bit / 4, bit % 4)
    }
}
