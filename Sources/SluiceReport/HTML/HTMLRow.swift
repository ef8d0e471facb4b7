import SluiceModel

/// One finding as a row of the page's data: an array whose places the page's script knows by name.
struct HTMLRow {
    /// How many different gravities there are.
    static let gravities = Severity.allCases.count * Confidence.allCases.count

    let finding: FindingRecord
    let rule: Int
    let showsTimes: Bool

    /// Severity first, then confidence; 0 is the least.
    var gravity: Int { severity * Confidence.allCases.count + confidence }
    private var severity: Int { Severity.allCases.firstIndex(of: finding.severity) ?? 0 }
    private var confidence: Int { Confidence.allCases.firstIndex(of: finding.confidence) ?? 0 }

    func write(to bytes: inout [UInt8]) {
        HTMLPage.json(into: &bytes) { json in
            json.array { row in
                row.value(severity)
                row.value(confidence)
                row.value(rule)
                row.value(finding.location.origin.path)
                row.value(finding.location.origin.message ?? 0)
                row.value(String(finding.excerpt.before))
                row.value(String(finding.excerpt.marked))
                row.value(String(finding.excerpt.after))
                row.value(finding.valueID)
                row.value(finding.fingerprint)
                writeTime(to: &row)
                row.value(finding.channel == .file ? "" : finding.channel.rawValue)
                row.value(finding.location.fileLine ?? finding.location.line)
                row.value(finding.location.column)
                row.value(finding.verdict?.action.rawValue ?? "")
                row.value(finding.decision?.rawValue ?? "")
                row.object { writeRest(to: &$0) }
            }
        }
    }

    /// The day as days since 1970, or the second; an empty text where there is none.
    private func writeTime(to row: inout JSONWriter) {
        guard let time = finding.time, time.isFinite, abs(time) < 1e12 else { return row.value("") }
        if showsTimes {
            row.value(time.rounded(.down), digits: 0)
        } else {
            row.value(CalendarDay.number(time))
        }
    }

    /// What only the view of a single finding shows.
    private func writeRest(to row: inout JSONWriter) {
        let location = finding.location
        if finding.excerpt.marked.isEmpty { row.field("value", finding.value) }
        if location.partKind != .body { row.field("kind", location.partKind.rawValue) }
        if location.layer != .own { row.field("layer", location.layer.description) }
        row.field("part", location.part)
        row.field("member", location.member)
        if !finding.evidence.isEmpty {
            row.key("evidence")
            row.array { array in for evidence in finding.evidence { array.object { $0.fields(of: evidence) } }
            }
        }
        if !finding.also.isEmpty {
            row.key("also")
            row.array { array in finding.also.forEach { array.value($0.description) } }
        }
        if finding.authorRole != .unknown { row.field("role", finding.authorRole.rawValue) }
        // A pseudonym would only serve to count what one person wrote, so a name is shown where it was asked for.
        if let author = finding.author, !author.hasPrefix("p-") { row.field("author", author) }
        row.field("audience", finding.audience?.rawValue)
        row.field("policyRule", finding.verdict?.policyRule)
    }
}
