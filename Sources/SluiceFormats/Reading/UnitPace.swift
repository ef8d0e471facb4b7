import Synchronization

/// How many bytes a unit of work should have, so that it holds no more findings than memory has room for.
///
/// A scan tells what it met; readers ask before they cut. It begins with small units, since the first bytes of an
/// input say nothing yet. Where a text is cut changes no finding, so the sizes may depend on the time.
public final class UnitPace: Sendable {
    private static let wantedFindings = 4096
    private static let first = 1 << 20
    private static let least = 1 << 19
    /// Less than that says little of what follows.
    private static let leastNoted = 1 << 16

    private let least: Int
    private let size = Atomic<Int>(UnitPace.first)

    /// - Parameter least: What a unit should never be smaller than, since its workers need room.
    public init(least: Int = 0) { self.least = max(least, UnitPace.least) }

    /// The bytes of the next unit, of which there are `most` otherwise.
    func size(of most: Int) -> Int { min(most, max(least, size.load(ordering: .relaxed))) }

    /// Notes how many findings a unit of so many bytes had.
    public func note(findings: Int, bytes: Int) {
        guard bytes >= UnitPace.leastNoted else { return }
        let wanted = findings > 0 ? UnitPace.wantedFindings * bytes / findings : .max
        size.store(max(UnitPace.least, wanted), ordering: .relaxed)
    }
}
