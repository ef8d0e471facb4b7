import Foundation
import FoundationXML
import SluiceModel
import SluiceNames
import TestSupport
import Testing

@testable import SluiceReport

@Suite("Forms of reports")
struct FormatTests {
    private static let names = ["json", "sarif", "csv", "junit"]

    private func format(_ name: String, _ language: Language = .english) throws -> any ReportFormat {
        switch name {
        case "json": JSONReport()
        case "sarif": SARIFReport(language: language)
        case "csv": CSVReport(language: language)
        default: try JUnitReport(language: language)
        }
    }

    @Test("stay as they are", arguments: names)
    func golden(_ name: String) throws {
        let suffix = name == "junit" ? "xml" : name
        try expectGolden(try SampleReport.text(format(name)), "Fixtures/reports/findings.\(suffix)")
    }

    @Test("speak German", arguments: ["sarif", "csv", "junit"])
    func german(_ name: String) throws {
        #expect(try SampleReport.text(format(name, .german)).contains("Die Prüfziffer stimmt."))
    }

    @Test("hold no more than JSON Lines", arguments: names)
    func noSecret(_ name: String) throws {
        let text = try SampleReport.text(format(name))
        for secret in ["095 742", "86 095", "Erika", "muster.example"] { #expect(!text.contains(secret)) }
    }

    @Test("hold the same as JSON Lines, where they are JSON")
    func json() throws {
        let object = try JSONSerialization.jsonObject(with: Data(SampleReport.text(JSONReport()).utf8))
        let document = try #require(object as? [String: Any])
        #expect(Set(document.keys) == ["run", "findings", "summary"])
        let lines = try SampleReport.text(JSONLinesReport()).split(separator: "\n")
        let findings = try #require(document["findings"] as? [NSDictionary])
        #expect(findings.count == lines.count - 2)
        for (finding, line) in zip(findings, lines.dropFirst()) {
            #expect(finding == (try JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary))
        }
    }

    @Test("are whole without any finding", arguments: names)
    func empty(_ name: String) throws {
        var format = try format(name)
        var output = ReportOutput()
        try format.begin(try SampleReport.run(), to: &output)
        try format.end(SummaryRecord(counts: ScanCounts(), seconds: 0), to: &output)
        let data = Data(output.bytes)
        switch name {
        case "csv": #expect(output.bytes.count { $0 == 0x0A } == 1)
        case "junit": #expect(XMLParser(data: data).parse())
        default: #expect(try JSONSerialization.jsonObject(with: data) is [String: Any])
        }
    }
}

@Suite("CSV")
struct CSVTests {
    /// Rows as RFC 4180 reads them.
    private func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = [[""]]
        var isQuoted = false
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            let row = rows.count - 1
            let cell = rows[row].count - 1
            switch scalar {
            case "\"" where isQuoted && next == "\"":
                rows[row][cell].unicodeScalars.append(scalar)
                next = scalars.next()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: rows[row].append("")
            case "\r" where !isQuoted: break
            case "\n" where !isQuoted: rows.append([""])
            default: rows[row][cell].unicodeScalars.append(scalar)
            }
        }
        return rows.dropLast()
    }

    @Test("has a cell for every column, whatever the text holds")
    func cells() throws {
        let text = try SampleReport.text(CSVReport(language: .english))
        let rows = rows(text)
        #expect(rows.count == 5)
        #expect(Set(rows.map(\.count)).count == 1)
        let column = try #require(rows[0].firstIndex(of: "excerpt"))
        #expect(rows[1][column] == "Meine Steuer-ID ist •• ••• ••• •19.")
        #expect(text.split(separator: "\r\n").count == 5)
    }

    @Test(
        "lets no spreadsheet compute",
        arguments: ["=1+1", "+49", "-1", "@SUM", " =1", "\t=1", "＝1", "－1", "=\"a\""])
    func formulas(_ text: String) {
        var row = CSVRow()
        row.add(text)
        #expect(row.bytes.starts(with: "\"'".utf8))
    }

    @Test("leaves other cells as they are", arguments: ["a-b", "2024", "ä", "p-12ab"])
    func plain(_ text: String) {
        var row = CSVRow()
        row.add(text)
        #expect(row.bytes == Array(text.utf8))
    }
}

@Suite("JUnit")
struct JUnitTests {
    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [String: Int] = [:]
        var suite: [String: String] = [:]
        var names: [String] = []
        var text = ""

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            elements[name, default: 0] += 1
            if name == "testsuite" { suite = attributes }
            if name == "testcase" { names.append(attributes["name"] ?? "") }
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
    }

    @Test("is XML whose counts are right")
    func counts() throws {
        let parser = XMLParser(data: Data(try SampleReport.text(JUnitReport(language: .english)).utf8))
        let reader = Reader()
        parser.delegate = reader
        #expect(parser.parse())
        #expect(reader.suite["tests"] == "7" && reader.elements["testcase"] == 7)
        #expect(reader.suite["failures"] == "3" && reader.elements["failure"] == 3)
        #expect(reader.suite["skipped"] == "3" && reader.elements["skipped"] == 3)
        #expect(reader.suite["timestamp"] == "2024-03-12T10:30:00")
        #expect(reader.names.contains("<Quiet> & {\"rule\"}"))
        #expect(reader.text.contains("]]>"))
        let known: Set = [
            "testsuites", "testsuite", "properties", "property", "testcase", "failure", "skipped",
            "system-out", "system-err",
        ]
        #expect(known.isSuperset(of: reader.elements.keys))
    }

    @Test("spools what stands behind its counts", arguments: [0, 10, 5000])
    func spool(lines: Int) throws {
        let spool = try Spool()
        let line = "a line that is spooled and comes back as it was\n"
        for _ in 0..<lines { try spool.append { $0 += line.utf8 } }
        var output = ReportOutput()
        try spool.copy(to: &output)
        #expect(output.bytes == Array(String(repeating: line, count: lines).utf8))
    }
}

@Suite("Paths in reports")
struct ShownPathTests {
    @Test(
        "become references",
        arguments: [
            ("a b/ä.txt", "a%20b/%C3%A4.txt"), ("/x/50%#?.txt", "file:///x/50%25%23%3F.txt"),
            ("c:d/e:f", "c%3Ad/e:f"), ("a.zip!b!c.txt", "a.zip"), ("Wow!.txt", "Wow!.txt"),
            ("Hallo! Welt/x.eml", "Hallo!%20Welt/x.eml"), ("<stdin>", "%3Cstdin%3E"),
        ])
    func uri(_ path: String, _ uri: String) { #expect(ShownPath(path).uri == uri) }

    @Test("tell members from files")
    func members() {
        #expect(ShownPath("a!b.zip!c/d!e").members == "c/d!e")
        #expect(ShownPath("Hallo!.txt").members == nil)
    }
}
