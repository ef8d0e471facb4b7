import SluiceModel
import SluiceText

extension MailSkim {
    /// Adds the texts of a field that says nothing of the body; false where it is more than is read here.
    mutating func takeField(_ field: MailField, _ bytes: Span<UInt8>, ofPart isPart: Bool) -> Bool {
        guard !field.isDoubtful else { return false }
        switch field.kind {
        case .subject: return takeText(field.value, bytes)
        case .comment: return takeText(field.text(in: bytes), bytes)
        case .label:
            // An empty label counts in a part alone, as the mail's own fields without a value are passed by.
            if field.value.isEmpty, !isPart { return true }
            return takeText(field.name.lowerBound..<field.value.upperBound, bytes)
        case .from, .sender, .to, .cc, .bcc, .addresses:
            return isPart ? true : takePeople(field.value, bytes)
        case .date, .messageID, .references, .inReplyTo, .threadIndex, .contentType, .transferEncoding,
            .disposition, .contentLength, .machine:
            return true
        }
    }

    private mutating func takeText(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        small.truncate(to: 0)
        guard let text = MailReader.text(bytes, range, &small) else { return true }
        return add(text, bytes, isName: false)
    }

    private mutating func takePeople(_ value: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        var left = MailSkim.mostAddresses
        var isTaken = true
        _ = AddressList.read(bytes, value) { entry in
            left -= 1
            small.truncate(to: 0)
            if let name = entry.name, let text = MailReader.phrase(bytes, name, &small) {
                isTaken = add(text, bytes, isName: true)
            }
            if isTaken, let address = entry.address, let text = MailReader.text(bytes, address, &small) {
                isTaken = add(text, bytes, isName: true)
            }
            return isTaken && left > 0
        }
        return isTaken && left > 0
    }

    /// Adds a text of a field; in names and addresses nobody looks for encodings.
    mutating func add(_ text: MailDraft.Text, _ bytes: Span<UInt8>, isName: Bool) -> Bool {
        let count: Int
        switch text {
        case .verbatim(let range):
            count = range.count
            guard arena.draft(bytes.extracting(range)) else { return false }
        case .small(let range):
            count = range.count
            let isDrafted = small.withSpan { arena.draft($0.extracting(range)) }
            guard isDrafted else { return false }
        case .decoded: return false
        }
        guard isName else { return keep(count, flow: .fixed) }
        arena.keep(count, flow: .fixed)
        return true
    }
}
