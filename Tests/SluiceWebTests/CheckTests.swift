import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import SluiceChecking
import SluiceModel
import SluicePolicy
import TestSupport
import Testing

@testable import SluiceWeb

@Suite("Checks by HTTP")
struct CheckTests {
    /// What the page needs of an answer.
    struct Answer: Decodable {
        struct Span: Decodable {
            var offset: Int
            var length: Int
        }
        struct Finding: Decodable {
            var rule: String
            var value: String
            var part: String
            var line: Int
            var span: Span?
        }
        struct Contact: Decodable { var name: String, address: String?, answersWithin: String? }
        struct Reason: Decodable {
            var title: String
            var count: Int
            var why: String?
            var instead: String?
            var contact: Contact?
        }
        struct Advice: Decodable { var questions: [String], contact: Contact? }
        struct Partial: Decodable { var cause: String }

        var verdict: String
        var mode: String
        var audience: String?
        var unread: String?
        var findings: [Finding]
        var reasons: [Reason]
        var advice: Advice
        var partial: [Partial]
    }

    private func answer(_ reply: WebReply) throws -> Answer {
        #expect(reply.status == .ok, "\(reply.text)")
        return try JSONDecoder().decode(Answer.self, from: Data(reply.body))
    }

    @Test(
        "places are those of the text as it was sent",
        arguments: [
            "⟦GEHEIM-12⟧", "Grüße ⟦GEHEIM-1⟧, und\r\n\r\n> Zitat: ⟦NOTIZ-7⟧ 👩‍👧 ⟦GEHEIM-1⟧\n",
            "\u{FEFF}mit Marke ⟦GEHEIM-3⟧", "-- \nSignatur ⟦NOTIZ-1⟧", "ohne alles", "",
        ])
    func places(_ example: String) async throws {
        let marked = Marked(example)
        let site = try TestSite()
        let found = try answer(await site.check(marked.text)).findings
        #expect(found.compactMap(\.span).map { $0.offset..<$0.offset + $0.length } == marked.spans)
        let json = "{\"text\":\(JSONText.quoted(marked.text))}"
        let asked = try answer(await site.check(json, "application/json")).findings
        #expect(asked.compactMap(\.span).map { $0.offset..<$0.offset + $0.length } == marked.spans)
    }

    @Test("an answer says why, what to do instead and whom to ask, in the language asked for")
    func reasons() async throws {
        let site = try TestSite()
        let text = "Das ist GEHEIM-4711, das auch: GEHEIM-4712 (NOTIZ-1)."
        let german = try answer(await site.check(text))
        #expect(german.verdict == "refuse")
        #expect(german.audience == "public")
        #expect(german.reasons.map(\.count) == [2, 1])
        #expect(german.reasons[0].why == "Es gehört der Firma.")
        #expect(german.reasons[0].contact?.address == "datenschutz@westbach.example")
        #expect(german.advice.questions.first == "Wer fragt, und warum?")
        let english = try answer(await site.check(text, query: "?language=en"))
        #expect(english.reasons[1].instead == "Ask first.")
        #expect(english.reasons[1].contact?.answersWithin == "2 hours")
        #expect(english.advice.questions.last == "What follows from it, for the company and for me?")
        let accepted = try answer(await site.check(text, fields: [.acceptLanguage: "fr, en;q=0.8, de;q=0.7"]))
        #expect(accepted.advice.contact?.name == "Data protection")
    }

    @Test("values are masked as their rule says")
    func masked() async throws {
        let reply = await (try TestSite()).check("Das ist GEHEIM-471147114711.")
        #expect(!reply.text.contains("GEHEIM-4"))
        #expect(try answer(reply).findings.first?.value.hasSuffix("4711") == true)
    }

    @Test("who writes to whom counts")
    func envelope() async throws {
        let site = try TestSite()
        func ask(_ fields: String) async throws -> Answer {
            try answer(await site.check("{\"text\":\"GEHEIM-1\"\(fields)}", "application/json"))
        }
        let inside = ",\"recipients\":[\"Bert <bert@westbach.example>\"],\"channel\":\"mail\""
        #expect(try await ask(inside).unread == "internal")
        let outside = ",\"recipients\":[\"k@kunde.example\"],\"author\":\"anna@westbach.example\""
        #expect(try await ask(outside).audience == "public")
        #expect(try await ask(",\"channel\":\"chat\"").audience == nil)
    }

    @Test("a mail is read as one, attachments and all")
    func mail() async throws {
        let body = Data("im Anhang GEHEIM-77".utf8).base64EncodedString()
        let mail = """
            From: anna@westbach.example
            Subject: NOTIZ-1
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            \(body)

            """
        let found = try answer(await (try TestSite()).check(mail, "message/rfc822")).findings
        #expect(Set(found.map(\.rule)) == ["word-geheim", "word-notiz"])
        #expect(found.first { $0.part == "body" }?.span == nil)
    }

    @Test(
        "a mail goes to whom its header names",
        arguments: [
            ("To: bert@westbach.example", "internal"),
            ("To: bert@westbach.example\r\nCc: k@kunde.example", nil),
        ])
    func header(fields: String, unread: String?) async throws {
        let mail =
            "From: anna@westbach.example\r\n\(fields)\r\nSubject: x\r\n\r\nTo: k@kunde.example\r\nGEHEIM-1\r\n"
        let answer = try answer(await (try TestSite()).check(mail, "message/rfc822"))
        #expect(answer.unread == unread)
        #expect(answer.findings.count == (unread == nil ? 1 : 0))
    }

    @Test("a policy that observes still says what it would do")
    func observing() async throws {
        let site = try TestSite { $0.mode = .observe }
        let answer = try answer(await site.check("GEHEIM-1"))
        #expect(answer.verdict == "refuse")
        #expect(answer.mode == "observe")
        #expect(site.metrics.values.verdicts == ["refuse": 1])
        #expect(site.metrics.values.outcomes == ["pass": 1])
    }

    @Test(
        "what cannot be understood is answered with what is wrong, and nothing of the text",
        arguments: [
            ("application/json", "{\"text\":\"GEHEIM-1\"", "the body is no JSON"),
            ("application/json", "[\"GEHEIM-1\"]", "the body has to be one object"),
            ("application/json", "{\"txt\":\"GEHEIM-1\"}", "the object may have text"),
            ("application/json", "{\"author\":\"GEHEIM-1\"}", "'text' is missing"),
            ("application/json", "{\"text\":[\"GEHEIM-1\"]}", "'text' has to be a string"),
            (
                "application/json", "{\"text\":\"GEHEIM-1\",\"recipients\":\"a\"}",
                "'recipients' has to be an array"
            ),
            (
                "application/json", "{\"text\":\"{\\\":[\",\"text\":\"GEHEIM-1\"}",
                "a member stands in the object twice"
            ),
            (
                "application/json", "{\"text\":\"\",\"channel\":\"GEHEIM-1\"}",
                "'channel' has to be one of mail"
            ),
        ])
    func malformed(type: String, body: String, detail: String) async throws {
        let reply = await (try TestSite()).check(body, type)
        #expect(reply.status == .badRequest)
        #expect(reply.type == "application/problem+json")
        #expect(reply.text.contains(detail), "\(reply.text)")
        #expect(!reply.text.contains("GEHEIM"))
    }

    @Test("bytes that are no UTF-8, other charsets and other types are turned away")
    func forms() async throws {
        let site = try TestSite()
        let bytes = RequestBody(buffer: ByteBuffer(bytes: [0x47, 0xFC, 0xDF]))
        #expect(await site.check(bytes).status == .badRequest)
        #expect(await site.check("x", "text/plain; charset=iso-8859-1").status == .unsupportedMediaType)
        #expect(await site.check("x", "text/plain; charset=UTF-8").status == .ok)
        #expect(await site.check("x", "text/html").status == .unsupportedMediaType)
        #expect(await site.check("x", query: "?chanel=mail").status == .badRequest)
    }

    @Test("a long text is turned away, whether its length is told or not")
    func tooLong() async throws {
        let site = try TestSite { $0.gateway.limits.messageBytes = 1000 }
        let told = await site.check("x", fields: [.contentLength: "1001"])
        #expect(told.status == .contentTooLarge)
        #expect(await site.check(String(repeating: "x", count: 1001)).status == .contentTooLarge)
        #expect(await site.check(String(repeating: "x", count: 1000)).status == .ok)
        let pieces = AsyncStream<ByteBuffer> { stream in
            for _ in 0..<11 { stream.yield(ByteBuffer(repeating: 0x78, count: 100)) }
            stream.finish()
        }
        #expect(await site.check(RequestBody(asyncSequence: pieces)).status == .contentTooLarge)
    }

    @Test("a text that does not arrive, and a check that does not end, are given up")
    func late() async throws {
        let site = try TestSite { $0.gateway.limits.deadlineSeconds = 0.3 }
        let silent = AsyncStream<ByteBuffer> { _ in }
        #expect(await site.check(RequestBody(asyncSequence: silent)).status == .requestTimeout)
        site.pool.close()
        #expect(await site.check("GEHEIM-1").status == .gatewayTimeout)
        #expect(site.metrics.values.errors["deadline"] == 1)
    }

    @Test("more checks than the policy allows are told to come again")
    func busy() async throws {
        let site = try TestSite { $0.gateway.limits.mailsInWork = 1 }
        let (silent, end) = AsyncStream<ByteBuffer>.makeStream()
        let first = Task { await site.check(RequestBody(asyncSequence: silent)).status }
        while site.context.slots.count == 0 { await Task.yield() }
        let second = await site.check("x")
        #expect(second.status == .serviceUnavailable)
        #expect(second.fields[.retryAfter] == "1")
        end.finish()
        #expect(await first.value == .ok)
        #expect(await site.check("x").status == .ok)
    }

    @Test("checks are counted, by rule and verdict")
    func counted() async throws {
        let site = try TestSite()
        for text in ["GEHEIM-1 und GEHEIM-2", "NOTIZ-1", "nichts"] { _ = await site.check(text) }
        let values = site.metrics.values
        #expect(values.messages == 3)
        #expect(values.findings == ["word-geheim": 2, "word-notiz": 1])
        #expect(values.outcomes == ["refuse": 1, "advise": 1, "pass": 1])
    }
}
