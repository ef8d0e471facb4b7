import Foundation
import SluiceDigest
import SluiceModel
import SluiceNames
import TestSupport
import Testing

@testable import SluiceReport

@Suite("The HTML report")
struct HTMLReportTests {
    private func page(
        _ findings: [FindingRecord], limit: Int = HTMLReport.rowLimit, showsTimes: Bool = false
    ) throws -> Page {
        var report: any ReportFormat = try HTMLReport(
            language: .english, showsTimes: showsTimes, limit: limit)
        var output = ReportOutput()
        try report.begin(try SampleReport.run(), to: &output)
        for finding in findings { try report.add(finding, to: &output) }
        try report.end(SampleReport.summary, to: &output)
        return try Page(String(decoding: output.bytes, as: UTF8.self))
    }

    /// A page as the browser takes it apart.
    private struct Page {
        let text: String
        let report: [String: Any]
        private(set) var columns: [String: Any] = [:]
        private var names: [String: Any] = [:]
        /// The excerpts, each with the separators of its parts.
        private(set) var excerpts: [String] = []
        /// What stands beside the excerpts: message, line, column, and the rest.
        private(set) var rests: [[Any]] = []

        init(_ text: String) throws {
            self.text = text
            var report: [String: Any] = [:]
            for piece in text.components(separatedBy: "<script type=\"application/json\" ").dropFirst() {
                let start = try #require(piece.firstIndex(of: ">"))
                let end = try #require(piece.range(of: "</script>"))
                let json = Data(piece[piece.index(after: start)..<end.lowerBound].utf8)
                let value = try JSONSerialization.jsonObject(with: json, options: .fragmentsAllowed)
                let object = value as? [String: Any] ?? [:]
                switch piece[..<start] {
                case "id=\"report\"": report = object
                case "id=\"columns\"": columns = object
                case "id=\"names\"": names = object
                case "class=\"texts\"":
                    excerpts += (value as? String ?? "").components(separatedBy: "\u{1E}")
                default: rests += try #require(value as? [[Any]])
                }
            }
            self.report = report
        }

        var fingerprints: [String] { names["fingerprints"] as? [String] ?? [] }
        var times: [Int?] { (columns["time"] as? [Any] ?? []).map { $0 as? Int } }

        func bars(_ name: String) -> [[Any]] { report[name] as? [[Any]] ?? [] }
    }

    private func record(
        _ number: Int, _ severity: Severity = .high, author: String? = nil, time: Double? = nil,
        text: String = "ein Wert"
    ) throws -> FindingRecord {
        let rule = try #require(RuleID("de-tax-id"))
        let location = Location(
            origin: Origin(path: "a.txt"), line: number, column: 1, span: ByteSpan(0, 3))
        return FindingRecord(
            rule: rule, severity: severity, confidence: .high, location: location,
            excerpt: ExcerptRecord(text, value: ByteSpan(0, 3)), value: "ein", valueID: "\(number)",
            fingerprint: "f\(number)", author: author, time: time)
    }

    @Test("asks the network for nothing, and lets the browser run its own script only")
    func policy() throws {
        let page = try page([record(1)])
        // What a picture draws with stands in the page itself.
        let text = page.text.replacing("url(#hatch)", with: "")
        for reference in [
            "src=\"http", "href=\"http", "url(", "@import", "<link", "fetch(", "XMLHttpRequest",
        ] {
            #expect(!text.contains(reference), "\(reference)")
        }
        #expect(page.text.contains("default-src 'none'"))
        for (open, close) in [("<style>", "</style>"), ("<script id=\"code\">", "</script>")] {
            let start = try #require(page.text.range(of: open, options: .backwards))
            let end = try #require(
                page.text.range(of: close, range: start.upperBound..<page.text.endIndex))
            let digest = Data(SHA256.hash(String(page.text[start.upperBound..<end.lowerBound])).bytes)
            #expect(page.text.contains("'sha256-\(digest.base64EncodedString())'"))
        }
    }

    @Test(
        "keeps what was found within its data",
        arguments: ["</script><script>", "<!-- <script>", "a\u{2028}b\u{2029}", "\"\\\u{1}", "]]>&lt;"])
    func hostile(_ text: String) throws {
        let page = try page([record(1, text: text)])
        let parts = try #require(page.excerpts.first).components(separatedBy: "\u{1F}")
        #expect(parts.count == 3)
        #expect(parts.joined() == text)
        // The run, the columns, the code, one block of texts and of rows, the names.
        #expect(page.text.components(separatedBy: "<script").count == 7)
    }

    @Test("keeps the gravest where there are too many, in their order, and counts all")
    func limit() throws {
        let severities: [Severity] = [.low, .critical, .medium, .low, .high, .critical, .info]
        let records = try severities.enumerated().map { try record($0.offset, $0.element) }
        let page = try page(records, limit: 4)
        #expect(page.fingerprints == ["f1", "f2", "f4", "f5"])
        #expect(page.columns["severity"] as? String == "4234")
        #expect(page.columns["value"] as? [Int] == [0, 1, 2, 3])
        #expect(page.rests.map { $0[1] as? Int } == [1, 2, 4, 5])
        #expect(page.report["total"] as? Int == 7)
        #expect(page.report["kept"] as? Int == 4)
    }

    @Test("is the same whether findings are drafted together or added one by one", arguments: [1, 3, 100])
    func drafts(limit: Int) throws {
        let names = try #require(NameKey(Array("a key for tests only".utf8)))
        let recorder = Recorder(mask: Mask(), names: names)
        let findings = try SampleReport.findings() + SampleReport.findings().reversed()
        var (one, other) = (
            try HTMLReport(language: .english, limit: limit), try HTMLReport(language: .english, limit: limit)
        )
        var first = ReportOutput()
        var second = ReportOutput()
        one.begin(try SampleReport.run(), to: &first)
        other.begin(try SampleReport.run(), to: &second)
        for finding in findings { try one.add(recorder.record(finding), to: &first) }
        let draft = try #require(other.draft())
        for stretch in [findings[..<3], findings[3...]] {
            draft.empty()
            recorder.forEach(Array(stretch)) { draft.add(&$0) }
            try other.add(draft, to: &second)
        }
        try one.end(SampleReport.summary, to: &first)
        try other.end(SampleReport.summary, to: &second)
        #expect(first.bytes == second.bytes)
    }

    @Test("gives sums only where messages come from five people or more, or have no author")
    func fewPeople() throws {
        let day = 20_000.0 * 86400
        let few = try (0..<8).map { try record($0, author: "p-\($0 % 4)", time: day) }
        let enough = try (0..<5).map { try record($0, author: "p-\($0)", time: day + 86400) }
        let hidden = try page(few)
        #expect(hidden.bars("packCounts").allSatisfy { $0.count == 1 })
        #expect(hidden.bars("channelCounts").allSatisfy { $0.count == 1 })
        let days = try #require(try page(few + enough).report["days"] as? [String: Any])
        let bars = try #require(days["bars"] as? [[Any]])
        #expect(bars.map(\.count) == [1, 2])
        #expect(bars.last?.last as? [Int] == [0, 0, 0, 5, 0])
        #expect(try page([record(1)]).bars("channelCounts").allSatisfy { $0.count == 2 })
    }

    @Test("names no pseudonym, and times only where they are asked for")
    func people() throws {
        let finding = try record(1, author: "p-0123abcd", time: 1_710_239_460)
        let page = try page([finding])
        #expect(!page.text.contains("p-0123abcd"))
        #expect(page.times == [19_794])
        #expect(try self.page([finding], showsTimes: true).times == [1_710_239_460])
        #expect(try self.page([record(1)]).times == [nil])
    }

    @Test("keeps texts and the rest of rows in step, block by block")
    func blocks() throws {
        let separators = "a\u{1E}b\u{1F}c"
        let page = try page(try (0..<1234).map { try record($0, text: $0 == 700 ? separators : "n\($0)") })
        #expect(page.excerpts.count == 1234 && page.rests.count == 1234)
        #expect(page.report["block"] as? Int == 500)
        #expect(page.text.components(separatedBy: "class=\"texts\"").count == 4)
        #expect(page.rests.map { $0[1] as? Int } == Array(0..<1234))
        #expect(page.excerpts[1233].replacing("\u{1F}", with: "") == "n1233")
        #expect(page.excerpts[700].components(separatedBy: "\u{1F}").count == 3)
    }

    @Test("calls the people of a conversation by letters, and names them only where they were asked for")
    func conversation() throws {
        var finding = try record(1, author: "p-00000002")
        finding.conversation = ConversationRecord(
            before: [
                NeighbourRecord(author: "p-00000001", authorRole: .customer, text: "Wohin?"),
                NeighbourRecord(text: "Gruppe erstellt"),
            ],
            after: [NeighbourRecord(author: "p-00000001", text: "Danke </script>")])
        let page = try page([finding])
        #expect(!page.text.contains("p-0000000"))
        let more = try #require(page.rests.first?.last as? [String: Any])
        let context = try #require(more["context"] as? [String: Any])
        #expect(context["who"] as? String == "B")
        #expect(
            context["before"] as? [[String]] == [["A", "Wohin?", "customer"], ["", "Gruppe erstellt"]])
        #expect(context["after"] as? [[String]] == [["A", "Danke </script>"]])
        finding.author = "Erika Muster"
        #expect(try self.page([finding]).text.contains("\"who\":\"Erika Muster\""))
    }

    @Test("holds no more than JSON Lines")
    func noSecret() throws {
        let text = try SampleReport.text(HTMLReport(language: .german))
        for secret in ["095 742", "86 095", "Erika", "muster.example"] { #expect(!text.contains(secret)) }
        #expect(text.contains("Sie gehört einem Menschen.") && text.contains("lang=\"de\""))
    }

    @Test(
        "draws bars by day, week, month or year, each from its first day",
        arguments: [
            ([0, 100], TimeBars.Unit.day, 0), ([5, 400], .week, 4), ([45, 2000], .month, 31),
            ([400, 9000], .year, 365),
        ])
    func bars(days: [Int], unit: TimeBars.Unit, start: Int) {
        let counts = days.map { day -> (Int, PeopleCount) in (day, PeopleCount()) }
        let bars = TimeBars(Dictionary(uniqueKeysWithValues: counts))
        #expect(bars.unit == unit)
        #expect(bars.bars.first?.start == start)
    }

    @Test("counts distinct values to within five per cent", arguments: [10, 512, 3000, 60_000])
    func distinct(count: Int) {
        var distinct = DistinctCount()
        for number in 0..<count * 2 { distinct.add(TextHash.hash("value \(number % count)")) }
        #expect(abs(distinct.value - count) <= (count <= 512 ? 0 : count / 20))
        #expect(distinct.isEstimate == (count > 512))
    }
}
