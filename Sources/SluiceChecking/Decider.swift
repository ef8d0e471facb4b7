import SluiceModel
import SluiceNames
public import SluicePolicy

/// Turns what was found in a mail into what becomes of it.
public struct Decider: Sendable {
    let rules: CheckRules
    /// In seconds since 1970.
    let now: Double

    public init(_ rules: CheckRules, now: Double) {
        self.rules = rules
        self.now = now
    }

    /// What becomes of a mail that nobody could read to its end.
    public func decision(on mail: ReceivedMail, cause: GatewayCause) -> MailDecision {
        var result = MailIntake(rules).begin(mail)
        if result.unread == nil {
            result.causes.insert(cause)
            MailIntake(rules).judge(&result)
        }
        return decision(on: mail, result)
    }

    public func decision(on mail: ReceivedMail, _ result: CheckResult) -> MailDecision {
        var record = CheckRecord(outcome: .pass, reference: mail.envelope.queueID ?? Decider.newReference())
        record.unread = result.unread
        record.byteCount = result.byteCount
        record.audience = result.context.audience
        record.causes = result.causes.sorted { $0.rawValue < $1.rawValue }
        record.sender = result.context.sender
        record.recipients = result.context.recipients
        var decision = MailDecision(ending: .accept, changes: mail.fields.removals, notes: [], record: record)
        decision.result = result
        guard result.unread == nil else {
            decision.record.outcome = .unread
            return decision
        }
        note(result, in: &decision.record)
        guard rules.policy.mode == .enforce else {
            decision.record.isObserved = true
            return decision
        }
        act(on: mail, result, &decision)
        return decision
    }

    /// Names cases that the mail server has no name for.
    private static func newReference() -> String {
        String(UInt64.random(in: 1 << 40..<1 << 48), radix: 32, uppercase: true)
    }

    private func note(_ result: CheckResult, in record: inout CheckRecord) {
        for finding in result.findings { record.findingCounts[finding.rule, default: 0] += 1 }
        record.action = result.judgement?.action
        record.policyRule = result.judgement?.verdict.policyRule
        record.rules = Set(result.findings.filter { ($0.verdict?.action ?? .pass) > .pass }.map(\.rule))
            .sorted()
    }

    private func act(on mail: ReceivedMail, _ result: CheckResult, _ decision: inout MailDecision) {
        var judgement = result.judgement
        let confirmation = ConfirmationCheck(rules, mail, result, now: now)
        if let given = confirmation.given {
            decision.record.confirmation = given
            judgement?.verdict.action = confirmation.actionOfRest
            judgement?.effective = confirmation.actionOfRest
        }
        let answers = result.causes.map(rules.policy.gateway.answer)
        let texts = ReplyTexts(rules, result, reference: decision.record.reference)
        let action = judgement?.action ?? .pass
        if action == .refuse || answers.contains(.reject) {
            decision.record.outcome = .refuse
            decision.ending = .refuse(texts.refusal(judgement))
        } else if answers.contains(.tempfail) {
            decision.record.outcome = .tempfail
            decision.ending = .tryAgain(texts.later)
        } else if action == .hold || answers.contains(.hold) {
            hold(mail, texts, &decision)
        } else if action == .confirm {
            decision.record.outcome = .confirm
            decision.ending = .refuse(texts.confirmation(judgement, code: confirmation.offered))
        } else {
            accept(mail, action, isTagged: !answers.isEmpty, texts, &decision)
        }
        if case .refuse = decision.ending { decision.changes = [] }
        if case .tryAgain = decision.ending { decision.changes = [] }
        takeMark(from: mail, result, &decision)
    }

    private func accept(
        _ mail: ReceivedMail, _ action: Action, isTagged: Bool, _ texts: ReplyTexts,
        _ decision: inout MailDecision
    ) {
        let wasConfirmed = decision.record.confirmation != nil
        guard action > .pass || isTagged || wasConfirmed else { return }
        decision.record.outcome = wasConfirmed ? .confirmed : action == .advise ? .advise : .tag
        addTags(decision.record.outcome, &decision)
        if action == .advise { decision.notes = NoteTexts(texts, mail.fields).advice }
    }

    private func hold(_ mail: ReceivedMail, _ texts: ReplyTexts, _ decision: inout MailDecision) {
        decision.record.outcome = .hold
        let rules = decision.record.rules.map(\.description) + decision.record.causes.map(\.rawValue)
        decision.ending = .hold(
            reason: "sluice: " + rules.prefix(10).joined(separator: ", "), otherwise: texts.later)
        addTags(.hold, &decision)
        decision.notes = NoteTexts(texts, mail.fields, keepsName: mail.envelope.keepsName).hold
    }

    private func addTags(_ outcome: CheckRecord.Outcome, _ decision: inout MailDecision) {
        let record = decision.record
        decision.changes.append(.add(name: MailFields.prefix + "Verdict", value: outcome.rawValue))
        if !record.rules.isEmpty {
            let names = record.rules.prefix(20).map(\.description).joined(separator: ", ")
            decision.changes.append(.add(name: MailFields.prefix + "Rules", value: names))
        }
        if !record.causes.isEmpty {
            let names = record.causes.map(\.rawValue).joined(separator: ", ")
            decision.changes.append(.add(name: MailFields.prefix + "Unread", value: names))
        }
    }

    /// Takes the mark of a confirmation out of the subject of a mail that goes on, whether it was needed or not.
    private func takeMark(from mail: ReceivedMail, _ result: CheckResult, _ decision: inout MailDecision) {
        switch decision.ending {
        case .refuse, .tryAgain: return
        case .accept, .hold: break
        }
        var decoded = result.subjects[...]
        for (index, raw) in mail.fields.subjects.enumerated() where !MailFields.isBlank(raw) {
            guard let value = Decider.unmarked(raw, decoded.popFirst()) else { continue }
            decision.changes.append(.replace(name: "Subject", index: index + 1, value: value))
        }
    }

    /// The value of a field without the mark that it holds; nil where it holds none.
    private static func unmarked(_ raw: [UInt8], _ decoded: String?) -> [UInt8]? {
        let text = String(decoding: raw, as: UTF8.self)
        if Array(text.utf8) == raw, let found = ConfirmationMark.find(in: text) {
            return Array(found.rest.utf8)
        }
        // What is not encoded would have been found; the text is then that of another field.
        guard raw.contains(where: { $0 >= 0x80 }) || text.contains("=?") else { return nil }
        return decoded.flatMap(ConfirmationMark.find).map { SubjectField.value(of: $0.rest) }
    }
}

/// Whether a mail was confirmed by its sender, and by what it could be.
struct ConfirmationCheck {
    /// The code in the subject, where it is the right one.
    private(set) var given: String?
    /// The code that the sender is told; nil where there is no such way.
    private(set) var offered: String?
    /// What the policy says of the findings that needed no confirmation.
    private(set) var actionOfRest = Action.pass

    init(_ rules: CheckRules, _ mail: ReceivedMail, _ result: CheckResult, now: Double) {
        let findings = result.findings.filter { $0.verdict?.action == .confirm }
        actionOfRest =
            result.findings.compactMap { $0.verdict?.action }.filter { $0 != .confirm }.max() ?? .pass
        let gateway = rules.policy.gateway
        let isBarred = findings.contains {
            gateway.withoutOverride.contains($0.rule, pack: rules.judge.pack(of: $0.rule))
        }
        guard !findings.isEmpty, !isBarred else { return }
        let confirmation = Confirmation(rules.key, sender: mail.envelope.sender, findings: findings)
        offered = confirmation.code(at: now)
        // A mail that is attached confirms nothing.
        let subjects = result.subjects.prefix(mail.fields.subjects.count { !MailFields.isBlank($0) })
        given = subjects.compactMap(ConfirmationMark.find).flatMap(\.codes).first {
            confirmation.holds($0, at: now, hours: gateway.limits.confirmHours)
        }
    }
}
