import SluiceModel

/// What the page filters and sorts by.
struct RowColumns: Sendable {
    var severity: UInt8
    var confidence: UInt8
    var channel: UInt8
    /// 0 for none, else one more than the number of the action.
    var verdict: UInt8
    /// 0 for none, else one more than the number of the state.
    var decision: UInt8
    var rule: UInt32
    /// A day, or a second where times are shown.
    var time: Int?

    init(_ finding: borrowing some ReportedFinding & ~Copyable, rule: Int, showsTimes: Bool) {
        severity = UInt8(Severity.allCases.firstIndex(of: finding.severity) ?? 0)
        confidence = UInt8(Confidence.allCases.firstIndex(of: finding.confidence) ?? 0)
        channel = UInt8(Channel.allCases.firstIndex(of: finding.channel) ?? 0)
        verdict =
            finding.verdict.flatMap { Action.allCases.firstIndex(of: $0.action) }.map { UInt8($0 + 1) } ?? 0
        decision =
            finding.decision.flatMap { DecisionState.allCases.firstIndex(of: $0) }.map { UInt8($0 + 1) } ?? 0
        self.rule = UInt32(rule)
        guard let time = finding.time, time.isFinite, abs(time) < 1e12 else { return }
        self.time = showsTimes ? Int(time.rounded(.down)) : CalendarDay.number(time)
    }

    /// How many different gravities there are.
    static let gravities = Severity.allCases.count * Confidence.allCases.count

    /// Severity first, then confidence; 0 is the least.
    var gravity: Int { Int(severity) * Confidence.allCases.count + Int(confidence) }
}
