public import SluiceModel

/// Findings as a table, as RFC 4180 describes it: one row each, lines end with CR LF.
///
/// Spreadsheets take a cell that begins with `=`, `+`, `-` or `@` for a formula; such a cell gets an apostrophe in front.
public struct CSVReport: ReportFormat, FindingDrafter {
    private static let columns =
        "rule,title,severity,confidence,path,message,messageId,partKind,part,member,layer,line,column,"
        + "fileLine,fileOffset,offset,length,value,label,excerpt,evidence,also,author,authorRole,time,"
        + "channel,audience,verdict,policyRule,decision,valueId,fingerprint"

    private let words: Words
    private var titles: [RuleID: String] = [:]

    public init(language: Language) { words = Words(language) }

    public mutating func begin(_ run: RunRecord, to output: inout ReportOutput) {
        for rule in run.rules { titles[rule.id] = rule.title.text(in: words.language) }
        output.bytes += CSVReport.columns.utf8
        output.bytes += "\r\n".utf8
    }

    public mutating func add(_ finding: FindingRecord, to output: inout ReportOutput) {
        draft(finding, to: &output.bytes)
    }

    public var drafter: (any FindingDrafter)? { self }

    public func draft(_ finding: FindingRecord, to bytes: inout [UInt8]) {
        var row = CSVRow()
        swap(&row.bytes, &bytes)
        write(finding, to: &row)
        row.end()
        swap(&row.bytes, &bytes)
    }

    public mutating func end(_ summary: SummaryRecord, to output: inout ReportOutput) {}

    private func write(_ finding: FindingRecord, to row: inout CSVRow) {
        row.add(finding.rule.description)
        row.add(titles[finding.rule])
        row.add(finding.severity.rawValue)
        row.add(finding.confidence.rawValue)
        write(finding.location, to: &row)
        row.add(finding.value)
        row.add(finding.label)
        row.add(finding.excerpt.text)
        row.add(finding.evidence.map(words.sentence).joined(separator: " "))
        row.add(finding.also.map(\.description).joined(separator: " "))
        row.add(finding.author)
        row.add(finding.authorRole == .unknown ? nil : finding.authorRole.rawValue)
        row.add(finding.time.map(Timestamp.text))
        row.add(finding.channel.rawValue)
        row.add(finding.audience?.rawValue)
        row.add(finding.verdict?.action.rawValue)
        row.add(finding.verdict?.policyRule)
        row.add(finding.decision?.rawValue)
        row.add(finding.valueID)
        row.add(finding.fingerprint)
    }

    private func write(_ location: Location, to row: inout CSVRow) {
        row.add(location.origin.path)
        row.add(location.origin.message)
        row.add(location.origin.messageID)
        row.add(location.partKind.rawValue)
        row.add(location.part)
        row.add(location.member)
        row.add(location.layer == .own ? "own" : location.layer.description)
        row.add(location.line)
        row.add(location.column)
        row.add(location.fileLine)
        row.add(location.fileOffset)
        row.add(location.span.start)
        row.add(location.span.count)
    }
}

/// Writes the cells of one row after the other.
struct CSVRow {
    var bytes: [UInt8] = []
    private var isFirst = true

    mutating func add(_ text: String?) {
        separate()
        guard var text, !text.isEmpty else { return }
        text.withUTF8 { unsafe cell($0) }
    }

    mutating func add(_ number: Int?) {
        separate()
        if let number { Digits.append(number, to: &bytes) }
    }

    mutating func end() {
        bytes.append(0x0D)
        bytes.append(0x0A)
        isFirst = true
    }

    private mutating func separate() {
        if !isFirst { bytes.append(0x2C) }
        isFirst = false
    }

    /// A cell in quotes where it holds what would end it, and on one line.
    private mutating func cell(_ text: UnsafeBufferPointer<UInt8>) {
        let isFormula = unsafe CSVRow.beginsFormula(text)
        let needsQuotes = unsafe text.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x3B || $0 < 0x20 }
        guard isFormula || needsQuotes else {
            unsafe bytes.append(contentsOf: text)
            return
        }
        bytes.append(0x22)
        if isFormula { bytes.append(0x27) }
        for index in text.indices {
            let byte = unsafe text[index]
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte)
        }
        bytes.append(0x22)
    }

    /// Whether a spreadsheet would compute the cell; blanks in front do not keep it from that.
    private static func beginsFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let index = unsafe text.firstIndex(where: { $0 > 0x20 }) else { return false }
        switch unsafe text[index] {
        case 0x3D, 0x2B, 0x2D, 0x40: return true
        case 0xEF:
            // The full-width signs ＝ ＋ － ＠.
            guard index + 2 < text.count, unsafe text[index + 1] == 0xBC else { return false }
            return unsafe [0x9D, 0x8B, 0x8D, 0xA0].contains(text[index + 2])
        default: return false
        }
    }
}
