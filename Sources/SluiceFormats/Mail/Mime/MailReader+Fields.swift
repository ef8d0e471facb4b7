import SluiceModel
import SluiceText

extension MailReader {
    /// Recipients kept of one mail; the texts of all are parts.
    private static let mostPeople = 1000

    /// Reads the header fields of a whole mail: the outermost one's become the message's, an inner one's its layer's.
    mutating func readFields(_ header: MailHeader, _ bytes: Span<UInt8>, _ job: inout EntityJob) {
        let isOutermost = job.level == 0
        if !isOutermost { job.forwarded = innerLayer(header, bytes, around: job.forwarded) }
        let place = TextPlace(job, number: job.number.isEmpty ? nil : job.number)
        var people = MailPeople()
        for (index, field) in header.fields.enumerated() where !field.value.isEmpty {
            guard draft.smallPartsLeft > 0 else {
                let rest = header.fields[index].name.lowerBound..<header.end
                addStanding(.comment, bytes, rest.lowerBound..<max(rest.lowerBound, rest.upperBound), place)
                break
            }
            readField(field, bytes, place, &people)
        }
        guard isOutermost else { return }
        subject = header.first(.subject).flatMap { subject(bytes, $0) }
        readTrace(header, bytes)
        draft.message.author = people.from.first ?? people.sender.first
        draft.message.recipients = people.recipients
        draft.message.authorRole = reader.options.organisation.role(of: draft.message.author)
    }

    /// Reads the fields of a part that are text.
    mutating func readPartFields(_ header: MailHeader, _ bytes: Span<UInt8>, _ job: EntityJob) {
        let place = TextPlace(job, number: job.leafNumber)
        for field in header.fields where draft.smallPartsLeft > 0 {
            switch field.kind {
            case .comment where !field.isDoubtful: addText(.comment, bytes, field.text(in: bytes), place)
            case .label: addText(.label, bytes, field.name.lowerBound..<field.value.upperBound, place)
            case .subject: addText(.subject, bytes, field.value, place)
            default: break
            }
        }
    }

    private mutating func readField(
        _ field: MailField, _ bytes: Span<UInt8>, _ place: TextPlace, _ people: inout MailPeople
    ) {
        switch field.kind {
        case .subject: addText(.subject, bytes, field.value, place)
        case .from, .sender, .to, .cc, .bcc, .addresses:
            readPeople(bytes, field.value, place) { people.add($0, field.kind, most: MailReader.mostPeople) }
        case .label: addText(.label, bytes, field.name.lowerBound..<field.value.upperBound, place)
        // What stands behind a stray line is read as the body's text too.
        case .comment where !field.isDoubtful: addText(.comment, bytes, field.text(in: bytes), place)
        default: break
        }
    }

    /// Adds the names and addresses of a list and gives each person away.
    private mutating func readPeople(
        _ bytes: Span<UInt8>, _ value: Range<Int>, _ place: TextPlace, _ found: (Person) -> Void
    ) {
        let stop = AddressList.read(bytes, value) { entry in
            var person = Person()
            if let name = entry.name, let text = phrase(bytes, name) {
                person.name = draft.string(text, bytes)
                draft.add(.displayName, text, at: place, bytes, raw: name)
            }
            if let address = entry.address, let text = text(bytes, address) {
                person.address = draft.string(text, bytes)
                draft.add(.address, text, at: place, bytes, raw: address)
            }
            if person.address != nil { found(person) }
            return draft.smallPartsLeft > 0
        }
        // Too many to be parts of their own: the rest of the list is one.
        if stop < value.upperBound { addText(.address, bytes, stop..<value.upperBound, place) }
    }

    /// The identifier, time and thread of the message.
    private mutating func readTrace(_ header: MailHeader, _ bytes: Span<UInt8>) {
        let identifier = header.first(.messageID).flatMap { MailReader.identifier(bytes, $0) }
        draft.message.origin.messageID = identifier
        draft.message.time = header.first(.date).flatMap { MailDate.seconds(bytes, $0) }
        let root =
            header.first(.references).flatMap { MailReader.identifier(bytes, $0) }
            ?? header.first(.inReplyTo).flatMap { MailReader.identifier(bytes, $0) }
        let index = header.first(.threadIndex)
        // The first 22 bytes of Outlook's index, 30 letters, are the same through a conversation; answers are longer.
        let isAnswer = (index?.count ?? 0) > 30
        let conversation = index.map { bytes.string($0.prefix(30)) }
        draft.message.thread = root ?? (isAnswer ? conversation : nil) ?? identifier ?? conversation
    }

    /// The first identifier in a value, without its brackets.
    private static func identifier(_ bytes: Span<UInt8>, _ value: Range<Int>) -> String? {
        var range = value
        if let open = bytes.place(of: 0x3C, in: value),
            let close = bytes.place(of: 0x3E, in: open..<value.upperBound)
        {
            range = open + 1..<close
        } else {
            var end = value.lowerBound
            while end < value.upperBound, !bytes[end].isWhiteSpace { end += 1 }
            range = value.lowerBound..<end
        }
        return range.isEmpty || range.count > 998 ? nil : bytes.string(range)
    }

    /// What covers the texts of a mail within the mail.
    private mutating func innerLayer(_ header: MailHeader, _ bytes: Span<UInt8>, around: InnerMail?)
        -> InnerMail
    {
        let depth = (around?.depth ?? 0) + 1
        var layer = Layer(kind: .forwarded(depth: depth), span: ByteSpan(0, 0))
        layer.from = header.first(.from).flatMap { people(bytes, $0, most: 1).first }
        layer.to = header.first(.to).map { people(bytes, $0, most: 50) } ?? []
        layer.date = header.first(.date).flatMap { MailDate.seconds(bytes, $0) }
        layer.subject = header.first(.subject).flatMap { subject(bytes, $0) }
        return InnerMail(layer, depth: depth)
    }

    private mutating func subject(_ bytes: Span<UInt8>, _ value: Range<Int>) -> String? {
        passing { draft in MailReader.text(bytes, value, &draft.small).map { draft.string($0, bytes) } }
    }

    private mutating func people(_ bytes: Span<UInt8>, _ value: Range<Int>, most: Int) -> [Person] {
        passing { draft in
            var people: [Person] = []
            _ = AddressList.read(bytes, value) { entry in
                let name = entry.name.flatMap { MailReader.phrase(bytes, $0, &draft.small) }
                let address = entry.address.flatMap { MailReader.text(bytes, $0, &draft.small) }
                people.append(
                    Person(
                        name: name.map { draft.string($0, bytes) },
                        address: address.map { draft.string($0, bytes) }))
                return people.count < most
            }
            return people
        }
    }

    /// Runs `body` and drops what it wrote into the small texts.
    private mutating func passing<Result>(_ body: (inout MailDraft) -> Result) -> Result {
        let count = draft.small.count
        let result = body(&draft)
        draft.small.truncate(to: count)
        return result
    }
}

/// Whom the fields name.
struct MailPeople {
    var from: [Person] = []
    var sender: [Person] = []
    var recipients: [Person] = []

    mutating func add(_ person: Person, _ kind: MailFieldKind, most: Int) {
        switch kind {
        case .from: if from.isEmpty { from.append(person) }
        case .sender: if sender.isEmpty { sender.append(person) }
        case .to, .cc, .bcc: if recipients.count < most { recipients.append(person) }
        default: break
        }
    }
}
