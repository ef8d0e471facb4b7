import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix
import SluiceChecking
import SluiceDetection
import SluiceGateway
import SluiceModel
import SluiceNames
import SluicePolicy
import SluiceRules
import TestSupport
import Testing

@testable import SluiceWeb

/// A site with two rules: `GEHEIM-1` has to stay, `NOTIZ-1` is advised against.
struct TestSite {
    static let words: [(word: String, action: Action)] = [("geheim", .refuse), ("notiz", .advise)]

    private static let detector = Result {
        let folder = try TemporaryFolder()
        let rules =
            "rules:\n"
            + words.map { entry in
                """
                  - id: word-\(entry.word)
                    title: { de: "Wort \(entry.word)", en: "word \(entry.word)" }
                    severity: high
                    pattern: '\\b\(entry.word.uppercased())-\\d+\\b'
                    confidence: high
                    show: ends
                    why: { de: "Es gehört der Firma.", en: It belongs to the company. }
                    instead: { de: Fragen Sie vorher., en: Ask first. }

                """
            }.joined()
        return try Detector(RuleLoader().load(paths: [try folder.write(rules, "rules.yaml")]))
    }

    let metrics = Metrics()
    let pool: CheckPool
    let context: WebContext
    let site: CheckSite

    init(
        address: String = "127.0.0.1:8026", token: String? = nil, hasRules: Bool = true,
        _ change: (inout Policy) -> Void = { _ in }
    ) throws {
        var policy = Policy(language: .german)
        policy.mode = .enforce
        policy.organisation = Organisation(domains: ["westbach.example"])
        policy.verdicts = Self.words.compactMap { entry in
            RuleID("word-\(entry.word)").map {
                VerdictLine(
                    name: "line-\(entry.word)", action: entry.action,
                    conditions: VerdictConditions(topic: RuleTopic(rules: [$0])))
            }
        }
        policy.contacts = [
            Contact(
                name: LocalizedText([.german: "Datenschutz", .english: "Data protection"]),
                address: "datenschutz@westbach.example", answersWithin: AnswerTime(2, .hours))
        ]
        change(&policy)
        let detector = hasRules ? try Self.detector.get() : try Detector(RuleSet(rules: []))
        let rules = CheckRules(
            detector: detector, policy: policy, key: NameKey(), loaded: CheckPool.now - 5)
        metrics.loaded(at: rules.loaded, isReload: false)
        pool = CheckPool(rules, threads: 1)
        context = WebContext(
            access: try WebAccess(
                try #require(ListenAddress(address)), token: token.flatMap { BearerToken(Array($0.utf8)) }),
            pool: pool, metrics: metrics, room: SpoolRoom(), loop: MultiThreadedEventLoopGroup.singleton.next())
        site = CheckSite(context)
    }

    func get(_ path: String, _ fields: HTTPFields = [:], authority: String = "localhost:8026") async
        -> WebReply
    {
        await answer(.get, path, fields, authority: authority, RequestBody(buffer: ByteBuffer()))
    }

    func check(
        _ text: String, _ type: String = "text/plain", query: String = "", fields: HTTPFields = [:]
    ) async -> WebReply {
        await check(RequestBody(buffer: ByteBuffer(string: text)), type, query: query, fields: fields)
    }

    func check(
        _ body: RequestBody, _ type: String = "text/plain", query: String = "", fields: HTTPFields = [:]
    ) async -> WebReply {
        var fields = fields
        fields[.contentType] = type
        return await answer(.post, "/check" + query, fields, body)
    }

    func answer(
        _ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields = [:],
        authority: String = "localhost:8026", _ body: RequestBody
    ) async -> WebReply {
        let head = HTTPRequest(
            method: method, scheme: "http", authority: authority, path: path, headerFields: fields)
        return await site.answer(Request(head: head, body: body))
    }
}

extension WebReply {
    var text: String { String(decoding: body, as: UTF8.self) }
}
