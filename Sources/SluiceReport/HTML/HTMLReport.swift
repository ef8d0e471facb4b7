public import SluiceModel

/// Findings as one page that holds everything it needs, and asks the network for nothing.
///
/// Its shell is plain text that is written piece by piece; the findings follow as JSON, which the page's script turns
/// into text nodes, so that nothing that was found can become markup. Rows wait in a file without a name until the
/// sums are known; beyond ``rowLimit`` only the gravest are kept, while the sums count all of them.
public struct HTMLReport: ReportFormat {
    /// How many findings the page's table holds.
    public static let rowLimit = 50_000
    private static let rowsInBlock = 1000

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
        let row = HTMLRow(finding: finding, rule: rule, showsTimes: showsTimes)
        try rows.add(gravity: row.gravity) { row.write(to: &$0) }
    }

    public mutating func end(_ summary: SummaryRecord, to output: inout ReportOutput) throws(OutputFault) {
        output.bytes += HTMLPage.head(language).utf8
        try output.flushIfFull()
        let kept = try writeRows(to: &output)
        output.bytes += "<script type=\"application/json\" id=\"report\">".utf8
        let data = HTMLData(
            run: run, summary: summary, sums: sums, rules: rules, kept: kept, language: language,
            showsTimes: showsTimes)
        HTMLPage.json(into: &output.bytes) { data.write(to: &$0) }
        output.bytes += "</script>\n".utf8
        output.bytes += HTMLPage.foot.utf8
    }

    /// Writes the rows in blocks, each of which the page reads by itself; gives how many there are.
    private func writeRows(to output: inout ReportOutput) throws(OutputFault) -> Int {
        let places = rows.inOrder()
        var start = 0
        while start < places.count {
            let end = min(places.count, start + HTMLReport.rowsInBlock)
            output.bytes += "<script type=\"application/json\" class=\"rows\">[".utf8
            for index in start..<end {
                if index > start { output.bytes.append(0x2C) }
                try rows.copy(places[index], to: &output)
                try output.flushIfFull()
            }
            output.bytes += "]</script>\n".utf8
            start = end
        }
        return places.count
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
