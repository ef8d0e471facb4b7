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
    private var numbers = HTMLRuleNumbers()
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
        numbers = HTMLRuleNumbers(run.rules)
    }

    public mutating func add(_ finding: FindingRecord, to output: inout ReportOutput) throws(OutputFault) {
        var finding = finding
        let draft = HTMLDraft(numbers, rows.floor, showsTimes: showsTimes)
        draft.add(&finding)
        try add(draft, to: &output)
    }

    public func draft() -> FindingDraft? { HTMLDraft(numbers, rows.floor, showsTimes: showsTimes) }

    public mutating func add(_ draft: FindingDraft, to output: inout ReportOutput) throws(OutputFault) {
        guard let draft = draft as? HTMLDraft else { return }
        // The page's numbers of the draft's rules.
        var pageNumbers = [Int?](repeating: nil, count: draft.rules.count)
        for counted in draft.counted {
            let number = Int(counted.columns.rule)
            let rule = pageNumbers[number] ?? rules.number(of: draft.rules[number])
            pageNumbers[number] = rule
            sums.add(counted, rule: rule, pack: rules.pack(of: rule))
            guard let row = counted.row else { continue }
            var columns = counted.columns
            columns.rule = UInt32(rule)
            try rows.add(columns, row, of: draft.bytes)
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
        try writeNames(of: kept, columns, to: &output)
        output.bytes += HTMLPage.foot.utf8
    }

    private func columns(of kept: [KeptRow]) throws(OutputFault) -> HTMLColumns {
        var columns = HTMLColumns(kept)
        var names = ReportOutput()
        for row in kept {
            try rows.copy(row.pieces[.path], to: &names)
            columns.add(path: String(decoding: names.bytes, as: UTF8.self))
            names.bytes.removeAll(keepingCapacity: true)
            try rows.copy(row.pieces[.value], to: &names)
            columns.add(value: names.bytes)
            names.bytes.removeAll(keepingCapacity: true)
        }
        return columns
    }

    /// What the page reads when somebody follows a link.
    private func writeNames(
        of kept: [KeptRow], _ columns: HTMLColumns, to output: inout ReportOutput
    ) throws(OutputFault) {
        output.bytes += "<script type=\"application/json\" id=\"names\">{\"values\":[".utf8
        try writeNames(columns.valueRows.map { kept[Int($0)].pieces[.value] }, to: &output)
        output.bytes += "],\"fingerprints\":[".utf8
        try writeNames(kept.map { $0.pieces[.fingerprint] }, to: &output)
        output.bytes += "]}</script>\n".utf8
    }

    private func writeNames(_ places: [Range<Int>], to output: inout ReportOutput) throws(OutputFault) {
        var name = ReportOutput()
        for (index, place) in places.enumerated() {
            try rows.copy(place, to: &name)
            if index > 0 { output.bytes.append(0x2C) }
            HTMLPage.json(into: &output.bytes) { json in
                unsafe name.bytes.withUnsafeBufferPointer { unsafe json.value($0) }
            }
            name.bytes.removeAll(keepingCapacity: true)
            try output.flushIfFull()
        }
    }

    /// Writes the texts of some rows and then the rest of them, and so on; the page takes block by block.
    private func writeBlocks(of kept: [KeptRow], to output: inout ReportOutput) throws(OutputFault) {
        for start in stride(from: 0, to: kept.count, by: HTMLReport.rowsInBlock) {
            let block = kept[start..<min(kept.count, start + HTMLReport.rowsInBlock)]
            output.bytes += "<script type=\"application/json\" class=\"texts\">\"".utf8
            try write(block.map { $0.pieces[.text] }, separator: "\\u001e", to: &output)
            output.bytes += "\"</script>\n<script type=\"application/json\" class=\"rows\">[".utf8
            try write(block.map { $0.pieces[.rest] }, separator: ",", to: &output)
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
