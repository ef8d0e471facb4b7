/// Leads offsets of a folded text back to the text it was made from, and forth.
///
/// It is a list of runs within which both texts advance byte by byte; what was folded lies between two runs.
public struct OffsetMap: Hashable, Sendable {
    /// A run of bytes that stand in both texts.
    public struct Run: Hashable, Sendable {
        public var view: Int
        public var source: Int
        public var length: Int

        public init(view: Int, source: Int, length: Int) {
            self.view = view
            self.source = source
            self.length = length
        }
    }

    /// Sorted by both offsets, which never overlap.
    public private(set) var runs: [Run] = []

    public init() {}

    /// Adds a run behind those there are; it must not begin before the last one ends in either text.
    public mutating func append(_ run: Run) {
        guard let last = runs.last else {
            runs.append(run)
            return
        }
        precondition(run.view >= last.view + last.length && run.source >= last.source + last.length)
        if run.view == last.view + last.length, run.source == last.source + last.length {
            runs[runs.count - 1].length += run.length
        } else {
            runs.append(run)
        }
    }

    /// The source offset at which the byte `view` of the folded text begins.
    ///
    /// A byte that was made by folding belongs to the source bytes between the two runs around it.
    public func source(ofStart view: Int) -> Int {
        guard let index = lastRun(where: { $0.view <= view }) else { return 0 }
        let run = runs[index]
        return run.source + min(view - run.view, run.length)
    }

    /// The source offset at which what ends at `view` of the folded text ends.
    public func source(ofEnd view: Int) -> Int {
        guard let index = lastRun(where: { $0.view < view }) else { return runs.first?.source ?? 0 }
        let run = runs[index]
        if view <= run.view + run.length { return run.source + view - run.view }
        return index + 1 < runs.count ? runs[index + 1].source : run.source + run.length
    }

    /// The offset in the folded text of the byte `source`, or of the next one that is in it.
    public func view(ofSource source: Int) -> Int {
        guard let index = lastRun(where: { $0.source <= source }) else { return 0 }
        let run = runs[index]
        if source < run.source + run.length { return run.view + source - run.source }
        return index + 1 < runs.count ? runs[index + 1].view : run.view + run.length
    }

    private func lastRun(where begins: (Run) -> Bool) -> Int? {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if begins(runs[middle]) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}
