import SluiceModel

/// One finding as the page's data holds it: numbers for its columns, a line of text, and the rest as JSON.
///
/// The page reads columns at once, texts while it has nothing else to do, and the rest of a finding when it is shown.
struct HTMLRow {
    /// How many different gravities there are.
    static let gravities = Severity.allCases.count * Confidence.allCases.count

    /// Parts the excerpts of two rows, and within one what stands before, at and behind the value.
    static let separators: (row: Unicode.Scalar, field: Unicode.Scalar) = ("\u{1E}", "\u{1F}")

    let finding: FindingRecord
    let rule: Int
    let showsTimes: Bool

    /// Severity first, then confidence; 0 is the least.
    static func gravity(of finding: FindingRecord) -> Int {
        severity(finding) * Confidence.allCases.count + confidence(finding)
    }

    private static func severity(_ finding: FindingRecord) -> Int {
        Severity.allCases.firstIndex(of: finding.severity) ?? 0
    }

    private static func confidence(_ finding: FindingRecord) -> Int {
        Confidence.allCases.firstIndex(of: finding.confidence) ?? 0
    }

    var columns: RowColumns {
        RowColumns(
            severity: UInt8(HTMLRow.severity(finding)), confidence: UInt8(HTMLRow.confidence(finding)),
            channel: UInt8(Channel.allCases.firstIndex(of: finding.channel) ?? 0),
            verdict: finding.verdict.flatMap { Action.allCases.firstIndex(of: $0.action) }
                .map { UInt8($0 + 1) } ?? 0,
            decision: finding.decision.flatMap { DecisionState.allCases.firstIndex(of: $0) }
                .map { UInt8($0 + 1) } ?? 0,
            rule: UInt32(rule), time: time)
    }

    /// The day as days since 1970, or the second; nil where there is none.
    private var time: Int? {
        guard let time = finding.time, time.isFinite, abs(time) < 1e12 else { return nil }
        return showsTimes ? Int(time.rounded(.down)) : CalendarDay.number(time)
    }

    /// The excerpt, without quotes around it.
    func writeText(to bytes: inout [UInt8]) {
        let start = bytes.count
        let parts = [finding.excerpt.before, finding.excerpt.marked, finding.excerpt.after].map(HTMLRow.plain)
        let separator = String(Character(HTMLRow.separators.field))
        HTMLPage.json(into: &bytes) { $0.value(parts.joined(separator: separator)) }
        bytes.removeLast()
        bytes.remove(at: start)
    }

    /// Without what parts texts.
    private static func plain(_ text: Substring) -> String {
        guard text.utf8.contains(where: { $0 == 0x1E || $0 == 0x1F }) else { return String(text) }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0 == separators.row || $0 == separators.field ? "\u{FFFD}" : $0 }))
    }

    /// Message, line, column, and what only the view of a single finding shows.
    func writeRest(to bytes: inout [UInt8]) {
        HTMLPage.json(into: &bytes) { json in
            json.array { row in
                row.value(finding.location.origin.message ?? 0)
                row.value(finding.location.fileLine ?? finding.location.line)
                row.value(finding.location.column)
                row.object { writeMore(to: &$0) }
            }
        }
    }

    private func writeMore(to row: inout JSONWriter) {
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
        if let author = finding.author, !HTMLTalk.isPseudonym(author) { row.field("author", author) }
        row.field("audience", finding.audience?.rawValue)
        row.field("policyRule", finding.verdict?.policyRule)
        if let conversation = finding.conversation {
            row.key("context")
            row.object { HTMLTalk(finding, conversation).write(to: &$0) }
        }
    }
}

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
}

/// What was said around a finding, its people called A, B, C.
///
/// A pseudonym would only serve to count what one person wrote, so it stays out of the page; names are shown where they
/// were asked for.
private struct HTMLTalk {
    private let conversation: ConversationRecord
    private let author: String?
    private var names: [String: String] = [:]

    init(_ finding: FindingRecord, _ conversation: ConversationRecord) {
        self.conversation = conversation
        author = finding.author
        let people = conversation.before.map(\.author) + [finding.author] + conversation.after.map(\.author)
        for person in people.compactMap(\.self) where names[person] == nil {
            names[person] =
                HTMLTalk.isPseudonym(person)
                ? String(Character(Unicode.Scalar(UInt8(0x41 + names.count)))) : person
        }
    }

    static func isPseudonym(_ name: String) -> Bool { name.hasPrefix("p-") }

    func write(to json: inout JSONWriter) {
        json.field("who", author.flatMap { names[$0] })
        write("before", conversation.before, to: &json)
        write("after", conversation.after, to: &json)
    }

    private func write(
        _ name: StaticString, _ neighbours: [NeighbourRecord], to json: inout JSONWriter
    ) {
        guard !neighbours.isEmpty else { return }
        json.key(name)
        json.array { array in
            for neighbour in neighbours {
                array.array {
                    $0.value(neighbour.author.flatMap { names[$0] } ?? "")
                    $0.value(neighbour.text)
                    if neighbour.authorRole != .unknown { $0.value(neighbour.authorRole.rawValue) }
                }
            }
        }
    }
}
