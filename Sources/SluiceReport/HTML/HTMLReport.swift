public import SluiceModel

/// Findings as one page that holds everything it needs, and asks the network for nothing.
///
/// Its shell is plain text that is written piece by piece; the findings follow as JSON, which the page's script turns
/// into text nodes, so that nothing that was found can become markup. What is filtered and sorted by comes first, as
/// columns; texts come behind the script. Rows wait in a file without a name until the sums are known; beyond ``rowLimit`` only the gravest are kept, while the sums count all of them.
public struct HTMLReport: ReportFormat {
    /// How many findings the page's table holds.
    public static let rowLimit = 50_000
    private static let rowsInBlock = 500

    private let language: Language
    private let showsTimes: Bool
    private var rows: GravestRows
    private var sums = HTMLSums()
    private var rules = HTMLRules()
    private var run: RunRecord?

    /// Creates a report in which points in time are given by the day, unless it shows times.
    ///
    /// - Throws: ``OutputFault`` where there is no room for what is held back.
    public init(
        language: Language, showsTimes: Bool = false, limit: Int = HTMLReport.rowLimit
    ) throws(OutputFault) {
        self.language = language
        self.showsTimes = showsTimes
        rows = try GravestRows(limit: limit)
    }

    public mutating func begin(_ run: RunRecord, to output: inout ReportOutput) {
        self.run = run
        rules.learn(run.rules)
    }

    public mutating func add(
        _ finding: FindingRecord, to output: inout ReportOutput
    ) throws(OutputFault) {
        let rule = rules.number(of: finding.rule)
        sums.add(finding, rule: rule, pack: rules.pack(of: rule))
        let showsTimes = showsTimes
        try rows.add(gravity: HTMLRow.gravity(of: finding)) {
            HTMLRow(finding: finding, rule: rule, showsTimes: showsTimes)
        }
    }

    /// The script stands before the texts, so that the page answers while a browser still reads them.
    public mutating func end(_ summary: SummaryRecord, to output: inout ReportOutput) throws(OutputFault) {
        let kept = rows.inOrder()
        let columns = try columns(of: kept)
        let data = HTMLData(
            run: run, summary: summary, sums: sums, rules: rules, kept: kept.count,
            block: HTMLReport.rowsInBlock, language: language, showsTimes: showsTimes)
        output.bytes += HTMLPage.head(language).utf8
        HTMLPage.data("id=\"report\"", into: &output.bytes) { data.write(to: &$0) }
        HTMLPage.data("id=\"columns\"", into: &output.bytes) { columns.write(to: &$0) }
        output.bytes += HTMLPage.script.utf8
        try writeBlocks(of: kept, to: &output)
        HTMLPage.data("id=\"names\"", into: &output.bytes) { columns.writeNames(to: &$0) }
        output.bytes += HTMLPage.foot.utf8
    }

    private func columns(of kept: [KeptRow]) throws(OutputFault) -> HTMLColumns {
        var columns = HTMLColumns()
        var names = ReportOutput()
        for row in kept {
            try rows.copy(row.names, to: &names)
            columns.add(row, names.bytes)
            names.bytes.removeAll(keepingCapacity: true)
        }
        return columns
    }

    /// Writes the texts of some rows and then the rest of them, and so on; the page takes block by block.
    private func writeBlocks(of kept: [KeptRow], to output: inout ReportOutput) throws(OutputFault) {
        for start in stride(from: 0, to: kept.count, by: HTMLReport.rowsInBlock) {
            let block = kept[start..<min(kept.count, start + HTMLReport.rowsInBlock)]
            output.bytes += "<script type=\"application/json\" class=\"texts\">\"".utf8
            try write(block.map(\.text), separator: "\\u001e", to: &output)
            output.bytes += "\"</script>\n<script type=\"application/json\" class=\"rows\">[".utf8
            try write(block.map(\.rest), separator: ",", to: &output)
            output.bytes += "]</script>\n".utf8
        }
    }

    private func write(
        _ places: [Range<Int>], separator: String, to output: inout ReportOutput
    ) throws(OutputFault) {
        for (index, place) in places.enumerated() {
            if index > 0 { output.bytes += separator.utf8 }
            try rows.copy(place, to: &output)
            try output.flushIfFull()
        }
    }
}

/// The rules that found something, by the numbers that rows name them with.
struct HTMLRules: Sendable {
    private var known: [RuleID: RuleInformation] = [:]
    private var numbers: [RuleID: Int] = [:]
    private(set) var used: [RuleInformation] = []

    mutating func learn(_ rules: [RuleInformation]) {
        for rule in rules { known[rule.id] = rule }
    }

    mutating func number(of rule: RuleID) -> Int {
        if let number = numbers[rule] { return number }
        numbers[rule] = used.count
        used.append(known[rule] ?? RuleInformation(id: rule, title: LocalizedText(), severity: .info))
        return used.count - 1
    }

    func pack(of number: Int) -> String { used[number].pack ?? "" }
}
