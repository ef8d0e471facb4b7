import SluiceModel

/// A long body and the text made of it need not be held both: whoever wants messages alone reads the text.
extension MailReader {
    /// Shorter bodies take little.
    private static let longBody = 4 << 20

    /// Whether the bytes of a body may go once its text is there: they have one reading, and no other mail lies in them.
    private func mayGiveUp(_ leaf: MailLeaf) -> Bool {
        reader.options.givesUpSources && seen == nil && leaf.range.count >= MailReader.longBody
            && !leaf.place.source.isMailbox
    }

    /// Gives up, from front to back, the bytes that a text in UTF-8 is read from; nil where they have to stay.
    mutating func givingUp(_ text: MailDraft.Text, of leaf: MailLeaf) -> ((Int) -> Void)? {
        guard mayGiveUp(leaf), !hasAlternatives else { return nil }
        switch text {
        case .decoded(let storage): return giving(storage, 0..<storage.count)
        case .verbatim(let range): return givingUpSource(range, of: leaf)
        case .small: return nil
        }
    }

    /// Likewise for bytes of the file itself, which were decoded or are.
    mutating func givingUpSource(_ range: Range<Int>, of leaf: MailLeaf) -> ((Int) -> Void)? {
        guard mayGiveUp(leaf) else { return nil }
        let storage = leaf.place.source.storage
        storage.withSpan { draft.lines.remember(range, in: $0) }
        return giving(storage, range)
    }

    /// What the transfer encoding of a body hides; the encoded bytes of a long one are given up where they may be.
    mutating func decodedBody(
        _ leaf: MailLeaf, _ bytes: Span<UInt8>
    ) -> (storage: TextStorage?, oddities: Base64.Oddities) {
        switch leaf.reading.encoding {
        case .quotedPrintable where mayGiveUp(leaf):
            return (
                QuotedPrintable.decode(bytes, leaf.range, isDone: givingUpSource(leaf.range, of: leaf)),
                Base64.Oddities()
            )
        // What is odd is read once more.
        case .base64 where mayGiveUp(leaf) && Base64.isPlain(bytes, leaf.range):
            let isDone = givingUpSource(leaf.range, of: leaf)
            return { ($0.storage, $0.oddities) }(Base64.decode(bytes, leaf.range, isDone: isDone))
        default: return MailReader.decoded(bytes, leaf.range, leaf.reading.encoding)
        }
    }

    private func giving(_ storage: TextStorage, _ range: Range<Int>) -> (Int) -> Void {
        var start = range.lowerBound
        return { done in
            let end = range.lowerBound + done
            guard end > start else { return }
            storage.giveUp(start..<end)
            start = end
        }
    }
}
