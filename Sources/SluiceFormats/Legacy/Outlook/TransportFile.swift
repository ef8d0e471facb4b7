import SluiceModel
import SluiceText

/// `winmail.dat`: a message as Outlook sends it to Outlook ([MS-OXTNEF]).
struct TransportFile {
    static let mark: [UInt8] = [0x78, 0x9F, 0x3E, 0x22]
    private static let deepest = 16
    private static let mostAttachments = 10_000

    private(set) var message = OutlookMessage()
    private let level: Int
    private var charset = Charset.windows1252

    /// Reads `bytes`; nil where they do not begin like such a file.
    static func read(_ bytes: TextStorage, level: Int = 0) -> OutlookMessage? {
        guard bytes.begins(with: mark) else { return nil }
        var file = TransportFile(level: level)
        file.readAttributes(bytes)
        return file.message
    }

    private init(level: Int) { self.level = level }

    private mutating func readAttributes(_ bytes: TextStorage) {
        var place = 6
        while place < bytes.count {
            guard let level = bytes.byte(at: place), let id = bytes.number32(at: place + 1),
                let length = bytes.number32(at: place + 5), level == 1 || level == 2
            else { return message.note(.unreadable("damaged")) }
            let value = bytes.slice(place + 9, count: length)
            read(id & 0xFFFF, value)
            guard value.count == length else { return message.note(.unreadable("cut short")) }
            // A sum of the bytes follows, which no program minds.
            place += 9 + length + 2
        }
    }

    /// An attribute by its number (2.1.3).
    private mutating func read(_ attribute: Int, _ value: TextStorage) {
        switch attribute {
        case 0x9007: setCodePage(value.number32(at: 0))
        case 0x9003:
            var reader = TransportProperties(value, charset: charset)
            take(reader.read(into: &message.properties), &message)
        case 0x9004: readRecipients(value)
        case 0x8000: readSender(value)
        case 0x8004: message.properties.add(PropertyID.subject.rawValue, text: value.text(labelled: charset))
        case 0x800C: message.properties.add(PropertyID.body.rawValue, text: value.text(labelled: charset))
        case 0x8005: message.properties.add(PropertyID.sentTime.rawValue, time: TransportFile.time(value))
        case 0x8006: message.properties.add(PropertyID.deliveryTime.rawValue, time: TransportFile.time(value))
        case 0x9002:
            guard message.attachments.count < TransportFile.mostAttachments else {
                return message.note(.limit("\(TransportFile.mostAttachments) attachments"))
            }
            message.attachments.append(OutlookAttachment())
        default: readAttachment(attribute, value)
        }
    }

    private mutating func setCodePage(_ number: Int?) {
        charset = number.flatMap { Charset(codePage: $0) } ?? charset
        message.properties.charset = charset
    }

    /// What belongs to the attachment that began last.
    private mutating func readAttachment(_ attribute: Int, _ value: TextStorage) {
        guard [0x800F, 0x8010, 0x9005].contains(attribute) else { return }
        if message.attachments.isEmpty { message.attachments.append(OutlookAttachment()) }
        let last = message.attachments.count - 1
        switch attribute {
        case 0x800F: message.attachments[last].content = .file(value)
        case 0x8010:
            message.attachments[last].properties.add(
                PropertyID.shortFileName.rawValue, text: value.text(labelled: charset))
        default:
            var reader = TransportProperties(value, charset: charset)
            let objects = reader.read(into: &message.attachments[last].properties)
            take(objects, &message)
            guard let object = objects.object else { break }
            message.attachments[last].content = content(of: object)
        }
    }

    /// A mail or an object of another program stands behind the 16 bytes that say which (2.1.3.4).
    private mutating func content(of object: TextStorage) -> OutlookAttachment.Content {
        let inner = object.slice(16, count: object.count)
        if inner.begins(with: TransportFile.mark) {
            guard level < TransportFile.deepest else {
                message.note(.limit("mails within mails, at most \(TransportFile.deepest)"))
                return .none
            }
            if let mail = TransportFile.read(inner, level: level + 1) { return .message(mail) }
        }
        return .file(inner.begins(with: CompoundFile.mark) ? inner : object)
    }

    private mutating func readRecipients(_ value: TextStorage) {
        var reader = TransportProperties(value, charset: charset)
        guard let rows = reader.takeNumber() else { return }
        for _ in 0..<min(rows, value.count / 4) {
            var recipient = OutlookProperties()
            let objects = reader.read(into: &recipient)
            take(objects, &message)
            if message.recipients.count < TransportFile.mostAttachments {
                message.recipients.append(recipient)
            }
            if objects.isCut { return }
        }
    }

    private func take(_ found: TransportProperties.Found, _ message: inout OutlookMessage) {
        if found.isCut { message.note(.unreadable("damaged: properties")) }
    }

    /// Four numbers, then the name and `SMTP:` with the address, each ended by a zero (2.1.3.3.1).
    private mutating func readSender(_ value: TextStorage) {
        guard let nameLength = value.number16(at: 4), let addressLength = value.number16(at: 6) else {
            return
        }
        let name = value.slice(8, count: nameLength).text(labelled: charset)
        var address = value.slice(8 + nameLength, count: addressLength).text(labelled: charset)
        if let colon = address.firstIndex(of: 0x3A) { address.removeSubrange(...colon) }
        message.properties.add(PropertyID.senderName.rawValue, text: name)
        message.properties.add(PropertyID.senderAddress.rawValue, text: address)
    }

    /// Year, month, day, hour, minute, second, each of two bytes (2.1.3.3.2).
    private static func time(_ value: TextStorage) -> Double? {
        let fields = stride(from: 0, to: 12, by: 2).compactMap { value.number16(at: $0) }
        guard fields.count == 6 else { return nil }
        return CivilTime(
            year: fields[0], month: fields[1], day: fields[2], hour: fields[3], minute: fields[4],
            second: fields[5]
        ).seconds
    }
}
