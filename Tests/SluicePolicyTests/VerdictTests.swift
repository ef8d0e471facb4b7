import SluiceModel
import SluicePolicy
import Testing

@Suite("A verdict")
struct VerdictTests {
    private let policy: Policy
    private let judge: Judge

    init() throws {
        policy = try Samples.policy()
        judge = Judge(policy, rules: Samples.rules)
    }

    private func verdict(
        _ findings: [Finding], to recipients: [String] = [], from sender: String = "a@westbach.example",
        on channel: Channel = .mail
    ) -> MessageVerdict {
        let context = policy.context(
            channel: channel, sender: Person(address: sender),
            recipients: recipients.map { Person(address: $0) })
        return judge.judge(findings, in: context)
    }

    @Test(
        "comes from the strictest line that matches",
        arguments: [
            ("marking", ["c@elsewhere.example"], Action.tag, "tag-all"),
            ("iban", ["b@westbach.example"], .tag, "tag-all"),
            ("iban", ["b@partner.example"], .advise, "advise-outside"),
            ("iban", ["c@elsewhere.example"], .confirm, "confirm-personal"),
            ("aws-access-token", ["b@westbach.example"], .refuse, "line 39"),
        ])
    func matrix(rule: String, recipients: [String], action: Action, line: String) throws {
        let found = verdict([try Samples.finding(rule)], to: recipients)
        #expect(found.verdict == Verdict(action: action, policyRule: line))
        #expect(found.findings == [found.verdict])
        #expect(found.effective == action)
    }

    @Test("passes where no line matches, and no line is named")
    func noLine() throws {
        let context = MessageContext(channel: .file, audience: nil)
        var policy = policy
        policy.verdicts.removeFirst()
        let found = policy.judge([try Samples.finding("marking")], rules: Samples.rules, in: context)
        #expect(found.verdict == Verdict(action: .pass))
    }

    @Test("asks for the confidence that a line names")
    func confidence() throws {
        let found = verdict([try Samples.finding("iban", confidence: .medium)], to: ["c@elsewhere.example"])
        #expect(found.verdict.policyRule == "advise-outside")
    }

    @Test("leaves out what lies below the policy's thresholds")
    func thresholds() throws {
        let found = verdict([try Samples.finding("iban", confidence: .low)], to: ["c@elsewhere.example"])
        #expect(found.verdict == Verdict(action: .pass))
    }

    @Test("counts different values, not findings")
    func distinct() throws {
        let same = try ["1", "2", "1", "2"].map { try Samples.finding("iban", value: $0) }
        #expect(verdict(same, to: ["b@westbach.example"]).action == .tag)
        let different = try ["1", "2", "3"].map { try Samples.finding("iban", value: $0) }
        let found = verdict(different, to: ["b@westbach.example"])
        #expect(found.verdict == Verdict(action: .hold, policyRule: "hold-many"))
        #expect(found.findings.allSatisfy { $0.action == .hold })
    }

    @Test("asks whose words they are: the finding's before the message's")
    func author() throws {
        let customers = try Samples.finding("aws-access-token", role: .customer)
        #expect(verdict([customers]).verdict.policyRule == "tag-all")
        let own = try Samples.finding("aws-access-token")
        #expect(verdict([own], from: "x@elsewhere.example").verdict.policyRule == "tag-all")
        #expect(verdict([own], from: "x@westbach.example").action == .refuse)
    }

    @Test("asks for the channel")
    func channel() throws {
        #expect(verdict([try Samples.finding("aws-access-token")], on: .forum).action == .advise)
    }

    @Test("of a pass line names the line where nothing stricter matches")
    func passLine() throws {
        var policy = policy
        policy.verdicts = policy.verdicts.filter { $0.name == "quoted-passes" }
        let quoted = try Samples.finding("iban", layer: .quoted(depth: 2))
        let context = MessageContext(channel: .mail, audience: .public)
        let found = policy.judge([quoted], rules: Samples.rules, in: context)
        #expect(found.findings == [Verdict(action: .pass, policyRule: "quoted-passes")])
    }

    @Test(
        "gives way to a decision, but not to one that said it was fixed",
        arguments: [
            (DecisionState.known, Action.pass, "decision:known"),
            (.falseAlarm, .pass, "decision:false-alarm"), (.accepted, .pass, "decision:accepted"),
            (.fixed, .confirm, "confirm-personal"),
        ])
    func decisions(state: DecisionState, action: Action, line: String) throws {
        let found = verdict(
            [try Samples.finding("iban", decision: state)], to: ["c@elsewhere.example"])
        #expect(found.findings == [Verdict(action: action, policyRule: line)])
        #expect(found.action == action)
    }

    @Test("is computed but not acted on where the policy only observes")
    func observes() throws {
        var policy = policy
        policy.mode = .observe
        let context = MessageContext(channel: .mail, audience: .public, authorRole: .own)
        let findings = [try Samples.finding("aws-access-token")]
        let found = policy.judge(findings, rules: Samples.rules, in: context)
        #expect(found.action == .refuse)
        #expect(found.effective == .pass)
    }

    @Test("of several findings is the strictest, and each keeps its own")
    func several() throws {
        let findings = [try Samples.finding("marking"), try Samples.finding("aws-access-token")]
        let found = verdict(findings, to: ["b@westbach.example"])
        #expect(found.findings.map(\.action) == [.tag, .refuse])
        #expect(found.action == .refuse)
    }
}
