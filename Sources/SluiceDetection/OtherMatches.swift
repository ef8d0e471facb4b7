/// Where the rules matched that conditions of others ask for.
struct OtherMatches: Sendable {
    private struct Key: Hashable {
        var rule: Int
        var part: Int
    }

    /// The matches of one rule in one part.
    private struct Places {
        /// Sorted by start.
        var spans: [Range<Int>] = []
        /// For each span the greatest end of it and those before it.
        var reach: [Int] = []

        mutating func add(_ span: Range<Int>) {
            var index = spans.count
            while index > 0, spans[index - 1].lowerBound > span.lowerBound { index -= 1 }
            spans.insert(span, at: index)
            reach.insert(0, at: index)
            for place in index..<spans.count {
                reach[place] = max(place > 0 ? reach[place - 1] : 0, spans[place].upperBound)
            }
        }

        /// Whether one begins at `last` or before and ends at `first` or behind.
        func hasSpan(beginningUpTo last: Int, endingFrom first: Int) -> Bool {
            var low = 0
            var high = spans.count
            while low < high {
                let middle = (low + high) / 2
                if spans[middle].lowerBound <= last { low = middle + 1 } else { high = middle }
            }
            return low > 0 && reach[low - 1] >= first
        }

        mutating func forget(before offset: Int) {
            let done = reach.firstIndex { $0 >= offset } ?? reach.count
            // Cutting off the front costs as much as what is left.
            guard done > 64, done > reach.count / 2 else { return }
            spans.removeFirst(done)
            reach.removeFirst(done)
        }
    }

    private var places: [Key: Places] = [:]
    private var rules: Set<Int> = []

    /// Adds a match whose value is `span`, in bytes of the part's whole text.
    mutating func add(_ span: Range<Int>, ofRule rule: Int, part: Int) {
        rules.insert(rule)
        places[Key(rule: rule, part: part), default: Places()].add(span)
    }

    func hasMatch(of rule: Int, in window: RuleWindow) -> Bool {
        switch window {
        case .anywhere: return rules.contains(rule)
        case .around(let part, let window, let bounds):
            guard let places = places[Key(rule: rule, part: part)] else { return false }
            return places.hasSpan(
                beginningUpTo: min(window.upperBound, bounds.upperBound - 1),
                endingFrom: max(window.lowerBound, bounds.lowerBound + 1))
        }
    }

    /// Drops what ends before `offset` and is never asked for again.
    mutating func forget(before offset: Int) {
        for key in places.keys { places[key]?.forget(before: offset) }
    }
}
