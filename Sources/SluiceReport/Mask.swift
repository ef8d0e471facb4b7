public import SluiceModel

/// Shows as much of what was found as the rule allows, and nothing of other matches and of people's names.
public struct Mask: Sendable {
    private static let longest = 64
    private static let hidden = "••••••••"
    private let reveals: Bool

    /// - Parameter reveals: Whether values are shown as they are; the user asked for it by name.
    public init(reveals: Bool = false) { self.reveals = reveals }

    /// The finding's value as it may be shown.
    public func value(of finding: Finding) -> String {
        if reveals { return finding.value.revealedText }
        if let label = finding.label { return label }
        return Mask.masked(finding.value.revealedText, show: finding.show)
    }

    /// The excerpt as it may be shown.
    ///
    /// Other matches win over the value: what one rule may show, another may have to hide.
    public func excerpt(of finding: Finding) -> ExcerptRecord {
        excerpt(of: finding, masked: value(of: finding))
    }

    /// The same with the finding's value as it may be shown, which mostly stands in its excerpt as a whole.
    func excerpt(of finding: Finding, masked value: String) -> ExcerptRecord {
        let bytes = finding.excerpt.text.revealed
        var draft = Draft(bytes: bytes, value: finding.excerpt.value.range.clamped(to: 0..<bytes.count))
        var place = 0
        var isHidden = false
        for span in hidden(finding.excerpt, count: bytes.count) {
            if place < span.lowerBound {
                show(place..<span.lowerBound, of: finding, as: value, in: &draft)
                isHidden = false
            }
            if !isHidden { draft.hide(at: span.lowerBound) }
            isHidden = true
            place = max(place, span.upperBound)
        }
        if place < bytes.count { show(place..<bytes.count, of: finding, as: value, in: &draft) }
        return draft.record
    }

    /// A text in which no value of its own stands, with dots for all that must not be seen.
    func text(_ excerpt: Excerpt) -> String {
        let bytes = excerpt.text.revealed
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + 32)
        var place = 0
        for span in hidden(excerpt, count: bytes.count) {
            // What touches what was hidden before is hidden with it.
            if place < span.lowerBound || place == 0 {
                text += bytes[min(place, span.lowerBound)..<span.lowerBound]
                text += Mask.hidden.utf8
            }
            place = max(place, span.upperBound)
        }
        text += bytes[place...]
        return String(decoding: text, as: UTF8.self)
    }

    /// What must not be shown of an excerpt beside the value, by the places.
    private func hidden(_ excerpt: Excerpt, count: Int) -> [Range<Int>] {
        guard !reveals, excerpt.masks.contains(where: { $0 != excerpt.value }) else { return [] }
        return excerpt.masks.filter { $0 != excerpt.value }.map { $0.range.clamped(to: 0..<count) }
            .filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
    }

    private func show(
        _ range: Range<Int>, of finding: Finding, as masked: String, in draft: inout Draft
    ) {
        let value = draft.value
        draft.copy(range.clamped(to: 0..<value.lowerBound))
        let shown = range.clamped(to: value)
        if shown.count == finding.value.count {
            draft.mark(masked)
        } else if !shown.isEmpty {
            let text = String(decoding: draft.bytes[shown], as: UTF8.self)
            draft.mark(self.shown(text, of: finding))
        }
        draft.copy(range.clamped(to: value.upperBound..<draft.bytes.count))
    }

    /// An excerpt of which the beginning has been masked.
    private struct Draft {
        let bytes: [UInt8]
        let value: Range<Int>
        private var text: [UInt8] = []
        /// In bytes of `text`; nil where nothing of the value has been shown.
        private var marked: Range<Int>?

        init(bytes: [UInt8], value: Range<Int>) {
            self.bytes = bytes
            self.value = value
            text.reserveCapacity(bytes.count + 32)
        }

        mutating func copy(_ range: Range<Int>) { text += bytes[range] }

        mutating func mark(_ shown: String) {
            let start = marked?.lowerBound ?? text.count
            text += shown.utf8
            marked = start..<text.count
        }

        /// Dots that say nothing of the length; those within the value belong to it.
        mutating func hide(at place: Int) {
            if value.contains(place) {
                mark(Mask.hidden)
            } else {
                text += Mask.hidden.utf8
            }
        }

        var record: ExcerptRecord {
            let marked = marked ?? 0..<0
            return ExcerptRecord(
                validating: text, value: ByteSpan(marked.lowerBound, marked.upperBound))
        }
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
        case .none: return hidden
        case .ends: break
        }
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return maskedASCII(text) }
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

    /// The same for what nearly all values are made of.
    private static func maskedASCII(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            var letters = 0
            for place in bytes.indices where isASCIILetter(UInt32(unsafe bytes[place])) { letters += 1 }
            var left = min(letters, 16) / 4
            // What is shown stands at the end; before it dots and separators.
            let start = max(0, bytes.count - longest)
            var shown = bytes.count
            while shown > start {
                let byte = unsafe bytes[shown - 1]
                let isShown = left > 0 && isASCIILetter(UInt32(byte))
                guard isShown || isASCIISeparator(byte) else { break }
                if isShown { left -= 1 }
                shown -= 1
            }
            return unsafe String(unsafeUninitializedCapacity: 3 * (longest + 1)) { target in
                var count = 0
                func append(_ byte: UInt8) {
                    unsafe target[count] = byte
                    count += 1
                }
                if bytes.count >= longest { for byte in "…".utf8 { append(byte) } }
                for place in start..<shown {
                    let byte = unsafe bytes[place]
                    if isASCIISeparator(byte) { append(byte) } else { for byte in "•".utf8 { append(byte) } }
                }
                for place in shown..<bytes.count { append(unsafe bytes[place]) }
                return count
            }
        }
    }

    private static func isASCIISeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09...0x0D, 0x20, 0x2D, 0x2E, 0x2F: true
        default: false
        }
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
