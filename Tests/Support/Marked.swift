/// A text in which the expected spans stand between ⟦ and ⟧; `‖`, which hides tokens from push protection, vanishes.
public struct Marked: Sendable {
    public let text: String
    /// In bytes of ``text``.
    public let spans: [Range<Int>]

    public init(_ marked: String) {
        var bytes: [UInt8] = []
        var spans: [Range<Int>] = []
        var start = 0
        for character in marked.unicodeScalars {
            switch character {
            case "⟦": start = bytes.count
            case "⟧": spans.append(start..<bytes.count)
            case "‖": break
            default: bytes.append(contentsOf: String(character).utf8)
            }
        }
        text = String(decoding: bytes, as: UTF8.self)
        self.spans = spans
    }
}
