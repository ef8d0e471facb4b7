import HTTPTypes
import SluiceChecking
import SluiceModel
import SluicePolicy
import SluiceReport

/// What somebody is told about a text: JSON without a value that a rule hides.
struct CheckAnswer {
    static let late = WebProblem(.gatewayTimeout, "the check took longer than the policy allows")

    private let decision: MailDecision
    private let rules: CheckRules
    private let language: Language

    /// - Throws: Where the text could not be checked at all.
    init(_ decision: MailDecision, _ rules: CheckRules, language: Language) throws(WebProblem) {
        self.decision = decision
        self.rules = rules
        self.language = language
        guard decision.record.unread == nil, decision.record.byteCount == 0 else { return }
        for cause in decision.record.causes {
            switch cause {
            case .timeout: throw CheckAnswer.late
            case .oversize: throw QuestionForm.tooLarge(rules.policy.gateway.limits.messageBytes)
            case .rulesMissing: throw WebProblem(.serviceUnavailable, "no rules are loaded")
            case .error: throw WebProblem(.internalServerError, "the text could not be checked")
            case .limit, .encrypted, .undecodable, .ambiguous: continue
            }
        }
    }

    var json: String {
        let record = decision.record
        var object = JSONObject()
        object.add("verdict", (record.action ?? .pass).rawValue)
        object.add("mode", rules.policy.mode.rawValue)
        object.add("language", language.rawValue)
        object.add("audience", record.audience?.rawValue)
        object.add("policyRule", record.policyRule)
        object.add("unread", record.unread.map(CheckAnswer.name))
        object.add("findings", raw: JSONObject.list(findings.map(\.json)))
        let advice = advice
        object.add("reasons", raw: JSONObject.list((advice?.topics ?? []).map(reason)))
        object.add("advice", raw: self.advice(advice).text)
        object.add("partial", raw: JSONObject.list(record.causes.map(partial)))
        return object.text
    }

    private static func name(_ unread: CheckResult.Unread) -> String {
        switch unread {
        case .exempt: "exempt"
        case .internal: "internal"
        case .foreignClient: "foreign-client"
        }
    }

    /// The findings that the policy counts, in the order of the text.
    private var findings: [FindingAnswer] {
        let policy = rules.policy
        return (decision.result?.findings ?? [])
            .filter { $0.severity >= policy.minSeverity && $0.confidence >= policy.minConfidence }
            .sorted { $0.location.span.start < $1.location.span.start }
            .map { FindingAnswer(finding: $0, language: language, rules: rules) }
    }

    private var advice: Advice? {
        guard let result = decision.result, let judgement = result.judgement else { return nil }
        return rules.policy.advice(
            on: judgement, result.findings, rules: rules.information, language: language)
    }

    private func reason(_ topic: Advice.Topic) -> String {
        var object = JSONObject()
        object.add("rule", topic.rule.description)
        object.add("verdict", topic.action.rawValue)
        object.add("title", topic.title)
        object.add("count", raw: String(topic.count))
        object.add("why", topic.why)
        object.add("instead", topic.instead)
        object.add("contact", raw: topic.contact.map(contact))
        return object.text
    }

    private func contact(_ line: Advice.ContactLine) -> String {
        var object = JSONObject()
        object.add("name", line.name)
        object.add("address", line.address)
        object.add("answersWithin", line.answersWithin)
        return object.text
    }

    private func advice(_ advice: Advice?) -> JSONObject {
        var object = JSONObject()
        object.add("heading", advice?.heading ?? AdviceWords(language: language).heading(.pass))
        object.add("questions", raw: JSONText.list(AdviceWords(language: language).questions))
        let general = rules.policy.contacts.first { $0.topic.isEmpty }
        object.add("contact", raw: general.map { contact($0.line(in: language)) })
        object.add("exemptPath", advice?.exemptPath)
        return object
    }

    private func partial(_ cause: GatewayCause) -> String {
        var object = JSONObject()
        object.add("cause", cause.rawValue)
        object.add("text", CauseWords.text(cause, language))
        return object.text
    }
}

/// One finding as it is told.
struct FindingAnswer {
    let finding: Finding
    let language: Language
    let rules: CheckRules

    var json: String {
        let place = finding.location
        let information = rules.information.first { $0.id == finding.rule }
        var object = JSONObject()
        object.add("rule", finding.rule.description)
        object.add("title", information?.title.text(in: language) ?? finding.rule.description)
        object.add("severity", finding.severity.rawValue)
        object.add("confidence", finding.confidence.rawValue)
        object.add("verdict", (finding.verdict?.action ?? .pass).rawValue)
        object.add("value", Mask().value(of: finding))
        object.add("part", place.partKind.rawValue)
        object.add("number", place.part)
        object.add("member", place.member)
        object.add("layer", place.layer.description)
        object.add("line", raw: String(place.line))
        object.add("column", raw: String(place.column))
        if let offset = place.fileOffset {
            object.add("span", raw: "{\"offset\":\(offset),\"length\":\(place.span.end - place.span.start)}")
        }
        return object.text
    }
}

/// An object of JSON on its way.
struct JSONObject {
    private var fields: [String] = []

    /// Adds a text; nothing where there is none.
    mutating func add(_ name: String, _ value: String?) { add(name, raw: value.map(JSONText.quoted)) }

    mutating func add(_ name: String, raw: String?) {
        if let raw { fields.append("\(JSONText.quoted(name)):\(raw)") }
    }

    var text: String { "{" + fields.joined(separator: ",") + "}" }

    static func list(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }
}
