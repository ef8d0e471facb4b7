public import SluiceModel

/// Shows as much of what was found as the rule allows, and nothing of other matches and of people's names.
public struct Mask: Sendable {
    let reveals: Bool

    /// - Parameter reveals: Whether values are shown as they are; the user asked for it by name.
    public init(reveals: Bool = false) { self.reveals = reveals }

    /// The finding's value as it may be shown.
    public func value(of finding: Finding) -> String {
        var bytes = GrowingBytes()
        unsafe withUnsafePointer(to: finding) { unsafe writeValue(of: $0, to: &bytes) }
        return bytes.text
    }

    /// The excerpt as it may be shown.
    ///
    /// Other matches win over the value: what one rule may show, another may have to hide.
    public func excerpt(of finding: Finding) -> ExcerptRecord {
        var value = GrowingBytes()
        var bytes = GrowingBytes()
        let marked = unsafe withUnsafePointer(to: finding) { finding in
            unsafe writeValue(of: finding, to: &value)
            return unsafe writeExcerpt(of: finding, value, to: &bytes)
        }
        return ExcerptRecord(bytes.text, value: marked)
    }

    /// Writes a finding's value as it may be shown, as UTF-8.
    func writeValue(of finding: UnsafePointer<Finding>, to bytes: inout GrowingBytes) {
        if reveals { return bytes.append(unsafe finding.pointee.value.revealedText) }
        if let label = unsafe finding.pointee.label { return bytes.append(label) }
        write(unsafe finding.pointee.value, show: unsafe finding.pointee.show, to: &bytes)
    }

    /// Writes so much of a value as a rule lets be seen.
    func write(_ value: Secret, show: Show, to bytes: inout GrowingBytes) {
        switch show {
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
