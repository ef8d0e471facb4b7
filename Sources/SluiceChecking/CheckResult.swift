public import SluiceModel
public import SluicePolicy

/// What came of reading a mail.
public struct CheckResult: Sendable {
    /// Why a mail is let through without being read.
    public enum Unread: Hashable, Sendable {
        /// Mail to or from an office that nobody reads along with; not even that it came is logged.
        case exempt
        /// To people of the organisation only.
        case `internal`
        /// From a client that neither signed in nor is listed: mail that comes in, not out.
        case foreignClient
    }

    public var unread: Unread?
    public var findings: [Finding] = []
    /// One verdict for each finding, and the strictest; nil where nothing was read.
    public var judgement: MessageVerdict?
    /// Why the mail, or a part of it, could not be judged.
    public var causes: Set<GatewayCause> = []
    public var context: MessageContext
    /// The subjects that say something, decoded: those of the mail, in its order, then those of mails within it.
    public var subjects: [String] = []
    public var byteCount = 0

    public init(context: MessageContext, unread: Unread? = nil, causes: Set<GatewayCause> = []) {
        self.context = context
        self.unread = unread
        self.causes = causes
    }
}

extension GatewayCause {
    /// The cause that a place counts as which was not read to its end.
    init(_ reason: GapReason) {
        switch reason {
        case .encrypted: self = .encrypted
        case .limit: self = .limit
        case .unreadable, .unsupported: self = .undecodable
        case .ruleGaveUp(_, let cause): self = cause == GatewayCause.outOfTime ? .timeout : .limit
        }
    }
}
