public import SluiceFormats
public import SluiceModel

/// What a mail server knows of a mail beside its bytes.
public struct Envelope: Hashable, Sendable {
    /// The address without angle brackets; nil for the null sender of notices.
    public var sender: String?
    public var recipients: [String]
    /// The address of the host that brings the mail; nil where the mail was made on the server itself.
    public var client: String?
    /// The name under which the client signed in; nil where it did not.
    public var login: String?
    /// The mail server's name of the mail.
    public var queueID: String?
    /// Whether that stays its name; a mail that is handed on is given another.
    public var keepsName: Bool

    public init(
        sender: String? = nil, recipients: [String] = [], client: String? = nil, login: String? = nil,
        queueID: String? = nil, keepsName: Bool = true
    ) {
        self.sender = sender
        self.recipients = recipients
        self.client = client
        self.login = login
        self.queueID = queueID
        self.keepsName = keepsName
    }

    /// The address in a path as SMTP writes it, such as `<a@b.example>`; nil where it is empty.
    public static func address(ofPath path: String) -> String? {
        var text = Substring(path)
        if text.hasPrefix("<"), let end = text.lastIndex(of: ">") {
            text = text[text.index(after: text.startIndex)..<end]
        }
        // A source route (RFC 5321, appendix C) names hosts on the way.
        if text.hasPrefix("@"), let colon = text.firstIndex(of: ":") {
            text = text[text.index(after: colon)...]
        }
        return text.isEmpty ? nil : String(text)
    }
}

/// A mail as it waits for its verdict.
public struct ReceivedMail: Sendable {
    public var envelope: Envelope
    public var fields: MailFields
    /// The whole mail, header and body.
    public var spool: MailSpool
    /// How its bytes are understood; other than a mail where somebody asks about a text.
    public var form: InputForm
    /// How it is to travel.
    public var channel: Channel
    /// Whose words it holds; nil where the sender's address tells.
    public var authorRole: AuthorRole?

    public init(
        envelope: Envelope, fields: MailFields, spool: MailSpool, form: InputForm = .mail,
        channel: Channel = .mail, authorRole: AuthorRole? = nil
    ) {
        self.envelope = envelope
        self.fields = fields
        self.spool = spool
        self.form = form
        self.channel = channel
        self.authorRole = authorRole
    }
}
