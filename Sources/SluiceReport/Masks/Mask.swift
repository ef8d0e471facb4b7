public import SluiceModel

/// Shows as much of what was found as the rule allows, and nothing of other matches and of people's names.
public struct Mask: Sendable {
    let reveals: Bool

    /// - Parameter reveals: Whether values are shown as they are; the user asked for it by name.
    public init(reveals: Bool = false) { self.reveals = reveals }

    /// The finding's value as it may be shown.
    public func value(of finding: Finding) -> String {
        var bytes = GrowingBytes()
        write(finding.value, shown: Shown(finding.label, finding.show), to: &bytes)
        return bytes.text
    }

    /// The excerpt as it may be shown.
    ///
    /// Other matches win over the value: what one rule may show, another may have to hide.
    public func excerpt(of finding: Finding) -> ExcerptRecord {
        let shown = Shown(finding.label, finding.show)
        var value = GrowingBytes()
        var bytes = GrowingBytes()
        write(finding.value, shown: shown, to: &value)
        let whole = (count: finding.value.count, shown: shown)
        let marked = write(finding.excerpt, of: whole, masked: value, to: &bytes)
        return ExcerptRecord(bytes.text, value: marked)
    }

    /// How much of a value may be seen, and what stands for it.
    struct Shown {
        let label: String?
        var show: Show

        init(_ label: String?, _ show: Show) {
            self.label = label
            self.show = show
        }
    }

    /// Writes a value as it may be shown, as UTF-8.
    func write(_ value: Secret, shown: Shown, to bytes: inout GrowingBytes) {
        if reveals { return bytes.append(value.revealedText) }
        if let label = shown.label { return bytes.append(label) }
        switch shown.show {
        case .none: bytes.append(MaskedValue.hidden)
        case .all: bytes.append(value.revealedText)
        case .ends:
            unsafe value.revealed.withUnsafeBufferPointer { text in
                if unsafe MaskedValue.isASCII(UnsafeRawBufferPointer(text)) {
                    unsafe MaskedValue.writeASCII(text, to: &bytes)
                } else {
                    bytes.append(MaskedValue.masked(value.revealedText, show: .ends))
                }
            }
        }
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
                text += MaskedValue.hidden.description.utf8
            }
            place = max(place, span.upperBound)
        }
        text += bytes[place...]
        return String(decoding: text, as: UTF8.self)
    }

    /// What must not be shown of an excerpt beside the value, by the places.
    func hidden(_ excerpt: Excerpt, count: Int) -> [Range<Int>] {
        guard !reveals, excerpt.masks.contains(where: { $0 != excerpt.value }) else { return [] }
        return excerpt.masks.filter { $0 != excerpt.value }.map { $0.range.clamped(to: 0..<count) }
            .filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
    }
}

extension GrowingBytes {
    /// The bytes as text; what is not UTF-8 becomes U+FFFD.
    var text: String { withBytes { unsafe String(decoding: $0, as: UTF8.self) } }
}
