import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import SluiceChecking
import SluiceModel
import SluicePolicy
import Testing

@testable import SluiceWeb

@Suite("The OpenAPI description")
struct DescriptionTests {
    private let document: [String: Any]
    private var schema: JSONSchema { JSONSchema(document: document) }

    init() throws {
        let bytes = Data(PackageResources.openapi_json)
        document = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }

    /// The responses that are described, by `METHOD path status`.
    private var described: [String: [String: Any]] {
        var responses: [String: [String: Any]] = [:]
        for (path, methods) in document["paths"] as? [String: [String: [String: Any]]] ?? [:] {
            for (method, operation) in methods {
                for (status, response) in operation["responses"] as? [String: [String: Any]] ?? [:] {
                    responses["\(method) \(path) \(status)"] = response
                }
            }
        }
        return responses
    }

    /// Whether a reply is one of those that are described, in type and in every field.
    private func faults(_ reply: WebReply, of request: String) throws -> [String] {
        guard let response = described["\(request) \(reply.status.code)"] else {
            return ["\(request) \(reply.status.code): not described"]
        }
        let content = try #require(response["content"] as? [String: [String: [String: Any]]])
        let type = String(reply.type.prefix { $0 != ";" })
        guard let schema = content[type]?["schema"] else { return ["\(request): \(type) is not described"] }
        guard type.hasSuffix("json") else { return [] }
        return self.schema.faults(try JSONSerialization.jsonObject(with: Data(reply.body)), schema)
    }

    @Test("has each path and each answer that there is, and no other")
    func matches() async throws {
        var seen = Set<String>()
        var faults: [String] = []
        for (request, replies) in [
            "get /": try await replies("/"), "get /health": try await replies("/health"),
            "get /ready": try await replies("/ready"), "get /metrics": try await replies("/metrics"),
            "get /openapi.json": try await replies("/openapi.json"), "post /check": try await checks(),
        ] {
            for reply in replies {
                seen.insert("\(request) \(reply.status.code)")
                faults += try self.faults(reply, of: request)
            }
        }
        #expect(faults == [])
        #expect(seen == Set(described.keys))
    }

    /// Every kind of answer that a path gives to GET.
    private func replies(_ path: String) async throws -> [WebReply] {
        let site = try TestSite()
        let open = try TestSite(address: "0.0.0.0:80", token: "a-token-of-our-own-making")
        let empty = try TestSite(hasRules: false)
        return [
            await site.get(path), await site.get(path, [WebReply.fetchSite: "cross-site"]),
            await site.get(path, authority: "evil.example"), await open.get(path), await empty.get(path),
        ]
    }

    /// Every kind of answer to a check.
    private func checks() async throws -> [WebReply] {
        let site = try TestSite { $0.gateway.limits.messageBytes = 10_000 }
        let open = try TestSite(address: "0.0.0.0:80", token: "a-token-of-our-own-making")
        let late = try TestSite { $0.gateway.limits.deadlineSeconds = 0.3 }
        late.pool.close()
        let internalMail = "{\"text\":\"x\",\"recipients\":[\"b@westbach.example\"],\"channel\":\"mail\"}"
        let encrypted = """
            Subject: NOTIZ-1
            MIME-Version: 1.0
            Content-Type: application/pkcs7-mime; smime-type=enveloped-data

            GEHEIM-1
            """
        return [
            await site.check("GEHEIM-1 und NOTIZ-2"), await site.check("nichts"),
            await site.check(internalMail, "application/json"), await site.check(encrypted, "message/rfc822"),
            await site.check("{", "application/json"), await site.check("x", "text/html"),
            await site.check(String(repeating: "x", count: 10_001)),
            await site.check("x", fields: [WebReply.fetchSite: "cross-site"]),
            await site.answer(.post, "/check", authority: "evil.example", RequestBody(buffer: ByteBuffer())),
            await open.check("x"), await (try TestSite(hasRules: false)).check("x"), await late.check("x"),
            await late.check(RequestBody(asyncSequence: AsyncStream<ByteBuffer> { _ in })),
            try failure(in: site),
        ]
    }

    /// What is answered where the check itself fails.
    private func failure(in site: TestSite) throws -> WebReply {
        let rules = site.pool.current
        let mail = ReceivedMail(
            envelope: Envelope(), fields: MailFields(), spool: MailSpool(room: SpoolRoom(), limit: 10))
        let decision = Decider(rules, now: 0).decision(on: mail, cause: .error)
        do throws(WebProblem) {
            return .json(try CheckAnswer(decision, rules, language: .german).json)
        } catch {
            return error.reply
        }
    }

    @Test("names the words that the program knows")
    func words() throws {
        func words(_ name: String, _ field: String) -> [String] {
            let properties =
                schema.resolve("#/components/schemas/\(name)")["properties"] as? [String: [String: Any]]
            return properties?[field]?["enum"] as? [String] ?? []
        }
        #expect(words("Answer", "verdict") == Action.allCases.map(\.rawValue))
        #expect(words("Answer", "mode") == PolicyMode.allCases.map(\.rawValue))
        #expect(words("Answer", "audience") == Audience.allCases.map(\.rawValue))
        #expect(words("Finding", "severity") == Severity.allCases.map(\.rawValue))
        #expect(words("Finding", "confidence") == Confidence.allCases.map(\.rawValue))
        #expect(words("Finding", "part") == PartKind.allCases.map(\.rawValue))
        #expect(words("Partial", "cause") == GatewayCause.allCases.map(\.rawValue))
        #expect(words("Question", "channel") == Channel.allCases.map(\.rawValue))
        #expect(words("Question", "language") == Language.allCases.map(\.rawValue))
    }

    @Test("names the fields that a question may have")
    func question() throws {
        let properties =
            schema.resolve("#/components/schemas/Question")["properties"] as? [String: Any] ?? [:]
        let full =
            "{\"text\":\"x\",\"author\":\"a@b.example\",\"recipients\":[],\"channel\":\"chat\",\"language\":\"en\"}"
        let fields = try #require(JSONSerialization.jsonObject(with: Data(full.utf8)) as? [String: Any])
        #expect(Set(properties.keys) == Set(fields.keys))
        let question = try QuestionFields(Array(full.utf8))
        #expect(question.channel == .chat)
        #expect(question.language == .english)
    }
}
