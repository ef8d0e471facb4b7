import Glibc
import Synchronization

/// How much time the verification of one text may take, whoever scans it.
///
/// Several workers may draw on one allowance at once. It grows with the text: the time given, once for
/// every 64 MiB begun.
public final class Allowance: Sendable {
    private let nanosecondsPerStretch: Int
    private let spent = Atomic<Int>(0)
    private let bytes = Atomic<Int>(0)

    /// - Parameter seconds: Ten where nothing else is said; 0 or less is no time, infinity no end.
    public init(seconds: Double = 10) {
        let nanoseconds = max(0, seconds) * 1e9
        nanosecondsPerStretch = nanoseconds < 0x1p62 ? Int(nanoseconds) : Int.max
    }

    func spend(_ nanoseconds: Int) { spent.add(nanoseconds, ordering: .relaxed) }
    func grow(by count: Int) { bytes.add(count, ordering: .relaxed) }

    /// What may still be spent, in nanoseconds; zero or less where it is used up.
    var remaining: Int { total - spent.load(ordering: .relaxed) }

    /// What may be spent in all, in nanoseconds.
    var total: Int {
        let stretches = bytes.load(ordering: .relaxed) / (64 << 20) + 1
        let product = nanosecondsPerStretch.multipliedReportingOverflow(by: stretches)
        return product.overflow ? Int.max : product.partialValue
    }
}

extension Allowance {
    /// Now, in nanoseconds of a clock that never goes back.
    static var now: Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
