import SluiceFormats
import SluiceModel
import SluicePolicy

/// The findings of some reports about which no decision holds, each once.
struct NewFindings {
    private(set) var findings: [FindingLine] = []
    private(set) var rules: [RuleID: RuleInformation] = [:]
    /// Names the key of all fingerprints; nil where no report says.
    private(set) var keyID: String?

    /// - Throws: Where a report cannot be read, or was made without a key or with another one.
    init(_ paths: [String], _ decisions: DecisionList, today: Day) throws {
        keyID = decisions.keyID
        var seen: Set<Fingerprint> = []
        for path in paths {
            guard let bytes = WholeFile.bytes(path) else { throw UsageFault("'\(path)' cannot be read") }
            var lines = FindingLines(bytes, file: path)
            while let (record, _) = try NewFindings.next(&lines) {
                switch record {
                case .run(let run):
                    rules.merge(run.rules) { $1 }
                    try check(run, path)
                case .finding(let finding):
                    guard seen.insert(finding.fingerprint).inserted else { continue }
                    if NewFindings.isNew(finding, decisions, today) { findings.append(finding) }
                case .other: break
                }
            }
        }
    }

    /// A report that is older than the decision `fixed` still has the finding; only a scan that knew of it says that it is
    /// back.
    private static func isNew(_ finding: FindingLine, _ decisions: DecisionList, _ today: Day) -> Bool {
        switch decisions.standing(of: finding.fingerprint, on: today) {
        case .open, .expired: true
        case .released: false
        case .back: finding.decision == .fixed
        }
    }

    private mutating func check(_ run: RunLine, _ path: String) throws {
        guard let id = run.keyID else {
            throw UsageFault(
                "'\(path)' was written without a key, so no later scan knows its findings; "
                    + KeyFile.howToMake)
        }
        if let keyID, keyID != id {
            throw UsageFault(
                "'\(path)' was written with another key than the decisions, so its findings have other names")
        }
        keyID = id
    }

    private static func next(
        _ lines: inout FindingLines
    ) throws -> (record: FindingLines.Record, line: ArraySlice<UInt8>)? {
        do throws(Diagnostic) {
            return try lines.next()
        } catch {
            throw Diagnostics([error])
        }
    }
}
