/// Chooses, for one pattern, what the filter looks for.
struct HookPlanner {
    /// More strings than these in one window crowd the filter.
    private static let mostGrams = 6000
    /// A filter that sees something more often than this is no filter.
    private static let worstShare: Float = 0.3
    /// Where something is seen as rarely as this, nothing else is looked for.
    private static let goodShare: Float = 5e-4
    /// Where something is seen as rarely as this, there is nothing to gain.
    private static let rareShare: Float = 1e-5
    /// Where all that a pattern is seen by together is rarer than this, no other places in it are weighed.
    static let focusShare: Float = 1.2e-4
    /// What each more hook costs.
    static let hookShare: Float = 1e-5
    /// What is done for a number costs so many times what is done where a window stands.
    static let numberCost: Float = 3
    /// Alternations within more than so many others are not weighed by their branches.
    static let deepest = 2
    /// What one more string of classes costs.
    static let classPass: Float = 1e-4
    /// What a pass of its own over the text costs, as a share of places that are looked at instead.
    static let pairPass: Float = 1.2e-2

    let dialect: Pattern.Dialect

    /// A hook and what it costs: about how often it is seen, as a share of all places.
    struct Choice {
        var hook: Hook
        var cost: Float
    }

    func choice(for elements: [Element], cuttable: [Range<Int>]) -> Choice? {
        var best: Choice?
        let runs = runs(of: elements)
        // The run with most letters first: where it is rare enough, the others need not be weighed.
        for run in runs.sorted(by: { $0.letters > $1.letters }) {
            keep(gramChoice(run, elements, below: best?.cost ?? HookPlanner.worstShare), in: &best)
            if best?.cost ?? 1 < HookPlanner.rareShare { break }
        }
        if best?.cost ?? 1 > HookPlanner.rareShare { keep(numberChoice(elements), in: &best) }
        if best?.cost ?? 1 > HookPlanner.goodShare {
            for run in runs { keep(classChoice(run, elements), in: &best) }
        }
        // What is seen in another way is seen more often than this, or costs a pass of its own.
        if best?.cost ?? 1 > HookPlanner.goodShare * HookPlanner.candidateCost {
            keep(stretchChoice(elements), in: &best)
        }
        if best?.cost ?? 1 > HookPlanner.pairPass {
            for run in runs { keep(pairChoice(run, elements), in: &best) }
        }
        if best?.hook.walk?.cut.allSatisfy(cuttable.contains) == false { best?.hook.walk?.cut = [] }
        return best
    }

    func keep(_ choice: Choice?, in best: inout Choice?) {
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

    struct Run {
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

    func makeHook(_ sight: Hook.Sight, _ run: Run, _ elements: [Element]) -> Hook {
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

    /// Nil too where it would cost `limit` or more.
    private func gramChoice(_ run: Run, _ elements: [Element], below limit: Float) -> Choice? {
        let reach = HookPlanner.reach
        guard HookPlanner.leastCrowding(run) < limit else { return nil }
        var sets = neighbours(before: run, in: elements, count: reach)
        sets.reverse()
        sets += run.sets
        sets += neighbours(behind: run, in: elements, count: reach)
        let folded = sets.map(\.folded)
        let counts = folded.map(\.count)
        var best: [2 of (start: Int, cost: Float)?] = [nil, nil]
        let places = (0...(folded.count - 4)).compactMap { start -> (start: Int, grams: Int)? in
            guard start + 4 > reach, start < reach + run.sets.count else { return nil }
            let grams = counts[start] * counts[start + 1] * counts[start + 2] * counts[start + 3]
            return grams <= HookPlanner.mostGrams ? (start, grams) : nil
        }
        // Small windows first: they leave the big ones, which take long to weigh, no chance.
        for (start, grams) in places.sorted(by: { $0.grams < $1.grams }) {
            let crowding = HookPlanner.crowding(grams)
            guard crowding < best[start & 1]?.cost ?? 1 else { continue }
            let cost = HookPlanner.share(folded[start..<start + 4], grams) + crowding
            if cost < best[start & 1]?.cost ?? 1 { best[start & 1] = (start, cost) }
        }
        guard let even = best[0], let odd = best[1], (even.cost + odd.cost) / 2 < limit else { return nil }
        let windows = [even, odd].map { choice in
            GramWindow(
                distance: choice.start - reach,
                sets: Array(folded[choice.start..<choice.start + 4]))
        }
        let first = max(0, reach - 1)
        let around = folded[first..<min(folded.count - reach + 1, first + 46)]
        let cost = (even.cost + odd.cost) / 2 + HookPlanner.candidateCost * HookPlanner.runShare(around)
        return Choice(hook: makeHook(.grams(windows), run, elements), cost: cost)
    }

    /// So many bytes on either side of a run may be part of its windows.
    private static let reach = 3

    /// Many strings of one pattern crowd out those of others.
    private static func crowding(_ grams: Int) -> Float {
        Float(grams) * 7.6e-7 + Float(max(0, grams - 500)) * 1.5e-6
    }

    /// What the strings of a run's windows cost at least; infinite where there are none.
    private static func leastCrowding(_ run: Run) -> Float {
        var fewest: [2 of Int] = [.max, .max]
        let counts = run.sets.map(\.folded.count)
        for start in (1 - 4)..<counts.count {
            var grams = 1
            for place in max(0, start)..<min(start + 4, counts.count) { grams *= counts[place] }
            if grams <= mostGrams { fewest[start & 1] = min(fewest[start & 1], grams) }
        }
        guard max(fewest[0], fewest[1]) < .max else { return .infinity }
        return (crowding(fewest[0]) + crowding(fewest[1])) / 2
    }

    /// What is done where all fixed bytes stand costs so many times what is done where a window does.
    static let candidateCost: Float = 15

    /// About how often bytes of these sets stand in text, one after the other; big sets tell nothing of their
    /// neighbours.
    private static func runShare(_ sets: ArraySlice<ByteSet>) -> Float {
        let frequency = GramFrequency.shared
        var share: Float = 1
        var small = GramFrequency.Chain()
        // Big sets mostly stand in rows of one.
        var last: (set: ByteSet, share: Float)?
        for set in sets {
            let count = set.count
            if count <= 12 {
                frequency.follow(&small, set)
                continue
            }
            if !small.isEmpty { share *= min(1, small.share) }
            small.removeAll()
            guard count < 128 else { continue }
            if last?.set != set { last = (set, frequency.share(of: set)) }
            if let last { share *= min(1, last.share) }
        }
        return small.isEmpty ? share : share * min(1, small.share)
    }

    /// How often four bytes of these sets stand in text, one after the other.
    private static func share(_ sets: ArraySlice<ByteSet>, _ grams: Int) -> Float {
        let frequency = GramFrequency.shared
        guard grams <= 256 else { return frequency.estimatedShare(sets) }
        let first = sets.startIndex
        return frequency.share(sets[first], sets[first + 1], sets[first + 2], sets[first + 3])
    }
}
