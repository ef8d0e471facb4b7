import SluiceModel

/// What a finding shares with others, by which it is known that they are written alike.
protocol SharedTraits: Sendable {
    init(_ finding: borrowing some ReportedFinding & ~Copyable)
    func areThose(of finding: borrowing some ReportedFinding & ~Copyable) -> Bool
}

/// Bytes that are the same for many findings, written for the first of them and copied for the others.
struct Remembered<Traits: SharedTraits>: Sendable {
    /// Most texts hold findings of a few rules.
    private static var most: Int { 8 }

    private var known: [(traits: Traits, bytes: [UInt8])] = []
    private var oldest = 0

    /// Appends what was written of a finding with the same traits; false where there was none.
    @inline(__always)
    func repeats(_ finding: borrowing some ReportedFinding & ~Copyable, to bytes: inout GrowingBytes) -> Bool
    {
        for index in known.indices where known[index].traits.areThose(of: finding) {
            unsafe known[index].bytes.withUnsafeBufferPointer { unsafe bytes.append($0) }
            return true
        }
        return false
    }

    /// Remembers what was written of a finding from `start` on.
    mutating func remember(
        _ finding: borrowing some ReportedFinding & ~Copyable, _ bytes: borrowing GrowingBytes,
        from start: Int
    ) {
        remember(Traits(finding), bytes.withBytes { unsafe Array($0[start...]) })
    }

    private mutating func remember(_ traits: Traits, _ bytes: [UInt8]) {
        guard known.count >= Remembered.most else { return known.append((traits, bytes)) }
        known[oldest] = (traits, bytes)
        oldest = (oldest + 1) % Remembered.most
    }
}

/// Rule, weight and file, with which most forms begin.
struct HeadTraits: SharedTraits {
    private let rule: RuleID
    private let severity: Severity
    private let confidence: Confidence
    private let path: String

    init(_ finding: borrowing some ReportedFinding & ~Copyable) {
        rule = finding.rule
        severity = finding.severity
        confidence = finding.confidence
        path = finding.path
    }

    @inline(__always)
    func areThose(of finding: borrowing some ReportedFinding & ~Copyable) -> Bool {
        finding.severity == severity && finding.confidence == confidence && finding.rule == rule
            && finding.path == path
    }
}
