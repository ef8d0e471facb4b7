import SluiceModel

/// An example's text and the spans that its marks ⟦ and ⟧ give.
struct MarkedText {
    var text: [UInt8] = []
    var spans: [ByteSpan] = []

    init(_ marked: String) {
        var start: Int?
        for scalar in marked.unicodeScalars {
            switch scalar {
            case "⟦": start = text.count
            case "⟧":
                if let begin = start { spans.append(ByteSpan(begin, text.count)) }
                start = nil
            case "‖": break
            default: text += Array(String(scalar).utf8)
            }
        }
    }
}
