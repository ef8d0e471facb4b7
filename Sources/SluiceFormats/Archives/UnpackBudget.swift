import Glibc
import Synchronization

/// What unpacking one input may still cost, with all the archives within it.
final class UnpackBudget: Sendable {
    /// Up to so many unpacked bytes no ratio is too large.
    static let freeBytes = 10 << 20

    let limits: ReadingLimits
    /// The input's size in bytes, as far as it is known.
    private let packed = Atomic<Int>(0)
    private let unpacked = Atomic<Int>(0)
    private let members = Atomic<Int>(0)
    let started = monotonicSeconds()

    init(_ limits: ReadingLimits) { self.limits = limits }

    func addPacked(_ count: Int) { packed.wrappingAdd(count, ordering: .relaxed) }

    /// Counts unpacked bytes; gives the limit that they break.
    func take(bytes: Int) -> String? {
        let total = unpacked.wrappingAdd(bytes, ordering: .relaxed).newValue
        if let most = limits.unpackedBytes, total > most { return "\(most) bytes unpacked" }
        return ratioLimit(unpacked: total, packed: packed.load(ordering: .relaxed))
    }

    /// The ratio, where it is broken.
    func ratioLimit(unpacked: Int, packed: Int) -> String? {
        guard unpacked > UnpackBudget.freeBytes, unpacked / max(1, limits.ratio) > packed else { return nil }
        return "\(limits.ratio) times the packed size"
    }

    /// Counts a member; gives the limit that it breaks.
    func takeMember() -> String? {
        let count = members.wrappingAdd(1, ordering: .relaxed).newValue
        guard let most = limits.members, count > most else { return nil }
        return "\(most) members"
    }
}

/// Seconds of a clock that is never set.
func monotonicSeconds() -> Double {
    var now = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}
