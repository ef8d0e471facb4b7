import SluiceModel

/// Findings of a long text that a policy judges together.
///
/// A text of any length is judged in stretches that begin at multiples of ``length``, so that verdicts are the same
/// however it was cut, and memory holds the findings of one stretch.
struct JudgedStretch {
    static let length = 1 << 20

    var findings: [Finding] = []

    /// Whether `finding` belongs to those that are here.
    func takes(_ finding: Finding) -> Bool {
        guard let first = findings.first else { return true }
        return JudgedStretch.number(first) == JudgedStretch.number(finding)
    }

    mutating func add(_ finding: Finding) { findings.append(finding) }

    private static func number(_ finding: Finding) -> Int { finding.location.span.start / length }
}
