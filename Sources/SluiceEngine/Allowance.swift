import Synchronization

/// How much time the verification of one text may take, whoever scans it.
///
/// Several workers may draw on one allowance at once. It grows with the text: the time given, once for
/// every 64 MiB begun.
public final class Allowance: Sendable {
    let nanosecondsPerStretch: Int
    let spent = Atomic<Int>(0)
    let bytes = Atomic<Int>(0)

    /// - Parameter seconds: Ten where nothing else is said.
    public init(seconds: Double = 10) {
        nanosecondsPerStretch = Int(max(0, seconds) * 1e9)
    }

    /// What may still be spent, in nanoseconds; zero or less where it is used up.
    var remaining: Int {
        let stretches = bytes.load(ordering: .relaxed) / (64 << 20) + 1
        let total = nanosecondsPerStretch.multipliedReportingOverflow(by: stretches)
        return (total.overflow ? Int.max : total.partialValue) - spent.load(ordering: .relaxed)
    }
}
