import SluiceEngine

/// What was matched in the texts looked at last, which are scanned as they stand.
struct TextMatches {
    private struct Entry {
        var text: Int
        var length: Int
        /// In ``matches``.
        var places: Range<Int>
    }

    /// By text.
    private var entries: [Entry] = []
    private var matches: [Match] = []

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        matches.removeAll(keepingCapacity: true)
    }

    /// Notes what was matched in a text of `length` bytes; texts come in their order.
    mutating func note(_ found: [Match], in text: Int, ofLength length: Int) {
        let start = matches.count
        matches.append(contentsOf: found)
        entries.append(Entry(text: text, length: length, places: start..<matches.count))
    }

    /// What was matched in the texts of one message.
    func matches(of message: Range<Int>) -> KnownMatches {
        var known = KnownMatches()
        for entry in entries[firstEntry(from: message.lowerBound)...] {
            guard entry.text < message.upperBound else { break }
            known.parts.append(
                KnownMatches.Part(
                    index: entry.text - message.lowerBound, length: entry.length,
                    matches: Array(matches[entry.places])))
        }
        return known
    }

    /// Where entries of texts from `text` on begin; by halves, since all of many small messages may hold matches.
    private func firstEntry(from text: Int) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].text < text { low = middle + 1 } else { high = middle }
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
