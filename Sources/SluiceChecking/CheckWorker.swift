import SluiceDetection
import SluiceEngine
public import SluiceFormats
import SluiceModel
import SluicePolicy
import SluiceRules

extension GatewayCause {
    /// How a rule says that its time was used up.
    static let outOfTime = GiveUp.Cause.deadline.description
}

/// Reads and judges mails, one after the other; it owns the memory that this writes, so it belongs to one thread.
public struct CheckWorker: ~Copyable {
    private let rules: CheckRules
    private var worker: DetectionWorker
    private var settler: Settler

    public init(_ rules: CheckRules) {
        self.rules = rules
        let threshold = Threshold(severity: rules.policy.minSeverity, confidence: rules.policy.minConfidence)
        worker = DetectionWorker(rules.detector, threshold: threshold)
        settler = Settler(rules.detector, threshold: threshold)
    }

    /// Whether it judges by these rules.
    public func uses(_ other: CheckRules) -> Bool { rules === other }

    /// Reads a mail and judges it; where a rule is stopped because the `seconds` are over, `timeout` is among the causes.
    public mutating func check(
        _ mail: borrowing ReceivedMail, seconds: Double, cancellation: Cancellation
    ) -> CheckResult {
        var result = read(mail, seconds: seconds, cancellation)
        if cancellation.isCancelled { result.causes.insert(.timeout) }
        return result
    }

    /// Reads a mail and judges it, unless that needs another process or more than so many seconds; then it is nil.
    mutating func quickCheck(_ mail: borrowing ReceivedMail, seconds: Double) -> CheckResult? {
        // What is cancelled from the beginning waits for no process that unpacks.
        let cancellation = Cancellation()
        cancellation.cancel()
        let result = read(mail, seconds: seconds, cancellation)
        return result.causes.isEmpty ? result : nil
    }

    private mutating func read(
        _ mail: borrowing ReceivedMail, seconds: Double, _ cancellation: Cancellation
    ) -> CheckResult {
        let intake = MailIntake(rules)
        var result = intake.begin(mail)
        guard result.unread == nil, result.causes.isEmpty else { return result }
        guard let storage = mail.spool.storage() else {
            result.causes.insert(.error)
            return result
        }
        result.byteCount = storage.count
        let reader = intake.reader(of: mail.form, seconds: seconds, cancellation)
        let allowance = Allowance(seconds: seconds)
        let channel = mail.channel
        reader.read(Content(storage, origin: Origin(path: "mail"))) { made in
            made.spread { reading in
                switch reading {
                case .message(let message): detect(message, on: channel, reader, allowance, &result)
                case .passedOver(_, .unsupported): result.causes.insert(.undecodable)
                case .gap(let gap): result.causes.insert(GatewayCause(gap.reason))
                case .passedOver(_, .skipped), .endOfFile, .known, .run: break
                }
            }
        }
        intake.judge(&result)
        return result
    }

    private mutating func detect(
        _ message: Message, on channel: Channel, _ reader: ContentReader, _ allowance: Allowance,
        _ result: inout CheckResult
    ) {
        var message = message
        message.channel = channel
        MessageBlobs.expand(&message, with: reader)
        let found = worker.detect(message, allowance: allowance)
        result.findings += settler.settle(found)
        for gap in message.gaps + found.gaps { result.causes.insert(GatewayCause(gap.reason)) }
        if !message.ambiguities.isEmpty { result.causes.insert(.ambiguous) }
        // Those of the mail itself come first; a mail within it has its own.
        guard result.subjects.isEmpty else { return }
        result.subjects = message.parts.filter { $0.kind == .subject }.map {
            $0.text.storage.string(in: $0.text.body)
        }
    }
}

/// What is known of a mail before it is read, and what its findings come to.
struct MailIntake {
    let rules: CheckRules

    init(_ rules: CheckRules) { self.rules = rules }

    /// Whether a mail is read at all, and whether it is there as it was sent.
    func begin(_ mail: borrowing ReceivedMail) -> CheckResult {
        let policy = rules.policy
        let envelope = mail.envelope
        let context = policy.context(
            channel: mail.channel, sender: envelope.sender.map { Person(address: $0) },
            recipients: envelope.recipients.map { Person(address: $0) }, authorRole: mail.authorRole)
        var result = CheckResult(context: context)
        if rules.judge.exemption(sender: context.sender, recipients: context.recipients) != nil {
            result.unread = .exempt
        } else if !isOwn(envelope) {
            result.unread = .foreignClient
        } else if policy.gateway.letsInternalThrough, context.audience == .internal {
            result.unread = .internal
        } else if rules.detector.rules.rules.isEmpty {
            result.causes.insert(.rulesMissing)
        } else if let fault = mail.spool.fault {
            result.causes.insert(fault == .oversize ? .oversize : .error)
        }
        if mail.fields.hasTooManyMarks { result.causes.insert(.limit) }
        return result
    }

    /// Whether the mail comes from within: its client signed in, is listed, or is this host itself.
    private func isOwn(_ envelope: Envelope) -> Bool {
        guard envelope.login == nil, let client = envelope.client else { return true }
        return rules.policy.gateway.trusts(client: client)
    }

    func reader(of form: InputForm, seconds: Double, _ cancellation: Cancellation) -> ContentReader {
        var options = ReadingOptions(
            form: form, limits: .gateway, organisation: rules.policy.organisation, unpacker: rules.unpacker)
        options.limits.seconds = min(options.limits.seconds ?? seconds, seconds)
        options.unpacker.cancellation = cancellation
        return ContentReader(options)
    }

    func judge(_ result: inout CheckResult) {
        let judgement = rules.judge.judge(result.findings, in: result.context)
        for index in result.findings.indices {
            result.findings[index].audience = result.context.audience
            result.findings[index].verdict = judgement.findings[index]
        }
        result.judgement = judgement
    }
}
