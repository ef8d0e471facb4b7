public import SluiceModel

/// What the policy says of a whole message.
public struct MessageVerdict: Hashable, Sendable {
    /// The strictest of all findings, and the line that says so.
    public var verdict: Verdict
    /// What is done: ``verdict``'s action, or `pass` where the policy only observes.
    public var effective: Action
    /// One for each finding, in their order.
    public var findings: [Verdict]
    /// What frees the message from all lines; nil where nothing does.
    public var exemption: Exemption?
    public var mode: PolicyMode

    public var action: Action { verdict.action }
}

/// A policy made ready to judge findings of certain rules.
public struct Judge: Sendable {
    public let policy: Policy
    private let packs: [RuleID: String]
    private let exemptions: ExemptionIndex

    public init(_ policy: Policy, rules: [RuleInformation]) {
        self.policy = policy
        exemptions = ExemptionIndex(policy.allExemptions)
        packs = Dictionary(
            rules.compactMap { rule in rule.pack.map { (rule.id, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The pack of a rule; nil where it belongs to none.
    public func pack(of rule: RuleID) -> String? { packs[rule] }

    /// What the policy says of a message in which `findings` were found.
    ///
    /// An exemption comes first, then what was decided about a finding, then the strictest line that matches, then
    /// the mode. Findings below the policy's thresholds pass.
    public func judge(_ findings: [Finding], in context: MessageContext) -> MessageVerdict {
        let mode = policy.mode
        if let exemption = exemptions.exemption(sender: context.sender, recipients: context.recipients) {
            let pass = Verdict(action: .pass, policyRule: "exemption:\(exemption.name)")
            return MessageVerdict(
                verdict: pass, effective: .pass, findings: findings.map { _ in pass }, exemption: exemption,
                mode: mode)
        }
        let verdicts = self.verdicts(on: findings, in: context)
        // `max` answers the last of equals; the first one is meant.
        let strictest = verdicts.reduce(Verdict(action: .pass)) { $1.action > $0.action ? $1 : $0 }
        return MessageVerdict(
            verdict: strictest, effective: mode.effective(strictest.action), findings: verdicts,
            exemption: nil, mode: mode)
    }

    public func context(of message: Message) -> MessageContext { policy.context(of: message) }

    /// Judges `findings` of one message and notes the verdicts in them, with the audience.
    public func judge(_ findings: inout [Finding], in context: MessageContext) {
        let judgement = judge(findings, in: context)
        for index in findings.indices {
            findings[index].audience = context.audience
            findings[index].verdict = judgement.findings[index]
        }
    }

    /// Whether messages of a channel are read at all.
    public func reads(_ channel: Channel) -> Bool { policy.settings(of: channel).isRead }

    /// Whether messages of some people are left alone.
    public var hasExemptions: Bool { !exemptions.isEmpty }

    /// The exemption that applies to a message; nil where none does.
    public func exemption(sender: Person?, recipients: [Person]) -> Exemption? {
        exemptions.exemption(sender: sender, recipients: recipients)
    }

    /// Whether messages of all channels are read.
    public var readsAll: Bool { Channel.allCases.allSatisfy(reads) }

    /// Whether anything is looked for in a message: not where it is exempt, or its channel is not read.
    public func reads(_ message: Message) -> Bool {
        guard reads(message.channel) else { return false }
        guard message.author?.address != nil || !message.recipients.isEmpty else { return true }
        return exemptions.exemption(sender: message.author, recipients: message.recipients) == nil
    }

    private func verdicts(on findings: [Finding], in context: MessageContext) -> [Verdict] {
        var verdicts = [Verdict](repeating: Verdict(action: .pass), count: findings.count)
        var open: [Int] = []
        for (index, finding) in findings.enumerated() where counts(finding) {
            if let decision = finding.decision, decision != .fixed {
                verdicts[index].policyRule = "decision:\(decision.rawValue)"
            } else {
                open.append(index)
            }
        }
        var isNamed = Set<Int>()
        for line in policy.verdicts where !open.isEmpty {
            for index in matching(line.conditions, open, findings, context)
            where line.action > verdicts[index].action || !isNamed.contains(index) {
                isNamed.insert(index)
                verdicts[index] = Verdict(action: line.action, policyRule: line.name)
            }
        }
        return verdicts
    }

    private func counts(_ finding: Finding) -> Bool {
        finding.severity >= policy.minSeverity && finding.confidence >= policy.minConfidence
    }

    /// Those of `candidates` for which all conditions hold.
    private func matching(
        _ conditions: VerdictConditions, _ candidates: [Int], _ findings: [Finding], _ context: MessageContext
    ) -> [Int] {
        guard conditions.channels.isEmpty || conditions.channels.contains(context.channel),
            conditions.audiences.isEmpty
                || conditions.audiences.contains(AudienceCondition(context.audience))
        else { return [] }
        let found = candidates.filter { holds(conditions, for: findings[$0], context) }
        guard let distinct = conditions.distinct else { return found }
        let values = Set(found.map { findings[$0].normalizedValue })
        return values.count >= distinct ? found : []
    }

    private func holds(_ conditions: VerdictConditions, for finding: Finding, _ context: MessageContext)
        -> Bool
    {
        if let severity = conditions.severity, finding.severity < severity { return false }
        if let confidence = conditions.confidence, finding.confidence < confidence { return false }
        if !conditions.topic.isEmpty, !conditions.topic.contains(finding.rule, pack: packs[finding.rule]) {
            return false
        }
        if !conditions.layers.isEmpty, !conditions.layers.contains(finding.location.layer.name) {
            return false
        }
        guard !conditions.authors.isEmpty else { return true }
        let role = finding.authorRole == .unknown ? context.authorRole : finding.authorRole
        return conditions.authors.contains(role)
    }
}

extension Policy {
    /// What the policy says of a message in which `findings` were found; whoever judges many keeps a ``Judge``.
    public func judge(
        _ findings: [Finding], rules: [RuleInformation], in context: MessageContext
    ) -> MessageVerdict {
        Judge(self, rules: rules).judge(findings, in: context)
    }
}

extension LayerKind {
    /// The kind's name, without a depth.
    var name: String {
        switch self {
        case .own: "own"
        case .quoted: "quoted"
        case .forwarded: "forwarded"
        case .signature: "signature"
        case .disclaimer: "disclaimer"
        }
    }
}
