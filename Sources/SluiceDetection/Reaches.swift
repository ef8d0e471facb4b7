import SluiceModel

/// How far detection looks around a match, in bytes.
enum Reaches {
    /// A text of more bytes is looked at in pieces.
    static let longText = 1 << 20
    /// How far `within: message`, `distinct` and keywords look in a long text.
    static let around = 64 << 10
    /// How far `within: line` looks where the line does not end before.
    static let line = 60_000
    /// The most code points that a `near` condition may look; each takes four bytes at most.
    static let characters = 15_000
    /// Where a window slides over a long text, it begins and ends at multiples of this.
    static let alignment = 4 << 10
    /// What detection asks of a segment beyond what the engine does: the above and the longest word.
    static let context = around + 2 * alignment

    /// Whether a text is so long that it is looked at in pieces.
    ///
    /// Only a text that is its message's one part can be.
    static func isLong(_ message: Message) -> Bool {
        guard message.parts.count == 1, let segment = message.parts.first?.text else { return false }
        return !segment.endsText || segment.offset + segment.storage.count > longText
    }
}
