/// Which bytes may stand beside a run of fixed ones.
extension HookPlanner {
    /// Behind so many elements anything is taken to stand.
    private static let farthest = 16

    func neighbours(behind run: Run, in elements: [Element], count: Int) -> [ByteSet] {
        var sets = HookPlanner.following(
            Array(elements[run.range.upperBound...].prefix(HookPlanner.farthest)), count: count)
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

    /// The bytes that may stand first, second … in `elements`; behind their end anything may stand.
    private static func following(_ elements: [Element], count: Int) -> [ByteSet] {
        struct Place: Equatable {
            var index: Int
            var taken: Int
        }
        var places = [Place(index: 0, taken: 0)]
        var sets: [ByteSet] = []
        for _ in 0..<count {
            var set = ByteSet()
            var next: [Place] = []
            var open = places
            let add = { (place: Place) in if !next.contains(place) { next.append(place) } }
            while let place = open.popLast() {
                guard place.index < elements.count else {
                    set = .all
                    add(place)
                    continue
                }
                let behind = Place(index: place.index + 1, taken: 0)
                switch elements[place.index] {
                case .edge, .before, .behind: open.append(behind)
                case .byte(let bytes):
                    set.formUnion(bytes)
                    add(behind)
                case .gap(let gap):
                    set.formUnion(gap.set)
                    add(Place(index: place.index, taken: min(place.taken + 1, gap.least)))
                    if place.taken >= gap.least { open.append(behind) }
                }
            }
            sets.append(set)
            places = next
        }
        return sets
    }
}
