import SluiceModel
import SluiceText

extension MailReader {
    /// Adds the text of a header's value, if it has any.
    mutating func addText(_ kind: PartKind, _ bytes: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace) {
        guard let text = text(bytes, range) else { return }
        draft.add(kind, text, at: place, bytes, raw: range)
    }

    mutating func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> MailDraft.Text? {
        MailReader.text(bytes, range, &draft.small)
    }

    mutating func phrase(_ bytes: Span<UInt8>, _ range: Range<Int>) -> MailDraft.Text? {
        MailReader.phrase(bytes, range, &draft.small)
    }

    /// The text of a value, unfolded and decoded; nil where it is empty.
    static func text(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ small: inout ByteBuffer
    ) -> MailDraft.Text? {
        let start = small.count
        guard EncodedWords.append(bytes, range, to: &small) else {
            return range.isEmpty ? nil : .verbatim(range)
        }
        return small.count > start ? .small(start..<small.count) : nil
    }

    /// The text of a display name, its quotes taken off.
    static func phrase(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ small: inout ByteBuffer
    ) -> MailDraft.Text? {
        var range = bytes.trimmed(range)
        if range.count >= 2, bytes[range.lowerBound] == 0x22, bytes[range.upperBound - 1] == 0x22,
            bytes.place(of: 0x22, in: range.lowerBound + 1..<range.upperBound) == range.upperBound - 1
        {
            range = bytes.trimmed(range.lowerBound + 1..<range.upperBound - 1)
        }
        guard bytes.place(of: 0x22, in: range) != nil || bytes.place(of: 0x5C, in: range) != nil else {
            return text(bytes, range, &small)
        }
        var bare: [UInt8] = []
        bare.reserveCapacity(range.count)
        var place = range.lowerBound
        while place < range.upperBound {
            if bytes[place] == 0x5C, place + 1 < range.upperBound {
                place += 1
            } else if bytes[place] == 0x22 {
                place += 1
                continue
            }
            bare.append(bytes[place])
            place += 1
        }
        return own(bare, &small)
    }

    /// The text of bytes that stand nowhere as they are.
    static func own(_ bytes: [UInt8], _ small: inout ByteBuffer) -> MailDraft.Text? {
        let start = small.count
        if !EncodedWords.append(bytes.span, 0..<bytes.count, to: &small) { small.append(bytes.span) }
        return small.count > start ? .small(start..<small.count) : nil
    }
}
