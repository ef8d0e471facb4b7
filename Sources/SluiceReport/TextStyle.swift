import SluiceModel

/// Colours for a terminal, or none.
public struct TextStyle: Hashable, Sendable {
    private let hasColour: Bool

    public static let plain = TextStyle(hasColour: false)
    public static let coloured = TextStyle(hasColour: true)

    private init(hasColour: Bool) { self.hasColour = hasColour }

    func path(_ text: String) -> String { paint(text, "1;35") }
    func place(_ text: String) -> String { paint(text, "32") }
    public func strong(_ text: String) -> String { paint(text, "1") }
    func faint(_ text: String) -> String { paint(text, "2") }
    func value(_ text: String) -> String { paint(text, "1;31") }

    func severity(_ severity: Severity, _ text: String) -> String {
        switch severity {
        case .info: paint(text, "36")
        case .low: paint(text, "34")
        case .medium: paint(text, "33")
        case .high: paint(text, "31")
        case .critical: paint(text, "1;31")
        }
    }

    private func paint(_ text: String, _ code: String) -> String {
        hasColour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// `text` on one line, without what would steer a terminal or turn the direction of reading.
    public static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: steers) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\t": result.append(" ")
            default: result.append(steers(scalar) ? "\u{FFFD}" : scalar)
            }
        }
        return String(result)
    }

    private static func steers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
