/// A mail of ours that tells somebody of a decision; it holds nothing of the mail that it is about.
public struct Note: Hashable, Sendable {
    public var to: String
    public var subject: String
    public var replyTo: String?
    /// Lines without line ends; long ones are wrapped in the mail.
    public var lines: [String]

    public init(to: String, subject: String, replyTo: String? = nil, lines: [String]) {
        self.to = to
        self.subject = subject
        self.replyTo = replyTo
        self.lines = lines
    }

    /// The field by which a note is known again where notes are checked, too.
    static let mark = MailFields.prefix + "Note"

    /// The mail, which seems to come from `from` and is written at `time`, in seconds since 1970.
    ///
    /// Its envelope has the null sender, so that nothing ever answers it.
    public func mail(from: String, at time: Double) -> String {
        let name = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let domain = from.split(separator: "@").last.map(String.init) ?? "localhost"
        var header = [
            "Date: \(InternetTime.text(time, zone: "+0000"))",
            "Message-ID: <sluice.\(name)@\(Note.safe(domain))>",
            "From: Sluice <\(Note.safe(from))>", "To: <\(Note.safe(to))>",
            "Subject: " + String(decoding: SubjectField.value(of: Note.safe(subject)), as: UTF8.self),
            // RFC 3834: made by a program because of somebody's mail; no other program is to answer.
            "Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit",
            "\(Note.mark): 1",
        ]
        if let replyTo, replyTo.contains("@") { header.append("Reply-To: <\(Note.safe(replyTo))>") }
        return (header + [""] + lines.map(Note.safe).flatMap(TextLines.wrapped)).joined(separator: "\n")
            + "\n"
    }

    /// One line, whatever is in it.
    private static func safe(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
    }
}
