/// What a filter sees beside strings.
extension HookPlanner {
    /// A few bytes of classes that a kernel sees all at once: what identifiers are made of.
    func classChoice(_ run: Run, _ elements: [Element]) -> Choice? {
        let places = run.sets.prefix(160).enumerated().compactMap { distance, set in
            ByteClass(holding: set).map { ClassPlace(byteClass: $0, distance: distance) }
        }
        // From the first one on, whatever makes them rarest.
        var best: (places: [ClassPlace], share: Float)?
        for first in places.indices {
            var chosen = [places[first]]
            while chosen.count < ClassPlace.most {
                let more = places[(first + 1)...].filter { !chosen.contains($0) }.map { place in
                    (chosen + [place]).sorted { $0.distance < $1.distance }
                }
                guard let next = more.min(by: { $0.share < $1.share }), next.share < 0.7 * chosen.share else {
                    break
                }
                chosen = next
            }
            let share = chosen.share
            if share < best?.share ?? 1 { best = (chosen, share) }
        }
        guard let best else { return nil }
        let hook = makeHook(.classes(best.places), run, elements)
        // Identifiers begin where words do, but for long runs of letters and digits.
        let letters = ByteSet.upper.union(.lower).union(.digits)
        let isApart = hook.before?.isDisjoint(with: letters) ?? false
        let share = isApart && best.places[0].distance == 0 ? best.share / 5 : best.share
        return Choice(hook: hook, cost: share * HookPlanner.candidateCost + HookPlanner.classPass)
    }

    // MARK: Pairs

    /// Two fixed bytes, or one and its neighbour, where nothing longer can be seen.
    func pairChoice(_ run: Run, _ elements: [Element]) -> Choice? {
        var sets = run.sets
        sets.insert(neighbours(before: run, in: elements, count: 1)[0], at: 0)
        sets.append(neighbours(behind: run, in: elements, count: 1)[0])
        var best: (start: Int, cost: Float)?
        for start in 0..<sets.count - 1 where min(sets[start].count, sets[start + 1].count) <= 16 {
            let folded = [sets[start], sets[start + 1]].map { set in
                Set(set.members.map { $0 | 0x20 }).sorted()
            }
            // A pass of its own over the text: worth it only where nothing better is seen.
            let cost =
                GramFrequency.shared.share(folded[0], folded[1]) * HookPlanner.candidateCost
                + HookPlanner.pairPass
            if cost < best?.cost ?? 1 { best = (start, cost) }
        }
        guard let best else { return nil }
        let sight = Hook.Sight.pair(sets[best.start], sets[best.start + 1], distance: best.start - 1)
        return Choice(hook: makeHook(sight, run, elements), cost: best.cost)
    }

    func numberChoice(_ elements: [Element]) -> Choice? {
        var best: Choice?
        var start = LengthBounds(0, 0)
        for (index, element) in elements.enumerated() {
            guard let most = start.most, most <= 4096 else { break }
            if let number = NumberSight(elements, from: index),
                number.share * HookPlanner.numberCost < best?.cost ?? 1
            {
                let hook = Hook(
                    sight: .number(number), least: start.least, most: most, walk: nil, before: nil,
                    sequence: [], behind: nil, shape: nil)
                best = Choice(hook: hook, cost: number.share * HookPlanner.numberCost)
            }
            start = start + element.lengths
        }
        return best
    }

    // MARK: Stretches

    func stretchChoice(_ elements: [Element]) -> Choice? {
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
                    let cost = family.cost * HookPlanner.candidateCost
                    if cost < best?.cost ?? 1 { best = Choice(hook: hook, cost: cost) }
                }
                for element in elements[index..<max(end, index + 1)] { start = start + element.lengths }
                index = max(end, index + 1)
            }
        }
        return best
    }
}
