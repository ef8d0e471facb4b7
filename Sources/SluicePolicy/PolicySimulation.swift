public import SluiceModel

/// Says which verdicts a policy would alter, out of findings that were judged by another.
public struct PolicySimulation: Sendable {
    /// A verdict that would be another.
    public struct Change: Hashable, Sendable {
        public var rule: RuleID
        public var old: Action
        public var new: Action
        /// The line that would decide; nil where none matches.
        public var line: String?
    }

    private let judge: Judge
    /// How often each change would happen.
    public private(set) var changes: [Change: Int] = [:]
    /// Findings seen.
    public private(set) var findings = 0

    public init(_ judge: Judge) { self.judge = judge }

    /// The strictest new action first, then the most frequent.
    public var sorted: [(change: Change, count: Int)] {
        changes.sorted { left, right in
            if left.key.new != right.key.new { return left.key.new > right.key.new }
            if left.value != right.value { return left.value > right.value }
            return (left.key.rule, left.key.old, left.key.line ?? "")
                < (right.key.rule, right.key.old, right.key.line ?? "")
        }.map { (change: $0.key, count: $0.value) }
    }

    /// Takes in the findings of one message, each with the verdict it had; one without had `pass`.
    ///
    /// Who sent and who received the message is not known any more: it counts as not exempt.
    public mutating func add(_ message: [Finding]) {
        guard let first = message.first else { return }
        findings += message.count
        let context = MessageContext(channel: first.channel, audience: first.audience)
        let judgement = judge.judge(message, in: context)
        for (finding, verdict) in zip(message, judgement.findings) {
            let old = finding.verdict?.action ?? .pass
            guard old != verdict.action else { continue }
            let change = Change(rule: finding.rule, old: old, new: verdict.action, line: verdict.policyRule)
            changes[change, default: 0] += 1
        }
    }
}
