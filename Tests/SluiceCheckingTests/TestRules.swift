import SluiceDetection
import SluiceFormats
import SluiceModel
import SluiceNames
import SluicePolicy
import SluiceRules
import TestSupport

@testable import SluiceChecking

/// Rules and a policy for tests: `FALKE` is to be confirmed, `GEHEIM` refused, `HALTEN` held, `NOTIZ` advised, `MARKE` tagged.
enum TestRules {
    static let words: [(word: String, action: Action)] = [
        ("falke", .confirm), ("geheim", .refuse), ("halten", .hold), ("notiz", .advise), ("marke", .tag),
    ]

    static let file = """
        rules:
        """
        + words.map { entry in
            """

              - id: word-\(entry.word)
                title: { de: "Wort \(entry.word), für Prüfungen", en: "word \(entry.word)" }
                severity: high
                pattern: '\\b\(entry.word.uppercased())-\\d+\\b'
                confidence: high
                show: none
                why: { de: "Es gehört der Firma.", en: It belongs to the company. }
                instead: { de: Fragen Sie vorher., en: Ask first. }
            """
        }.joined()

    static var policy: Policy {
        var policy = Policy(language: .german)
        policy.mode = .enforce
        policy.organisation = Organisation(domains: ["westbach.example"])
        policy.verdicts = words.compactMap { entry in
            guard let rule = RuleID("word-\(entry.word)") else { return nil }
            return VerdictLine(
                name: "line-\(entry.word)", action: entry.action,
                conditions: VerdictConditions(topic: RuleTopic(rules: [rule])))
        }
        policy.contacts = [
            Contact(
                name: LocalizedText([.german: "Datenschutz", .english: "Data protection"]),
                address: "datenschutz@westbach.example", answersWithin: AnswerTime(2, .hours))
        ]
        return policy
    }

    static let key = NameKey(Array("sixteen bytes and more".utf8)) ?? NameKey()

    static func detector() throws -> Detector {
        let folder = try TemporaryFolder()
        let path = try folder.write(file, "rules.yaml")
        return try Detector(RuleLoader().load(paths: [path]))
    }

    static let shared = Result { try detector() }

    static func rules(_ change: (inout Policy) -> Void = { _ in }) throws -> CheckRules {
        var policy = self.policy
        change(&policy)
        return CheckRules(detector: try shared.get(), policy: policy, key: key)
    }

    static func mail(
        _ body: String, subject: String = "Angebot", from: String? = "anna@westbach.example",
        to: [String] = ["bert@kunde.example"], fields: String = "", client: String? = "127.0.0.1",
        login: String? = "anna"
    ) -> ReceivedMail {
        let text =
            "From: anna@westbach.example\r\nTo: bert@kunde.example\r\n\(fields)Subject: \(subject)\r\n"
            + "Message-ID: <1@westbach.example>\r\n\r\n\(body)\r\n"
        let spool = MailSpool(room: SpoolRoom(), limit: 10 << 20)
        spool.append(Array(text.utf8))
        let file = spool.storage().map(MessageFile.init)
        return ReceivedMail(
            envelope: Envelope(sender: from, recipients: to, client: client, login: login, queueID: "4abc"),
            fields: file?.fields ?? MailFields(), spool: spool)
    }

    static func decision(
        on mail: ReceivedMail, _ rules: CheckRules, at time: Double = 1_700_000_000
    ) -> MailDecision {
        var worker = CheckWorker(rules)
        let result = worker.check(mail, seconds: 10, cancellation: Cancellation())
        return Decider(rules, now: time).decision(on: mail, result)
    }
}

extension MailDecision {
    var refusal: String? {
        if case .refuse(let reply) = ending { reply.text } else { nil }
    }
}
