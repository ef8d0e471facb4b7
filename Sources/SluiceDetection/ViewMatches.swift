import SluiceEngine

/// What was matched in the views looked at last.
struct ViewMatches {
    private struct Entry {
        var view: Int
        var length: Int
        /// In ``matches``.
        var places: Range<Int>
    }

    /// By view.
    private var entries: [Entry] = []
    private var matches: [Match] = []

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        matches.removeAll(keepingCapacity: true)
    }

    /// Notes what was matched in a view of `length` bytes; views come in their order.
    mutating func note(_ found: [Match], in view: Int, ofLength length: Int) {
        let start = matches.count
        matches.append(contentsOf: found)
        entries.append(Entry(view: view, length: length, places: start..<matches.count))
    }

    /// What was matched in the views of one message.
    func matches(of message: Range<Int>) -> KnownMatches {
        var known = KnownMatches()
        for entry in entries[firstEntry(from: message.lowerBound)...] {
            guard entry.view < message.upperBound else { break }
            known.parts.append(
                KnownMatches.Part(
                    index: entry.view - message.lowerBound, length: entry.length,
                    matches: Array(matches[entry.places])))
        }
        return known
    }

    /// Where entries of views from `view` on begin; by halves, since all of many small messages may hold matches.
    private func firstEntry(from view: Int) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].view < view { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// What was matched in the texts of a message before it was made.
public struct KnownMatches: Sendable {
    fileprivate struct Part {
        var index: Int
        var length: Int
        var matches: [Match]
    }

    fileprivate var parts: [Part] = []

    public init() {}

    /// What was matched in a part whose view has `length` bytes; nil where that is not known.
    func matches(inPart index: Int, ofLength length: Int) -> [Match]? {
        parts.first { $0.index == index && $0.length == length }?.matches
    }
}
