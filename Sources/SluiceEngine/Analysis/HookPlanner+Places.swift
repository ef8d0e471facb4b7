extension HookPlanner {
    /// The hooks of a pattern: one for each of its sequences, equal ones once; nil where one of them has none.
    ///
    /// Only runs of the source that are `cuttable` may be cut out. The finest detail comes first: it says most about
    /// what stands behind a literal, by which most candidates are turned away.
    ///
    /// Without `weighsPlaces` the first detail that gives hooks is taken, though other places may be rarer. Where none
    /// gives any, the alternatives being too many all together, they are weighed place by place all the same.
    func hooks(for node: SyntaxNode, cuttable: [Range<Int>] = [], weighsPlaces: Bool = true) -> [Hook]? {
        var best: Choices?
        for detail in Linearizer.Detail.allCases {
            guard let sequences = Linearizer.sequences(of: node, detail: detail) else { continue }
            best = choices(for: sequences, cuttable: cuttable)
            if best != nil { break }
        }
        if weighsPlaces || best == nil, best?.cost ?? 1 > HookPlanner.focusShare,
            let focused = FocusedSequences(node)
        {
            best = self.best(of: focused, cuttable: cuttable, better: best, depth: 0)
        }
        return best?.hooks
    }

    /// The hooks of all alternatives, and what they cost together.
    private struct Choices {
        var hooks: [Hook] = []
        var cost: Float = 0

        /// Those that differ in their distance from the start alone are one: what is seen at one is at all.
        mutating func add(_ hook: Hook, cost: Float) {
            if hooks.indices.contains(where: { hooks[$0].absorb(hook) }) { return }
            hooks.append(hook)
            self.cost += cost + HookPlanner.hookShare
        }
    }

    /// The hooks of some sequences; nil where one of them has none, or where they cost more than `most`.
    private func choices(for sequences: [[Element]], cuttable: [Range<Int>], most: Float = .infinity)
        -> Choices?
    {
        var all = Choices()
        for elements in sequences {
            guard let choice = choice(for: elements, cuttable: cuttable) else { return nil }
            all.add(choice.hook, cost: choice.cost)
            if all.cost >= most { return nil }
        }
        return all
    }

    /// The cheapest choices among those whose alternatives are written out at one place, or at some neighbouring
    /// ones; `known` where there are none.
    private func best(
        of focused: FocusedSequences, cuttable: [Range<Int>], better known: Choices?, depth: Int
    ) -> Choices? {
        var best = known
        func weigh(_ places: Set<Int>) -> Bool {
            guard let sequences = focused.sequences(openAt: places) else { return false }
            let found = choices(for: sequences, cuttable: cuttable, most: best?.cost ?? .infinity)
            if let found, found.cost < best?.cost ?? .infinity { best = found }
            return true
        }
        _ = weigh([])
        let places = focused.openParts
        for (index, place) in places.enumerated() where best?.cost ?? 1 > HookPlanner.focusShare {
            guard weigh([place]) else { continue }
            // What stands beside it tells more about it.
            if index + 1 < places.count { _ = weigh([place, places[index + 1]]) }
            if index > 0 { _ = weigh([places[index - 1], place]) }
        }
        guard depth < HookPlanner.deepest else { return best }
        for place in places where best?.cost ?? 1 > HookPlanner.focusShare {
            guard let branches = focused.branches(at: place) else { continue }
            var all: Choices? = Choices()
            for branch in branches {
                guard
                    let one = self.best(of: branch, cuttable: cuttable, better: nil, depth: depth + 1),
                    (all?.cost ?? 0) + one.cost < best?.cost ?? .infinity
                else {
                    all = nil
                    break
                }
                for hook in one.hooks { all?.add(hook, cost: one.cost / Float(one.hooks.count)) }
            }
            if let all, all.cost < best?.cost ?? .infinity { best = all }
        }
        return best
    }
}
