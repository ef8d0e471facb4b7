/// Chooses, for one pattern, what the filter looks for.
struct HookPlanner {
    /// More strings than these in one window crowd the filter.
    private static let mostGrams = 6000
    /// A filter that sees something more often than this is no filter.
    private static let worstShare: Float = 0.03
    /// Where something is seen as rarely as this, nothing else is looked for.
    private static let goodShare: Float = 5e-4
    /// Where something is seen as rarely as this, there is nothing to gain.
    private static let rareShare: Float = 1e-5
    /// What a pass of its own over the text costs, as a share of places that are looked at instead.
    private static let pairPass: Float = 1.2e-2

    let dialect: Pattern.Dialect

    /// A hook and what it costs: about how often it is seen, as a share of all places.
    private struct Choice {
        var hook: Hook
        var cost: Float
    }

    /// The hooks of a pattern: one for each of its sequences, equal ones once; nil where one of them has none.
    ///
    /// Only runs of the source that are `cuttable` may be cut out. The finest detail comes first: it says most about
    /// what stands behind a literal, by which most candidates are turned away.
    func hooks(for node: SyntaxNode, cuttable: [Range<Int>] = []) -> [Hook]? {
        for detail in Linearizer.Detail.allCases {
            guard let sequences = Linearizer.sequences(of: node, detail: detail) else { continue }
            if let found = hooks(for: sequences, cuttable: cuttable) { return found }
        }
        return nil
    }

    /// The hooks of some sequences; nil where one of them has none.
    private func hooks(for sequences: [[Element]], cuttable: [Range<Int>]) -> [Hook]? {
        var hooks: [Hook] = []
        for elements in sequences {
            guard let choice = choice(for: elements, cuttable: cuttable) else { return nil }
            // Those that differ in their distance from the start alone are one: what is seen at one is at all.
            if !hooks.indices.contains(where: { hooks[$0].absorb(choice.hook) }) { hooks.append(choice.hook) }
        }
        return hooks
    }

    private func choice(for elements: [Element], cuttable: [Range<Int>]) -> Choice? {
        var best: Choice?
        let runs = runs(of: elements)
        // The run with most letters first: where it is rare enough, the others need not be weighed.
        for run in runs.sorted(by: { $0.letters > $1.letters }) {
            keep(gramChoice(run, elements), in: &best)
            if best?.cost ?? 1 < HookPlanner.rareShare { break }
        }
        // What is seen in another way is seen more often than this, or costs a pass of its own.
        if best?.cost ?? 1 > HookPlanner.goodShare {
            for run in runs { keep(classChoice(run, elements), in: &best) }
            keep(stretchChoice(elements), in: &best)
        }
        if best?.cost ?? 1 > HookPlanner.pairPass {
            for run in runs { keep(pairChoice(run, elements), in: &best) }
        }
        if best?.hook.walk?.cut.allSatisfy(cuttable.contains) == false { best?.hook.walk?.cut = [] }
        return best
    }

    private func keep(_ choice: Choice?, in best: inout Choice?) {
        guard let choice else { return }
        let cost = choice.cost + penalty(choice.hook)
        if cost < best?.cost ?? HookPlanner.worstShare { best = Choice(hook: choice.hook, cost: cost) }
    }

    /// Walking back without a bound is slow where the class is wide.
    private func penalty(_ hook: Hook) -> Float {
        guard hook.most == nil, let walk = hook.walk else { return 0 }
        return walk.set.count < 90 ? 2e-5 : HookPlanner.worstShare
    }

    // MARK: Runs of fixed bytes

    private struct Run {
        var range: Range<Int>
        var sets: [ByteSet]
        var start: LengthBounds
        var walk: Walk?

        /// How many of the bytes are known up to their case.
        var letters: Int { sets.reduce(0) { $0 + ($1.count <= 2 ? 1 : 0) } }
    }

    /// The maximal runs of fixed bytes whose distance from the start is known or can be walked back.
    private func runs(of elements: [Element]) -> [Run] {
        var found: [Run] = []
        var index = 0
        var start = LengthBounds(0, 0)
        while index < elements.count {
            guard case .byte = elements[index] else {
                start = start + elements[index].lengths
                index += 1
                continue
            }
            var end = index
            var sets: [ByteSet] = []
            scan: while end < elements.count {
                switch elements[end] {
                case .byte(let set): sets.append(set)
                case .edge, .before, .behind: break
                case .gap: break scan
                }
                end += 1
            }
            let walk = walk(before: index, in: elements)
            if start.most ?? .max <= 4096 || walk != nil {
                found.append(Run(range: index..<end, sets: sets, start: start, walk: walk))
            }
            start = start + LengthBounds(sets.count, sets.count)
            index = end
        }
        return found
    }

    /// The class run that ends where the element at `index` begins.
    private func walk(before index: Int, in elements: [Element]) -> Walk? {
        var first = index
        var most: Int? = 0
        var set: ByteSet?
        var cut: [Range<Int>] = []
        var isOptional = true
        while first > 0 {
            if elements[first - 1].isBeside {
                first -= 1
                continue
            }
            guard case .gap(let gap) = elements[first - 1], set == nil || set == gap.set else { break }
            set = gap.set
            if let sum = most, let more = gap.most { most = sum + more } else { most = nil }
            if gap.least > 0 { isOptional = false }
            if let source = gap.source { cut.append(source) } else { isOptional = false }
            first -= 1
        }
        let before = elements[..<first].reduce(LengthBounds(0, 0)) { $0 + $1.lengths }
        guard let set, let longest = before.most, longest <= 4096 else { return nil }
        // Only what begins the pattern can be cut out, and a border before it would be lost with it.
        let isFirst = first == 0
        return Walk(set: set, most: most, before: longest, cut: isFirst && isOptional ? cut : [])
    }

    private func makeHook(_ sight: Hook.Sight, _ run: Run, _ elements: [Element]) -> Hook {
        let isExact = run.start.most == run.start.least
        let isWhole = run.sets.count <= 44
        return Hook(
            sight: sight, least: run.start.least, most: run.start.most, walk: isExact ? nil : run.walk,
            before: HookPlanner.telling(neighbours(before: run, in: elements, count: 1)[0]),
            sequence: Array(run.sets.prefix(44)),
            behind: isWhole ? HookPlanner.telling(neighbours(behind: run, in: elements, count: 1)[0]) : nil,
            shape: isWhole ? ForwardShape(elements[run.range.upperBound...]) : nil)
    }

    private static func telling(_ set: ByteSet) -> ByteSet? { set == .all ? nil : set }

    // MARK: Grams

    private func gramChoice(_ run: Run, _ elements: [Element]) -> Choice? {
        let reach = 3
        var sets = run.sets
        sets.insert(contentsOf: neighbours(before: run, in: elements, count: reach).reversed(), at: 0)
        sets.append(contentsOf: neighbours(behind: run, in: elements, count: reach))
        let folded = sets.map(\.folded)
        let counts = folded.map(\.count)
        var members = [[UInt8]?](repeating: nil, count: folded.count)
        var best: [(start: Int, cost: Float)?] = [nil, nil]
        let places = (0...(folded.count - 4)).compactMap { start -> (start: Int, grams: Int)? in
            guard start + 4 > reach, start < reach + run.sets.count else { return nil }
            let grams = counts[start] * counts[start + 1] * counts[start + 2] * counts[start + 3]
            return grams <= HookPlanner.mostGrams ? (start, grams) : nil
        }
        // Small windows first: they leave the big ones, which take long to weigh, no chance.
        for (start, grams) in places.sorted(by: { $0.grams < $1.grams }) {
            // Many strings of one pattern crowd out those of others.
            let crowding = Float(grams) * 7.6e-7 + Float(max(0, grams - 500)) * 1.5e-6
            guard crowding < best[start & 1]?.cost ?? 1 else { continue }
            for place in start..<start + 4 where members[place] == nil {
                members[place] = folded[place].members
            }
            let cost = HookPlanner.share(members[start..<start + 4].map { $0 ?? [] }, grams) + crowding
            if cost < best[start & 1]?.cost ?? 1 { best[start & 1] = (start, cost) }
        }
        guard let even = best[0], let odd = best[1] else { return nil }
        let windows = [even, odd].map { choice in
            GramWindow(
                distance: choice.start - reach,
                sets: Array(folded[choice.start..<choice.start + 4]))
        }
        return Choice(hook: makeHook(.grams(windows), run, elements), cost: (even.cost + odd.cost) / 2)
    }

    /// How often four bytes of these sets stand in text, one after the other.
    private static func share(_ sets: [[UInt8]], _ grams: Int) -> Float {
        let frequency = GramFrequency.shared
        guard grams <= 32 else { return frequency.estimatedShare(sets) }
        var sum: Float = 0
        for a in sets[0] {
            for b in sets[1] {
                for c in sets[2] {
                    for d in sets[3] { sum += frequency.share(a, b, c, d) }
                }
            }
        }
        return sum
    }

    // MARK: Classes

    /// Three or four neighbouring digits and upper-case letters: what identifiers are made of.
    private func classChoice(_ run: Run, _ elements: [Element]) -> Choice? {
        let classes = run.sets.map(ByteClass.init(holding:))
        var best: (start: Int, classes: [ByteClass], cost: Float)?
        for length in [3, 4] where run.sets.count >= length {
            for start in 0...(run.sets.count - length) {
                let window = classes[start..<start + length].compactMap(\.self)
                guard window.count == length, window.contains(.digit) else { continue }
                let cost = HookPlanner.share(of: window)
                if cost < best?.cost ?? 1 { best = (start, window, cost) }
            }
        }
        guard let best else { return nil }
        let hook = makeHook(.classes(best.classes, distance: best.start), run, elements)
        return Choice(hook: hook, cost: best.cost)
    }

    /// About how often such a string of classes stands in text: digits follow digits, letters seldom do.
    private static func share(of classes: [ByteClass]) -> Float {
        if classes.contains(.upper) { return classes.count == 4 ? 4e-4 : 1e-3 }
        return classes.count == 4 ? 4e-3 : 8e-3
    }

    // MARK: Pairs

    /// Two fixed bytes, or one and its neighbour, where nothing longer can be seen.
    private func pairChoice(_ run: Run, _ elements: [Element]) -> Choice? {
        var sets = run.sets
        sets.insert(neighbours(before: run, in: elements, count: 1)[0], at: 0)
        sets.append(neighbours(behind: run, in: elements, count: 1)[0])
        var best: (start: Int, cost: Float)?
        for start in 0..<sets.count - 1 where min(sets[start].count, sets[start + 1].count) <= 16 {
            let folded = [sets[start], sets[start + 1]].map { set in
                Set(set.members.map { $0 | 0x20 }).sorted()
            }
            // A pass of its own over the text: worth it only where nothing better is seen.
            let cost = GramFrequency.shared.share(folded[0], folded[1]) + HookPlanner.pairPass
            if cost < best?.cost ?? 1 { best = (start, cost) }
        }
        guard let best else { return nil }
        let sight = Hook.Sight.pair(sets[best.start], sets[best.start + 1], distance: best.start - 1)
        return Choice(hook: makeHook(sight, run, elements), cost: best.cost)
    }

    // MARK: Neighbouring bytes

    /// Behind so many elements anything is taken to stand.
    private static let farthest = 16

    private func neighbours(behind run: Run, in elements: [Element], count: Int) -> [ByteSet] {
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

    private func neighbours(before run: Run, in elements: [Element], count: Int) -> [ByteSet] {
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

    // MARK: Stretches

    private func stretchChoice(_ elements: [Element]) -> Choice? {
        var best: Choice?
        for family in Stretch.Family.allCases {
            var index = 0
            var start = LengthBounds(0, 0)
            while index < elements.count {
                var end = index
                while end < elements.count, elements[end].bytes.isSubset(of: family.superset) { end += 1 }
                if end > index, let most = start.most, most <= 4096,
                    let stretch = Stretch(family: family, elements: elements[index..<end])
                {
                    let hook = Hook(
                        sight: .stretch(stretch), least: start.least, most: most, walk: nil, before: nil,
                        sequence: [], behind: nil, shape: nil)
                    if family.cost < best?.cost ?? 1 { best = Choice(hook: hook, cost: family.cost) }
                }
                for element in elements[index..<max(end, index + 1)] { start = start + element.lengths }
                index = max(end, index + 1)
            }
        }
        return best
    }
}
