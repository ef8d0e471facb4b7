import Foundation
import SluiceModel
import SluiceNames
import TestSupport
import Testing

@testable import SluiceReport

/// Checks written from the specification of SARIF 2.1.0; the numbers are its sections.
@Suite("SARIF")
struct SARIFTests {
    private typealias Object = [String: Any]

    private func run() throws -> Object {
        let text = try SampleReport.text(SARIFReport(language: .english))
        let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
        #expect(log["version"] as? String == "2.1.0")
        #expect((log["$schema"] as? String)?.hasSuffix("sarif-schema-2.1.0.json") == true)
        return try #require((log["runs"] as? [Object])?.first)
    }

    private func results() throws -> [Object] { try #require(try run()["results"] as? [Object]) }

    @Test("has only what the specification names, each of its kind, and all that it demands")
    func shape() throws {
        for language in [Language.english, .german] {
            let text = try SampleReport.text(SARIFReport(language: language))
            let log = try JSONSerialization.jsonObject(with: Data(text.utf8))
            #expect(SARIFShape.object("log").faults(in: log, at: "log") == [])
        }
    }

    @Test("is told from what only looks like it")
    func faults() {
        let shape = SARIFShape.object("result")
        for (result, fault) in [
            (["ruleId": "a"], "r lacks message"),
            (["message": ["text": "a"], "rank": 101.0], "r.rank"),
            (["message": ["text": "a"], "level": "fatal"], "r.level"),
            (["message": ["text": "a"], "locations": [["region": [:]]]], "r.locations[0].region?"),
            (
                ["message": ["text": "a"], "suppressions": [["kind": "external", "state": "accepted"]]],
                "r.suppressions[0].state?"
            ),
        ] as [([String: Any], String)] {
            #expect(shape.faults(in: result, at: "r") == [fault])
        }
    }

    @Test("results name their rules by index (3.27.6)")
    func ruleIndex() throws {
        let driver = try #require((try run()["tool"] as? Object)?["driver"] as? Object)
        let rules = try #require(driver["rules"] as? [Object]).map { $0["id"] as? String }
        #expect(Set(rules).count == rules.count)
        for result in try results() {
            #expect(rules[try #require(result["ruleIndex"] as? Int)] == result["ruleId"] as? String)
        }
    }

    @Test("levels, ranks and suppressions have the values allowed (3.27.10, 3.27.25, 3.35)")
    func values() throws {
        let results = try results()
        for result in results {
            #expect(["error", "warning", "note"].contains(try #require(result["level"] as? String)))
            #expect((0...100).contains(try #require(result["rank"] as? Int)))
            for suppression in try #require(result["suppressions"] as? [Object]) {
                #expect(suppression["kind"] as? String == "external")
                #expect(suppression["status"] as? String == "accepted")
            }
        }
        #expect(results.map { ($0["suppressions"] as? [Object])?.count } == [0, 0, 1, 0])
    }

    @Test("regions count from 1 and end behind their start (3.30)")
    func regions() throws {
        var regions = 0
        for result in try results() {
            let location = try #require((result["locations"] as? [Object])?.first)
            guard let region = (location["physicalLocation"] as? Object)?["region"] as? Object else {
                continue
            }
            regions += 1
            let line = try #require(region["startLine"] as? Int)
            #expect(line >= 1 && region["endLine"] as? Int ?? line >= line)
            if let start = region["startColumn"] as? Int, region["endLine"] == nil {
                #expect(start >= 1 && (region["endColumn"] as? Int ?? start + 1) > start)
            }
        }
        #expect(regions == 3)
    }

    @Test("columns stand only where the part's lines are the file's")
    func columns() throws {
        let results = try results()
        let regions = results.map {
            (($0["locations"] as? [Object])?.first?["physicalLocation"] as? Object)?["region"] as? Object
        }
        #expect(regions[0]?["startColumn"] as? Int == 14 && regions[0]?["endColumn"] as? Int == 28)
        #expect(regions[1] == nil)
        #expect(regions[3]?["startColumn"] == nil && regions[3]?["startLine"] as? Int == 1)
    }

    @Test("URIs are references of RFC 3986 (3.4.3)")
    func uris() throws {
        let allowed = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%")
        var uris: [String] = []
        for result in try results() {
            let location = try #require((result["locations"] as? [Object])?.first)
            let artifact = (location["physicalLocation"] as? Object)?["artifactLocation"] as? Object
            uris.append(try #require(artifact?["uri"] as? String))
        }
        #expect(uris[1] == "p%20o/a.zip")
        for uri in uris { #expect(uri.unicodeScalars.allSatisfy(allowed.contains)) }
        let logical = (try results()[1]["locations"] as? [Object])?.first?["logicalLocations"] as? [Object]
        #expect(
            logical?.first?["fullyQualifiedName"] as? String
                == "p o/a.zip!ö#.mbox #12 part 1.2 forwarded:1 3:14")
    }

    @Test("messages escape placeholders and links (3.11.5, 3.11.6)")
    func messages() throws {
        let text = try #require((try results()[1]["message"] as? Object)?["text"] as? String)
        #expect(text.contains(#"\[x\](1) {{0}}"#))
        #expect(SARIF.message("plain [a]") == "plain [a]")
    }

    @Test("invocations say what was not read (3.20)")
    func invocations() throws {
        let run = try run()
        let invocation = try #require((run["invocations"] as? [Object])?.first)
        #expect(invocation["executionSuccessful"] as? Bool == true)
        #expect(invocation["startTimeUtc"] as? String == "2024-03-12T10:30:00Z")
        #expect(invocation["endTimeUtc"] as? String == "2024-03-12T10:31:01Z")
        let driver = (run["tool"] as? Object)?["driver"] as? Object
        let known = (driver?["notifications"] as? [Object])?.map { $0["id"] as? String }
        let told = try #require(invocation["toolExecutionNotifications"] as? [Object])
        #expect(told.count == 2)
        for notification in told {
            #expect(known?.contains((notification["descriptor"] as? Object)?["id"] as? String) == true)
        }
    }

    @Test("rules have help in plain text and Markdown (3.49.11, 3.49.12)")
    func help() throws {
        let driver = (try run()["tool"] as? Object)?["driver"] as? Object
        for rule in try #require(driver?["rules"] as? [Object]) {
            let help = try #require(rule["help"] as? [String: String])
            #expect(help["text"]?.isEmpty == false && help["markdown"]?.isEmpty == false)
        }
    }
}
