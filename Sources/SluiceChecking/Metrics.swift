import SluiceModel
import SluicePolicy
import Synchronization

/// Counts what happened since the start; no mail and nobody can be made out in them.
public final class Metrics: Sendable {
    /// The counts at one time.
    public struct Values: Sendable {
        public var messages = 0
        /// Findings by rule.
        public var findings: [String: Int] = [:]
        /// Mails by what the policy says, also where it only observes.
        public var verdicts: [String: Int] = [:]
        /// Mails by what became of them.
        public var outcomes: [String: Int] = [:]
        /// Mails that could not be read to their end, by the reason.
        public var partial: [String: Int] = [:]
        /// What went wrong, by what it was: `protocol`, `note`, `log`, `reload`, `accept`.
        public var errors: [String: Int] = [:]
        public var reloads = 0
        public var bytes = 0
        /// For each of ``latencyBounds``, and beyond the last, how many mails took up to that long.
        public var latencies = [Int](repeating: 0, count: Metrics.latencyBounds.count + 1)
        public var latencySum = 0.0
        /// When the rules in use were loaded, in seconds since 1970.
        public var rulesLoaded = 0.0
        public var connections = 0
    }

    /// In seconds; what Prometheus calls `le`.
    public static let latencyBounds = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]

    private let state = Mutex(Values())

    public init() {}

    public var values: Values { state.withLock { $0 } }

    /// Counts a mail, or a text that was asked about.
    public func count(_ record: CheckRecord, seconds: Double) {
        guard !record.isUnrecorded else { return }
        state.withLock { values in
            values.messages += 1
            values.outcomes[record.outcome.rawValue, default: 0] += 1
            if let action = record.action { values.verdicts[action.rawValue, default: 0] += 1 }
            for (rule, count) in record.findingCounts {
                values.findings[rule.description, default: 0] += count
            }
            for cause in record.causes { values.partial[cause.rawValue, default: 0] += 1 }
            values.bytes += record.byteCount
            guard record.unread == nil else { return }
            let index = Metrics.latencyBounds.firstIndex { seconds <= $0 } ?? Metrics.latencyBounds.count
            values.latencies[index] += 1
            values.latencySum += seconds
        }
    }

    public func error(_ kind: String) { state.withLock { $0.errors[kind, default: 0] += 1 } }

    public func loaded(at time: Double, isReload: Bool) {
        state.withLock { values in
            values.rulesLoaded = time
            if isReload { values.reloads += 1 }
        }
    }

    public func connection(_ change: Int) { state.withLock { $0.connections += change } }
}
