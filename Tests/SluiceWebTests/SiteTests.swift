import Foundation
import HTTPTypes
import HummingbirdCore
import SluiceChecking
import SluiceModel
import Testing

@testable import SluiceWeb

@Suite("The site")
struct SiteTests {
    @Test("health, readiness and paths that are not there")
    func plain() async throws {
        let site = try TestSite()
        #expect(await site.get("/health").text == "{\"status\":\"ok\"}")
        #expect(await site.get("/ready").text == "{\"status\":\"ready\",\"rules\":2,\"mode\":\"enforce\"}")
        #expect(await site.get("/favicon.ico").status == .notFound)
        let wrong = await site.get("/check")
        #expect(wrong.status == .methodNotAllowed)
        #expect(wrong.fields[.allow] == "POST")
    }

    @Test("without rules it is not ready, and checks nothing")
    func noRules() async throws {
        let site = try TestSite(hasRules: false)
        #expect(await site.get("/ready").status == .serviceUnavailable)
        #expect(await site.check("GEHEIM-1").status == .serviceUnavailable)
    }

    @Test(
        "the page comes in the language that is asked for",
        arguments: [
            (nil, "de"), ("en", "en"), ("en-GB,en;q=0.9,de;q=0.8", "en"), ("de-CH, en;q=0.9", "de"),
            ("fr", "de"),
            ("en;q=0, de", "de"), ("*", "de"),
        ])
    func language(accepted: String?, expected: String) async throws {
        var fields = HTTPFields()
        fields[.acceptLanguage] = accepted
        let reply = await (try TestSite()).get("/", fields)
        #expect(reply.text.contains("<html lang=\"\(expected)\">"))
        #expect(reply.fields[.contentLanguage] == expected)
    }

    @Test("the page loads nothing, and nothing keeps or frames it")
    func selfContained() async throws {
        let reply = await (try TestSite()).get("/")
        let policy = try #require(reply.fields[.contentSecurityPolicy])
        #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
        #expect(!policy.contains("unsafe"))
        #expect(!reply.text.contains("{{"))
        #expect(!reply.text.contains("http://") && !reply.text.contains("https://"))
        #expect(reply.text.components(separatedBy: "<script").count == 2)
        let headers = reply.response(hasBody: true).headers
        #expect(headers[.cacheControl] == "no-store")
        #expect(headers[try #require(HTTPField.Name("Referrer-Policy"))] == "no-referrer")
        #expect(headers[.setCookie] == nil)
    }

    @Test("both languages of the page have the same words")
    func words() throws {
        let script = String(decoding: PackageResources.page_js, as: UTF8.self)
        let start = try #require(script.range(of: "  de: {")?.upperBound)
        let middle = try #require(script.range(of: "  en: {")?.lowerBound)
        let end = try #require(script.range(of: "\n};")?.lowerBound)
        func names(_ text: Substring) -> [String] {
            text.matches(of: /(?:\{ |, |\n +)([A-Za-z0-9]+): (?:"|n =>|\{)/).map { String($0.1) }
        }
        let german = names(script[start..<middle])
        #expect(german.count > 40)
        #expect(german == names(script[middle..<end]))
    }

    @Test("the counts are what Prometheus reads")
    func metrics() async throws {
        let site = try TestSite()
        for text in ["GEHEIM-1", "nichts"] { _ = await site.check(text) }
        site.metrics.error("note")
        let reply = await site.get("/metrics")
        #expect(reply.type.hasPrefix("text/plain; version=0.0.4"))
        let lines = reply.text.split(separator: "\n")
        #expect(lines.contains("sluice_messages_total 2"))
        #expect(lines.contains("sluice_findings_total{rule=\"word-geheim\"} 1"))
        #expect(lines.contains("sluice_verdicts_total{verdict=\"refuse\"} 1"))
        #expect(lines.contains("sluice_outcomes_total{outcome=\"pass\"} 1"))
        #expect(lines.contains("sluice_errors_total{kind=\"note\"} 1"))
        #expect(lines.contains("sluice_check_seconds_bucket{le=\"+Inf\"} 2"))
        #expect(lines.contains("sluice_check_seconds_count 2"))
        let age = try #require(
            lines.first { $0.hasPrefix("sluice_rules_age_seconds ") }?.split(separator: " ").last)
        #expect(try #require(Double(age)) >= 5)
        let sample = /[a-z_]+(\{[a-z]+="[A-Za-z0-9.+-]+"\})? [0-9.e+-]+/
        for line in lines where !line.hasPrefix("# ") {
            #expect(line.wholeMatch(of: sample) != nil, "\(line)")
        }
        let families = lines.filter { $0.hasPrefix("# TYPE") }.map { $0.split(separator: " ")[2] }
        #expect(Set(families).count == families.count)
    }
}
