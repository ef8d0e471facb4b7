public import SluiceModel
public import SluicePolicy

/// What becomes of a mail, in words that milter, filter and logs share.
public struct MailDecision: Sendable {
    public enum Ending: Hashable, Sendable {
        case accept
        case refuse(SMTPReply)
        case tryAgain(SMTPReply)
        /// It waits for a person, for the reason given; a server that cannot hold mails gives the reply.
        case hold(reason: String, otherwise: SMTPReply)
    }

    public var ending: Ending
    /// In the order in which they are to be made; only for a mail that goes on.
    public var changes: [HeaderChange]
    /// What is told by mail once the decision is carried out.
    public var notes: [Note]
    public var record: CheckRecord
    /// What was found, values included: for whoever asked, and for no log.
    public var result: CheckResult?

    public init(ending: Ending, changes: [HeaderChange] = [], notes: [Note] = [], record: CheckRecord) {
        self.ending = ending
        self.changes = changes
        self.notes = notes
        self.record = record
    }
}

/// What logs and metrics say of a mail: no text, no value, no address.
public struct CheckRecord: Sendable {
    /// What became of a mail.
    public enum Outcome: String, CaseIterable, Sendable {
        /// Read, and nothing is to be done.
        case pass
        case tag, advise
        /// A confirmation was asked for; or it was given.
        case confirm, confirmed
        case hold, refuse, tempfail
        /// Let through without being read.
        case unread
    }

    public var outcome: Outcome
    /// The mail server's name of the mail, or one of ours: told to the sender, and found in the log.
    public var reference: String
    public var unread: CheckResult.Unread?
    /// The rules whose findings have a verdict, sorted; each once.
    public var rules: [RuleID] = []
    /// How many findings each rule has.
    public var findingCounts: [RuleID: Int] = [:]
    public var causes: [GatewayCause] = []
    /// What the policy says, also where it only observes.
    public var action: Action?
    public var policyRule: String?
    public var isObserved = false
    public var audience: Audience?
    /// The code by which the mail was confirmed.
    public var confirmation: String?
    public var byteCount = 0
    public var sender: Person?
    public var recipients: [Person] = []

    public init(outcome: Outcome, reference: String) {
        self.outcome = outcome
        self.reference = reference
    }

    /// Whether the mail leaves no trace.
    public var isUnrecorded: Bool { unread == .exempt }
}
