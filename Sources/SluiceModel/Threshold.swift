/// From where on a finding is shown and counts.
public struct Threshold: Hashable, Sendable {
    public var severity: Severity
    public var confidence: Confidence

    public init(severity: Severity = .info, confidence: Confidence = .medium) {
        self.severity = severity
        self.confidence = confidence
    }

    /// Under which nothing is.
    public static let lowest = Threshold(severity: .info, confidence: .low)

    public func admits(_ finding: Finding) -> Bool { admits(finding.severity, finding.confidence) }

    public func admits(_ severity: Severity, _ confidence: Confidence) -> Bool {
        severity >= self.severity && confidence >= self.confidence
    }
}
