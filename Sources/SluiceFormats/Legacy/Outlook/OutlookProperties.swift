import SluiceModel
import SluiceText

/// The properties of a message, recipient or attachment as Outlook keeps them ([MS-OXPROPS]).
struct OutlookProperties {
    /// Texts in UTF-8, by their number; those of 0x8000 and above have a name, which differs from file to file.
    private(set) var texts: [(id: Int, text: [UInt8])] = []
    private var binaries: [Int: TextStorage] = [:]
    private var numbers: [Int: Int] = [:]
    private var times: [Int: Double] = [:]
    /// Of texts that are not in UTF-16.
    var charset = Charset.windows1252

    /// The kinds of value that hold something to read ([MS-OXCDATA] 2.11.1).
    enum Kind: Int {
        case number16 = 0x02, number32 = 0x03, truth = 0x0B, number64 = 0x14
        case time = 0x40
        case text8 = 0x1E, text16 = 0x1F
        case binary = 0x102, object = 0x0D
    }

    /// More texts are not kept apart.
    private static let mostTexts = 10_000

    mutating func add(_ id: Int, _ kind: Kind, _ value: TextStorage) {
        switch kind {
        case .text8, .text16:
            let text = kind == .text16 ? value.utf16Text : value.text(labelled: charset)
            if !text.isEmpty, texts.count < OutlookProperties.mostTexts { texts.append((id, text)) }
        case .binary, .object: binaries[id] = value
        case .number16, .truth: numbers[id] = value.number16(at: 0)
        case .number32, .number64: numbers[id] = value.number32(at: 0)
        case .time: times[id] = value.number64(at: 0).flatMap { secondsSince1970(fileTime: $0) }
        }
    }

    mutating func add(_ id: Int, time: Double?) { times[id] = times[id] ?? time }

    mutating func add(_ id: Int, text: [UInt8]) {
        guard !text.isEmpty, texts.count < OutlookProperties.mostTexts else { return }
        texts.append((id, text))
    }

    mutating func add(_ id: Int, binary: TextStorage) { binaries[id] = binary }

    /// The first of `ids` that has a text.
    func text(_ ids: PropertyID...) -> String? {
        for id in ids {
            if let found = texts.first(where: { $0.id == id.rawValue }) {
                return String(decoding: found.text, as: UTF8.self)
            }
        }
        return nil
    }

    /// The texts of a property, each once.
    func all(_ id: PropertyID) -> [[UInt8]] {
        var found: [[UInt8]] = []
        for (other, text) in texts where other == id.rawValue && found.count < 100 && !found.contains(text) {
            found.append(text)
        }
        return found
    }

    func binary(_ id: PropertyID) -> TextStorage? { binaries[id.rawValue] }
    func number(_ id: PropertyID) -> Int? { numbers[id.rawValue] }

    func time(_ ids: PropertyID...) -> Double? { ids.lazy.compactMap { times[$0.rawValue] }.first }
}

/// The properties that say something about a mail ([MS-OXPROPS] 2).
enum PropertyID: Int, CaseIterable {
    case messageClass = 0x001A
    case subject = 0x0037
    case sentTime = 0x0039
    case representedName = 0x0042
    case representedAddressType = 0x0064
    case representedAddress = 0x0065
    case topic = 0x0070
    case conversationIndex = 0x0071
    case transportHeader = 0x007D
    case senderName = 0x0C1A
    case recipientType = 0x0C15
    case senderAddressType = 0x0C1E
    case senderAddress = 0x0C1F
    case deliveryTime = 0x0E06
    case normalizedSubject = 0x0E1D
    case subjectPrefix = 0x003D
    case body = 0x1000
    case compressedRTF = 0x1009
    case html = 0x1013
    case internetCodePage = 0x3FDE
    case messageCodePage = 0x3FFD
    case messageID = 0x1035
    case references = 0x1039
    case inReplyTo = 0x1042
    case displayName = 0x3001
    case addressType = 0x3002
    case address = 0x3003
    case data = 0x3701
    case fileNameSuffix = 0x3703
    case shortFileName = 0x3704
    case method = 0x3705
    case longFileName = 0x3707
    case mediaType = 0x370E
    case contentID = 0x3712
    case smtpAddress = 0x39FE
    case senderSMTP = 0x5D01
    case representedSMTP = 0x5D02
}

/// A message as Outlook keeps it, whichever way it is written.
struct OutlookMessage {
    var properties = OutlookProperties()
    var recipients: [OutlookProperties] = []
    var attachments: [OutlookAttachment] = []
    /// What could not be read of it.
    var gaps: [GapReason] = []

    mutating func note(_ reason: GapReason) {
        if !gaps.contains(reason) { gaps.append(reason) }
    }
}

struct OutlookAttachment {
    var properties = OutlookProperties()
    var content = Content.none

    enum Content {
        case none
        case file(TextStorage)
        /// A mail within the mail.
        indirect case message(OutlookMessage)
        /// An object of another program, as a folder of streams.
        case object(CompoundFolder)
    }

    var name: String? { properties.text(.longFileName, .shortFileName, .displayName) }
}
