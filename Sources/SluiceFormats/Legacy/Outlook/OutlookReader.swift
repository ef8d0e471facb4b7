import SluiceModel
import SluiceText

/// Makes a mail of what Outlook kept, with its people, layers and attachments.
struct OutlookReader {
    private let reader: ContentReader
    private let content: Content
    private var message: Message
    /// The mail within the mail that is being read, as the layer around its texts.
    private var around: [Layer] = []
    private var number: String?

    static func message(of mail: OutlookMessage, _ content: Content, with reader: ContentReader) -> Message {
        var maker = OutlookReader(
            reader: reader, content: content, message: Message(origin: content.origin, channel: .mail))
        maker.readTrace(mail)
        maker.read(mail)
        return maker.message
    }

    private init(reader: ContentReader, content: Content, message: Message) {
        self.reader = reader
        self.content = content
        self.message = message
    }

    /// People, time and thread of the outermost mail.
    private mutating func readTrace(_ mail: OutlookMessage) {
        let properties = mail.properties
        message.author = OutlookReader.author(properties)
        message.authorRole = reader.options.organisation.role(of: message.author)
        message.recipients = mail.recipients.map(OutlookReader.person).filter {
            $0.address != nil || $0.name != nil
        }
        message.time = properties.time(.sentTime, .deliveryTime)
        let identifier = properties.text(.messageID).map(OutlookReader.identifier)
        message.origin.messageID = identifier
        let root = properties.text(.references, .inReplyTo).map(OutlookReader.identifier)
        message.thread = root ?? identifier
    }

    /// The first identifier of a list, without its brackets.
    private static func identifier(_ text: String) -> String {
        let first = text.split { $0 == " " || $0 == "\r\n" || $0 == "\n" || $0 == "\t" }.first ?? ""
        return String(first.drop { $0 == "<" }.prefix { $0 != ">" })
    }

    private static func author(_ properties: OutlookProperties) -> Person? {
        let name = properties.text(.senderName, .representedName)
        let addresses = properties.texts.filter {
            [PropertyID.senderSMTP, .representedSMTP, .senderAddress, .representedAddress].map(\.rawValue)
                .contains($0.id)
        }
        let all = addresses.map { String(decoding: $0.text, as: UTF8.self) }
        let address = all.first { $0.contains("@") }
        return name == nil && address == nil ? nil : Person(name: name, address: address)
    }

    private static func person(_ recipient: OutlookProperties) -> Person {
        var person = Person(name: recipient.text(.displayName), address: recipient.text(.smtpAddress))
        if person.address == nil, let address = recipient.text(.address), address.contains("@") {
            person.address = address
        }
        return person
    }

    private mutating func read(_ mail: OutlookMessage) {
        for reason in mail.gaps { note(reason) }
        let subject = mail.properties.text(.subject, .normalizedSubject)
        for text in mail.properties.all(.subject) { add(.subject, text) }
        add(mail.properties, people: [.senderName, .representedName], .displayName)
        add(
            mail.properties, people: [.senderSMTP, .senderAddress, .representedSMTP, .representedAddress],
            .address)
        for recipient in mail.recipients {
            add(recipient, people: [.displayName], .displayName)
            add(recipient, people: [.smtpAddress, .address], .address)
        }
        readBodies(mail.properties, subject: subject)
        addRest(mail.properties)
        for (index, attachment) in mail.attachments.enumerated() { read(attachment, index + 1) }
    }

    private mutating func add(_ properties: OutlookProperties, people: [PropertyID], _ kind: PartKind) {
        var seen: [[UInt8]] = []
        for id in people {
            for text in properties.all(id) where !seen.contains(text) {
                seen.append(text)
                add(kind, text)
            }
        }
    }

    private mutating func add(_ kind: PartKind, _ text: [UInt8], member: String? = nil) {
        guard text.contains(where: { $0 > 0x20 }) else { return }
        add(Part(kind: kind, number: number, member: member, text: TextSegment(whole: TextStorage(text))))
    }

    /// Adds a part, within the mails around it.
    private mutating func add(_ part: Part) {
        var part = part
        part.layers =
            around.map { layer in
                var layer = layer
                layer.span = ByteSpan(0, part.text.storage.count)
                return layer
            } + part.layers
        message.parts.append(part)
    }

    private mutating func note(_ reason: GapReason) {
        let origin = number.map { Origin(path: content.origin.path + "!part " + $0) } ?? content.origin
        let gap = Gap(origin: origin, reason: reason)
        if !message.gaps.contains(gap) { message.gaps.append(gap) }
    }
}

extension OutlookReader {
    /// The body in each of its forms; RTF and HTML that say the same as the plain text are left out.
    private mutating func readBodies(_ properties: OutlookProperties, subject: String?) {
        var plain: TextStorage?
        for text in properties.all(.body) {
            let storage = TextStorage(text)
            plain = plain ?? storage
            add(
                Part(
                    kind: .body, number: number, text: TextSegment(whole: storage),
                    layers: layers(storage, subject)))
        }
        var pages = properties.all(.html).map { TextStorage($0) }
        if let binary = properties.binary(.html) {
            let label = properties.number(.internetCodePage).flatMap { Charset(codePage: $0) }?.name
            let decoded = binary.withSpan {
                CharsetDecoder.decode($0, label: HTMLCharset.label(in: $0) ?? label)
            }
            pages.append(decoded.storage ?? binary)
        }
        for page in pages {
            add(page.withSpan { HTMLParts.parts(of: $0, number: number) }, unlike: plain, subject)
        }
        guard let packed = properties.binary(.compressedRTF), packed.count > 0 else { return }
        guard let (rtf, isCut) = CompressedRTF.unpack(packed) else {
            return note(.unreadable("damaged: the body in RTF"))
        }
        if isCut { note(.unreadable("the body in RTF is cut short")) }
        var inner = content
        (inner.storage, inner.depth) = (rtf, content.depth + 1)
        RTFFormat.read(inner, with: reader) { reading in
            guard case .message(let found) = reading else { return }
            add(found.parts, unlike: plain, subject)
            for gap in found.gaps { note(gap.reason) }
        }
    }

    private mutating func add(_ parts: [Part], unlike plain: TextStorage?, _ subject: String?) {
        for var part in parts {
            if part.kind == .body {
                if let plain, RTFFormat.sameWords(plain, part.text.storage) { continue }
                part.layers = layers(part.text.storage, subject, part.layers)
            }
            part.number = number
            part.raw = nil
            add(part)
        }
    }

    /// The layers of a text, `marks` being those that HTML tells.
    private func layers(_ text: TextStorage, _ subject: String?, _ marks: [Layer] = []) -> [Layer] {
        text.withSpan { bytes in
            let found = LayerFinder.find(in: bytes, subject: subject, notesFrames: !marks.isEmpty)
            return PageLayers.merged(found, marks, in: bytes)
        }.map { layer in
            var layer = layer
            switch layer.kind {
            case .quoted(let depth): layer.kind = .quoted(depth: depth + around.count)
            case .forwarded(let depth): layer.kind = .forwarded(depth: depth + around.count)
            case .own, .signature, .disclaimer: break
            }
            return layer
        }
    }

    /// Every other text that is kept of the mail, such as its header as it was sent, categories and labels.
    private mutating func addRest(_ properties: OutlookProperties) {
        var (rest, labels): ([UInt8], [UInt8]) = ([], [])
        for (id, text) in properties.texts where !OutlookReader.readElsewhere.contains(id) {
            if holdsLabel(text) { labels += text + [.newline] } else { rest += text + [.newline] }
        }
        add(.label, labels)
        add(.comment, rest, member: "properties")
    }

    /// The names that Microsoft Purview gives to a label's properties.
    private func holdsLabel(_ text: [UInt8]) -> Bool {
        let name = Array("MSIP_Label_".utf8)
        return text.starts(with: name)
    }

    private static let readElsewhere: Set = Set(
        [
            PropertyID.messageClass, .subject, .normalizedSubject, .subjectPrefix, .topic, .body, .html,
            .senderName, .senderAddress, .senderSMTP, .representedName, .representedAddress, .representedSMTP,
            .senderAddressType, .representedAddressType, .messageID, .references, .inReplyTo,
        ].map(\.rawValue))
}

extension OutlookReader {
    /// An attachment, by its content; a mail within the mail is read as such.
    private mutating func read(_ attachment: OutlookAttachment, _ place: Int) {
        let outer = number
        number = outer.map { "\($0).\(place)" } ?? "\(place)"
        defer { number = outer }
        for id in [PropertyID.longFileName, .shortFileName] {
            if let name = attachment.properties.all(id).first {
                add(.fileName, name)
                break
            }
        }
        switch attachment.content {
        case .none: break
        case .message(let mail):
            around.append(layer(of: mail))
            read(mail)
            around.removeLast()
        case .file(let storage): read(storage, name: attachment.name)
        case .object(let folder):
            var document = CompoundDocument(content, with: reader)
            document.read(folder, member: nil)
            take(document.message, name: nil)
        }
    }

    /// What covers all texts of a mail within the mail.
    private func layer(of mail: OutlookMessage) -> Layer {
        Layer(
            kind: .forwarded(depth: around.count + 1), span: ByteSpan(0, 0),
            from: OutlookReader.author(mail.properties),
            to: mail.recipients.prefix(50).map(OutlookReader.person),
            date: mail.properties.time(.sentTime, .deliveryTime), subject: mail.properties.text(.subject))
    }

    private mutating func read(_ storage: TextStorage, name: String?) {
        guard storage.count > 0 else { return }
        let origin = Origin(path: content.origin.path + "!part " + (number ?? "1"))
        let inner = Content(
            storage, origin: origin, hints: ContentHints(path: name ?? ""), depth: content.depth + 1)
        reader.read(inner) { reading in
            switch reading {
            case .message(let found):
                let way = found.origin.path.dropFirst(origin.path.count + 1)
                take(found, name: way.isEmpty ? nil : String(way))
            case .passedOver(let place, .unsupported(let kind)):
                message.gaps.append(Gap(origin: place, reason: .unsupported(kind)))
            case .gap(let gap): message.gaps.append(gap)
            case .passedOver(_, .skipped), .run, .endOfFile, .known: break
            }
        }
    }

    /// Makes the texts of a message that was found in an attachment parts of this one.
    private mutating func take(_ found: Message, name: String?) {
        for var part in found.parts {
            if part.kind == .body { part.kind = .attachment }
            let number = found.origin.message.map { "message \($0)" }
            let steps = [name, number, part.number.map { "part " + $0 }, part.member].compactMap { $0 }
            part.member = steps.isEmpty ? nil : steps.joined(separator: "!")
            part.number = self.number
            part.raw = nil
            part.carried = []
            add(part)
        }
        message.gaps += found.gaps
        for ambiguity in found.ambiguities where !message.ambiguities.contains(ambiguity) {
            message.ambiguities.append(ambiguity)
        }
    }
}
