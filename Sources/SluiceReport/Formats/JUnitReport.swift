public import SluiceModel

/// Findings as a test report: each finding is a test that failed, each rule that found nothing one that passed.
///
/// What was decided about, and what could not be read, counts as skipped. The elements are those that Ant's JUnit task
/// writes; since their counts stand first, the cases are spooled.
public struct JUnitReport: ReportFormat {
    private let words: Words
    private let spool: Spool
    private var run: RunRecord?
    private var titles: [RuleID: String] = [:]
    private var found: Set<RuleID> = []
    private var counts = (tests: 0, failures: 0, skipped: 0)

    /// - Throws: ``OutputFault`` where there is no room for a temporary file.
    public init(language: Language) throws(OutputFault) {
        words = Words(language)
        spool = try Spool()
    }

    public mutating func begin(_ run: RunRecord, to output: inout ReportOutput) {
        self.run = run
        for rule in run.rules { titles[rule.id] = rule.title.text(in: words.language) }
    }

    public mutating func add(_ finding: FindingRecord, to output: inout ReportOutput) throws(OutputFault) {
        found.insert(finding.rule)
        let title = titles[finding.rule] ?? finding.rule.description
        let name = finding.location.origin.path + " " + finding.place
        let decision = finding.decision == .fixed ? nil : finding.decision
        count(isSkipped: decision != nil)
        try spool.append { bytes in
            XML.append("<testcase classname=\"", finding.rule.description, to: &bytes)
            XML.append("\" name=\"", name, to: &bytes)
            if let decision {
                XML.append("\" time=\"0\"><skipped message=\"", decision.rawValue, to: &bytes)
                bytes += "\"/></testcase>\n".utf8
            } else {
                XML.append("\" time=\"0\"><failure type=\"", finding.severity.rawValue, to: &bytes)
                XML.append("\" message=\"", title, to: &bytes)
                XML.append("\">", text(finding), to: &bytes)
                bytes += "</failure></testcase>\n".utf8
            }
        }
    }

    public mutating func end(_ summary: SummaryRecord, to output: inout ReportOutput) throws(OutputFault) {
        try passed()
        try gaps(summary.counts.unsupported, "unsupported")
        try gaps(summary.counts.partial, "partial")
        let started = Timestamp.text(run?.started ?? 0).dropLast()
        let numbers = "tests=\"\(counts.tests)\" failures=\"\(counts.failures)\" errors=\"0\""
        let seconds = Decimal.fixed(summary.seconds, digits: 3)
        output.bytes +=
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites>
            <testsuite name="sluice" id="0" package="sluice" timestamp="\(started)" hostname="localhost" \
            \(numbers) skipped="\(counts.skipped)" time="\(seconds)">
            <properties>
            <property name="rulesHash" value="\(XML.escaped(run?.rulesHash ?? ""))"/>
            </properties>

            """.utf8
        try spool.copy(to: &output)
        output.bytes +=
            "<system-out></system-out>\n<system-err></system-err>\n</testsuite>\n</testsuites>\n".utf8
    }

    private mutating func count(isSkipped: Bool) {
        counts.tests += 1
        if isSkipped { counts.skipped += 1 } else { counts.failures += 1 }
    }

    private func text(_ finding: FindingRecord) -> String {
        var lines = [TextStyle.visible(finding.excerpt.text)]
        lines += finding.evidence.map { words.label(.because) + words.sentence($0) }
        lines.append("\(finding.severity.rawValue), \(words.confidence(finding.confidence))")
        lines.append(finding.fingerprint)
        return lines.joined(separator: "\n")
    }

    private mutating func passed() throws(OutputFault) {
        for rule in run?.rules ?? [] where !found.contains(rule.id) {
            counts.tests += 1
            let title = titles[rule.id] ?? rule.id.description
            try spool.append { bytes in
                XML.append("<testcase classname=\"", rule.id.description, to: &bytes)
                XML.append("\" name=\"", title, to: &bytes)
                bytes += "\" time=\"0\"/>\n".utf8
            }
        }
    }

    private mutating func gaps(_ gaps: NotedList<Gap>, _ kind: String) throws(OutputFault) {
        for gap in gaps.first {
            count(isSkipped: true)
            try spool.append { bytes in
                XML.append("<testcase classname=\"", kind, to: &bytes)
                XML.append("\" name=\"", gap.origin.path, to: &bytes)
                XML.append("\" time=\"0\"><skipped message=\"", words.reason(gap.reason), to: &bytes)
                bytes += "\"/></testcase>\n".utf8
            }
        }
    }
}

enum XML {
    /// Markup as it stands, and behind it `text` escaped.
    static func append(_ markup: StaticString, _ text: String, to bytes: inout [UInt8]) {
        markup.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
        append(text, to: &bytes)
    }

    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// XML 1.0 has no place for most control characters and for U+FFFE and U+FFFF, not even as references.
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        var previous: (UInt8, UInt8) = (0, 0)
        for byte in text.utf8 {
            switch byte {
            case 0x26: bytes += "&amp;".utf8
            case 0x3C: bytes += "&lt;".utf8
            case 0x3E: bytes += "&gt;".utf8
            case 0x22: bytes += "&quot;".utf8
            case 0x09, 0x0A: bytes.append(byte)
            case ..<0x20: bytes += "\u{FFFD}".utf8
            case 0xBE...0xBF where previous == (0xEF, 0xBF): bytes.append(0xBD)
            default: bytes.append(byte)
            }
            previous = (previous.1, byte)
        }
    }
}
