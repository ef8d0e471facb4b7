import SluiceModel

/// How the bytes of an input are understood.
public enum InputForm: String, CaseIterable, Sendable {
    /// By their content: text is read, pictures and programs are skipped, other formats are named.
    case auto
    /// As text, whatever they are.
    case text
    /// As one mail.
    case mail
    /// As mails one after the other.
    case mbox
    /// As a page in HTML.
    case html
    /// As a document in RTF.
    case rtf
    /// As a chat that WhatsApp exported.
    case whatsapp
    /// As a chat of Signal, exported as Markdown or text.
    case signal
    /// As JSON Lines: one object a line.
    case jsonl
    /// As one JSON document, whatever its length, or one of the exports that are written as JSON.
    case json
    /// As a table: comma-separated values, or what else parts the columns.
    case csv
    /// As a page of a forum, in HTML.
    case forum
    /// Archives and compressed files of every kind.
    case archive
    /// Documents of Office and OpenDocument.
    case office
    /// PDF, by `pdftotext`.
    case pdf
    /// Outlook's archives, by `readpst`.
    case pst
    /// As a unified diff, of which the added lines are read.
    case diff
}

/// How long texts are cut, and how much of their neighbours each segment carries.
public struct SegmentSizes: Sendable {
    /// The bytes for which one segment answers.
    public var body: Int
    public var before: Int
    public var behind: Int
    /// How much of ``behind`` most segments do with; the rest is read for those that ask for it.
    public var briefBehind: Int
    /// What makes segments smaller where much is found; nil where they are to be as large as they may.
    public var pace: UnitPace?

    /// - Parameters:
    ///   - body: Large enough that the bytes carried twice cost little, small enough that a segment for each
    ///     worker fits into the memory promised.
    ///   - before: What evidence looks at before a match, 64 KiB at least.
    ///   - behind: The longest match, and what evidence looks at behind it.
    public init(body: Int = 4 << 20, before: Int, behind: Int) {
        self.body = max(1, body)
        self.before = max(0, before)
        self.behind = max(0, behind)
        briefBehind = self.behind
    }

    /// The same for segments that carry little of their neighbours, so that one fits into a large page of memory.
    var ofBriefSegments: SegmentSizes {
        guard briefBehind < behind else { return self }
        var sizes = self
        let around = before + briefBehind + 2 * TextStorage.padding + 8
        sizes.body = min(body, max(1 << 20, StoragePool.largePage - around))
        return sizes
    }

    /// The bytes for which the next segment answers.
    var nextBody: Int { pace?.size(of: body) ?? body }
}
