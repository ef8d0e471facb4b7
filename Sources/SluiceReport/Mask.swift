public import SluiceModel

/// Shows as much of what was found as the rule allows, and nothing of other matches and of people's names.
public struct Mask: Sendable {
    /// A stretch of an excerpt, ready to be shown.
    public struct Piece: Hashable, Sendable {
        public var text: String
        /// Whether it stands for the finding's own value.
        public var isValue: Bool
    }

    private enum Treatment { case plain, value, hidden }

    private static let longest = 64
    private let reveals: Bool

    /// - Parameter reveals: Whether values are shown as they are; the user asked for it by name.
    public init(reveals: Bool = false) { self.reveals = reveals }

    /// The finding's value as it may be shown.
    public func value(of finding: Finding) -> String {
        if reveals { return finding.value.revealedText }
        if let label = finding.label { return label }
        return Mask.masked(finding.value.revealedText, show: finding.show)
    }

    /// The excerpt as it may be shown, cut where the finding's value begins and ends.
    public func excerpt(of finding: Finding) -> [Piece] {
        let bytes = finding.excerpt.text.revealed
        let treatments = self.treatments(finding.excerpt, count: bytes.count)
        var pieces: [Piece] = []
        var start = 0
        while start < bytes.count {
            let treatment = treatments[start]
            let end = treatments[start...].firstIndex { $0 != treatment } ?? bytes.count
            let text = String(decoding: bytes[start..<end], as: UTF8.self)
            switch treatment {
            case .plain: pieces.append(Piece(text: text, isValue: false))
            case .hidden: pieces.append(Piece(text: Mask.masked(text, show: .none), isValue: false))
            case .value: pieces.append(Piece(text: shown(text, of: finding), isValue: true))
            }
            start = end
        }
        return pieces
    }

    /// Other matches win over the value: what one rule may show, another may have to hide.
    private func treatments(_ excerpt: Excerpt, count: Int) -> [Treatment] {
        var treatments = [Treatment](repeating: .plain, count: count)
        for index in excerpt.value.range.clamped(to: 0..<count) { treatments[index] = .value }
        guard !reveals else { return treatments }
        for mask in excerpt.masks where mask != excerpt.value {
            for index in mask.range.clamped(to: 0..<count) { treatments[index] = .hidden }
        }
        return treatments
    }

    /// A stretch of the value in its excerpt, which may hold less than the whole of it.
    private func shown(_ text: String, of finding: Finding) -> String {
        if reveals { return text }
        if let label = finding.label { return label }
        let isWhole = text.utf8.count == finding.value.count
        let show = finding.show == .ends && !isWhole ? Show.none : finding.show
        return Mask.masked(text, show: show)
    }

    /// `text` with a dot for what must not be seen.
    ///
    /// Of `ends` remain the last letters and digits, four at most and a quarter at most, and the separators;
    /// of `none` not even the length.
    static func masked(_ text: String, show: Show) -> String {
        switch show {
        case .all: return text
        case .none: return String(repeating: "•", count: 8)
        case .ends: break
        }
        var left = quarterOfLetters(text)
        var masked: [Unicode.Scalar] = []
        masked.reserveCapacity(longest + 1)
        for scalar in text.unicodeScalars.reversed() {
            if isSeparator(scalar) {
                masked.append(scalar)
            } else if left > 0, isLetter(scalar) {
                masked.append(scalar)
                left -= 1
            } else {
                // What is no letter ends what is shown.
                left = 0
                masked.append("•")
            }
            guard masked.count < longest else {
                masked.append("…")
                break
            }
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * masked.count)
        for scalar in masked.reversed() {
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A quarter of the letters and digits, four at most; more of them than that need not be counted.
    private static func quarterOfLetters(_ text: String) -> Int {
        var letters = 0
        for scalar in text.unicodeScalars where isLetter(scalar) {
            letters += 1
            if letters == 16 { break }
        }
        return letters / 4
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isASCIILetter(scalar.value) }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private static func isASCIILetter(_ value: UInt32) -> Bool {
        value &- 0x30 < 10 || (value | 0x20) &- 0x61 < 26
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x2D, 0x2E, 0x2F: true
        case ..<0x80: false
        default: scalar.properties.isWhitespace
        }
    }
}
