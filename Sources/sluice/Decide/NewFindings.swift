import SluiceModel
import SluicePolicy
import SluiceReport

/// A finding about which no decision holds.
struct NewFinding {
    let fingerprint: Fingerprint
    let record: FindingRecord
}

/// The findings of some reports about which no decision holds, each once.
struct NewFindings {
    private(set) var findings: [NewFinding] = []
    private(set) var rules: [RuleID: RuleInformation] = [:]
    /// Names the key of all fingerprints; nil where no report says.
    private(set) var keyID: String?

    /// - Throws: Where a report cannot be read, or was made without a key or with another one.
    init(_ paths: [String], _ decisions: DecisionList, today: Day) throws {
        keyID = decisions.keyID
        var seen: Set<Fingerprint> = []
        for path in paths {
            do throws(Diagnostic) {
                var reader = try RecordReader(path)
                while let record = try reader.next() {
                    switch record {
                    case .run(let run):
                        for rule in run.rules { rules[rule.id] = rule }
                        try check(run, path)
                    case .finding(let record):
                        guard let fingerprint = Fingerprint(record.fingerprint) else {
                            throw Diagnostic(
                                "bad-fingerprint", "this is no fingerprint", file: reader.path,
                                line: reader.line, help: "findings as 'sluice scan -o f.jsonl' writes them")
                        }
                        guard seen.insert(fingerprint).inserted else { continue }
                        let standing = decisions.standing(of: fingerprint, on: today)
                        guard NewFindings.isNew(record, standing) else { continue }
                        findings.append(NewFinding(fingerprint: fingerprint, record: record))
                    case .summary, .other: break
                    }
                }
            } catch {
                throw Diagnostics([error])
            }
        }
    }

    /// A report that is older than the decision `fixed` still has the finding; only a scan that knew of it says that it is
    /// back.
    private static func isNew(_ finding: FindingRecord, _ standing: DecisionStanding) -> Bool {
        switch standing {
        case .open, .expired: true
        case .released: false
        case .back: finding.decision == .fixed
        }
    }

    private mutating func check(_ run: RunRecord, _ path: String) throws(Diagnostic) {
        guard let id = run.keyID else {
            throw Diagnostic(
                "no-key", "this was written without a key, so no later scan knows its findings", file: path,
                help: KeyFile.howToMake)
        }
        if let keyID, keyID != id {
            throw Diagnostic(
                "other-key", "this was written with another key than the decisions",
                file: path, help: "its findings have other names; use the key of the decisions")
        }
        keyID = id
    }
}
