public import SluiceModel

/// From where on a finding is shown and counts.
public struct Threshold: Hashable, Sendable {
    public var severity: Severity
    public var confidence: Confidence

    public init(severity: Severity = .info, confidence: Confidence = .medium) {
        self.severity = severity
        self.confidence = confidence
    }

    public func admits(_ finding: Finding) -> Bool {
        finding.severity >= severity && finding.confidence >= confidence
    }
}
