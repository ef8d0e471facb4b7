public import SluiceModel

/// Findings as a table, as RFC 4180 describes it: one row each, lines end with CR LF.
///
/// Spreadsheets take a cell that begins with `=`, `+`, `-` or `@` for a formula; such a cell gets an apostrophe in front.
public struct CSVReport: ReportFormat {
    private static let columns =
        "rule,title,severity,confidence,path,message,messageId,partKind,part,member,layer,line,column,"
        + "fileLine,fileOffset,offset,length,value,label,excerpt,evidence,also,author,authorRole,time,"
        + "channel,audience,verdict,policyRule,decision,valueId,fingerprint"

    private var writer: CSVFindingWriter

    public init(language: Language) { writer = CSVFindingWriter(Words(language)) }

    public mutating func begin(_ run: RunRecord, to output: inout ReportOutput) {
        writer.learn(run.rules)
        output.bytes += CSVReport.columns.utf8
        output.bytes += "\r\n".utf8
    }

    public mutating func add(_ finding: FindingRecord, to output: inout ReportOutput) {
        var finding = finding
        var row = CSVRow()
        writer.write(&finding, to: &row)
        output.bytes += row.bytes
    }

    public func draft() -> FindingDraft? { CSVDraft(writer) }

    public mutating func end(_ summary: SummaryRecord, to output: inout ReportOutput) {}
}

/// Findings as rows.
private final class CSVDraft: FindingDraft, @unchecked Sendable {
    private var writer: CSVFindingWriter

    init(_ writer: CSVFindingWriter) { self.writer = writer }

    override func add(_ finding: inout MaskedFinding) {
        CSVRow.append(to: &bytes) { writer.write(&finding, to: &$0) }
    }
}

private struct CSVFindingWriter {
    private let words: Words
    private var titles: [RuleID: String] = [:]
    private var heads = Remembered<HeadTraits>()

    init(_ words: Words) { self.words = words }

    mutating func learn(_ rules: [RuleInformation]) {
        for rule in rules { titles[rule.id] = rule.title.text(in: words.language) }
    }

    mutating func write(_ finding: inout some ReportedFinding & ~Copyable, to row: inout CSVRow) {
        if !row.begins(with: heads, finding) {
            let start = row.count
            row.add(finding.rule.description)
            row.add(titles[finding.rule])
            row.add(finding.severity.rawValue)
            row.add(finding.confidence.rawValue)
            row.add(finding.path)
            row.remember(&heads, of: finding, from: start)
        }
        writePlace(of: finding, to: &row)
        finding.withValue { unsafe row.add($0) }
        row.add(finding.label)
        finding.withExcerpt { text, _ in unsafe row.add(text) }
        row.add { cell in
            for (index, evidence) in finding.evidence.enumerated() {
                if index > 0 { cell.append(0x20) }
                words.write(evidence, to: &cell)
            }
        }
        let also = finding.also
        row.add(also.isEmpty ? nil : also.map(\.description).joined(separator: " "))
        row.add(finding.author)
        row.add(finding.authorRole == .unknown ? nil : finding.authorRole.rawValue)
        row.add(finding.time.map { Timestamp.text($0) })
        row.add(finding.channel.rawValue)
        row.add(finding.audience?.rawValue)
        if let verdict = finding.verdict {
            row.add(verdict.action.rawValue)
            row.add(verdict.policyRule)
        } else {
            row.skip(2)
        }
        row.add(finding.decision?.rawValue)
        finding.withValueID { unsafe row.add($0) }
        finding.withFingerprint { unsafe row.add($0) }
        row.end()
    }

    private func writePlace(of finding: borrowing some ReportedFinding & ~Copyable, to row: inout CSVRow) {
        row.add(finding.message)
        row.add(finding.messageID)
        row.add(finding.partKind.rawValue)
        row.add(finding.part)
        row.add(finding.member)
        row.add(finding.layer == .own ? "own" : finding.layer.description)
        let (line, column, span) = (finding.line, finding.column, finding.span)
        let (fileLine, fileOffset) = (finding.fileLine, finding.fileOffset)
        row.add(numbers: { numbers in
            numbers.add(line)
            numbers.add(column)
            numbers.add(fileLine)
            numbers.add(fileOffset)
            numbers.add(span.start)
            numbers.add(span.count)
        })
    }
}
