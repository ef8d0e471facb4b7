/// A mail of ours that tells somebody of a decision; it holds nothing of the mail that it is about.
public struct Note: Hashable, Sendable {
    public var to: String
    public var subject: String
    public var replyTo: String?
    /// Lines without line ends.
    public var lines: [String]

    /// The mail, which seems to come from `from`; its envelope has the null sender, so that nothing ever answers it.
    public func mail(from: String) -> String {
        var header = [
            "From: Sluice <\(Note.safe(from))>", "To: <\(Note.safe(to))>",
            "Subject: " + String(decoding: SubjectField.value(of: Note.safe(subject)), as: UTF8.self),
            // RFC 3834: made by a program because of somebody's mail; no other program is to answer.
            "Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit",
        ]
        if let replyTo, replyTo.contains("@") { header.insert("Reply-To: <\(Note.safe(replyTo))>", at: 2) }
        return (header + [""] + lines.map(Note.safe)).joined(separator: "\n") + "\n"
    }

    /// One line, whatever is in it.
    private static func safe(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
    }
}
