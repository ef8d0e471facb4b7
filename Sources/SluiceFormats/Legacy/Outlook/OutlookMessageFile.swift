import SluiceModel
import SluiceText

/// A message that Outlook wrote into a file of its own ([MS-OXMSG]).
enum OutlookMessageFile {
    /// Mails within mails.
    private static let deepest = 16
    private static let most = 10_000

    static func isMessage(_ folder: CompoundFolder) -> Bool { folder.has("__properties_version1.0") }

    /// The message in `folder`, whose properties stand behind `head` bytes (2.4).
    static func read(_ folder: CompoundFolder, head: Int = 32, level: Int = 0) -> OutlookMessage {
        var message = OutlookMessage()
        message.properties = properties(of: folder, head: head, charset: nil)
        let charset = message.properties.charset
        for (name, inner) in folder.folders {
            if name.hasPrefix("__recip_version1.0_") {
                guard message.recipients.count < most else { continue }
                message.recipients.append(properties(of: inner, head: 8, charset: charset))
            } else if name.hasPrefix("__attach_version1.0_") {
                guard message.attachments.count < most else { continue }
                message.attachments.append(attachment(inner, charset, level, &message))
            }
        }
        if message.recipients.count == most || message.attachments.count == most {
            message.note(.limit("\(most) recipients or attachments"))
        }
        return message
    }

    private static func attachment(
        _ folder: CompoundFolder, _ charset: Charset, _ level: Int, _ message: inout OutlookMessage
    ) -> OutlookAttachment {
        var attachment = OutlookAttachment()
        attachment.properties = properties(of: folder, head: 8, charset: charset)
        if let inner = folder.folder("__substg1.0_3701000D") {
            if !isMessage(inner) {
                attachment.content = .object(inner)
            } else if level < deepest {
                attachment.content = .message(read(inner, head: 24, level: level + 1))
            } else {
                message.note(.limit("mails within mails, at most \(deepest)"))
            }
        } else if let data = attachment.properties.binary(.data) {
            attachment.content = .file(data)
        }
        return attachment
    }

    /// The properties of a folder: short ones stand in one stream, each of the others in its own.
    private static func properties(
        of folder: CompoundFolder, head: Int, charset: Charset?
    ) -> OutlookProperties {
        var properties = OutlookProperties()
        if let fixed = folder.stream("__properties_version1.0") { addFixed(fixed, head, to: &properties) }
        let page =
            properties.number(.messageCodePage) ?? properties.number(.internetCodePage)
        properties.charset = page.flatMap { Charset(codePage: $0) } ?? charset ?? .windows1252
        for stream in folder.streams {
            let name = stream.name
            guard name.hasPrefix("__substg1.0_"),
                let tag = UInt32(name.dropFirst(12).prefix(8), radix: 16)
            else { continue }
            let (id, type) = (Int(tag >> 16), Int(tag & 0xFFFF))
            // Of a list of values each has a stream of its own, and another tells their lengths.
            let isList = type & 0x1000 != 0
            guard !isList || name.count > 20,
                let kind = OutlookProperties.Kind(rawValue: type & 0xEFFF), kind.isLong
            else { continue }
            properties.add(id, kind, folder.bytes(of: stream))
        }
        return properties
    }

    /// Numbers and times (2.4.2).
    private static func addFixed(_ bytes: TextStorage, _ head: Int, to properties: inout OutlookProperties) {
        for place in stride(from: head, to: bytes.count - 15, by: 16) {
            guard let type = bytes.number16(at: place), let id = bytes.number16(at: place + 2),
                let kind = OutlookProperties.Kind(rawValue: type), !kind.isLong
            else { continue }
            properties.add(id, kind, bytes.slice(place + 8, count: 8))
        }
    }
}

extension OutlookProperties.Kind {
    /// Whether the value is of any length.
    var isLong: Bool { [.text8, .text16, .binary, .object].contains(self) }
}
