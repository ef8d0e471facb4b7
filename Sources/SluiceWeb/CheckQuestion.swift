import HTTPTypes
import FoundationEssentials
import SluiceChecking
import SluiceFormats
import SluiceModel
import SluicePolicy

/// What somebody asks: a text or a mail, and what is known of where it is to go.
struct CheckQuestion {
    let mail: ReceivedMail
    let language: Language

    init(_ form: QuestionForm, _ body: MailSpool, _ policy: Policy) throws(WebProblem) {
        switch form.kind {
        case .mail:
            mail = CheckQuestion.mail(body, form.channel ?? .mail)
            language = form.language ?? policy.language
        case .text:
            guard let bytes = CheckQuestion.bytes(of: body), String(validating: bytes, as: UTF8.self) != nil
            else { throw WebProblem(.badRequest, "the text is not UTF-8") }
            mail = CheckQuestion.text(Envelope(), body, form.channel ?? .forum)
            language = form.language ?? policy.language
        case .json:
            let fields = try QuestionFields(CheckQuestion.bytes(of: body) ?? [])
            let spool = MailSpool(room: SpoolRoom(), limit: Int.max)
            spool.append(Array(fields.text.utf8))
            let envelope = Envelope(
                sender: fields.author.flatMap(CheckQuestion.address),
                recipients: fields.recipients.compactMap(CheckQuestion.address))
            mail = CheckQuestion.text(envelope, spool, fields.channel ?? form.channel ?? .forum)
            language = fields.language ?? form.language ?? policy.language
        }
    }

    private static func bytes(of body: MailSpool) -> [UInt8]? {
        body.storage().map { $0.bytes(in: 0..<$0.count) }
    }

    /// Whoever asks about a text is one of the organisation's people, unless an author is named.
    private static func text(_ envelope: Envelope, _ spool: MailSpool, _ channel: Channel) -> ReceivedMail {
        ReceivedMail(
            envelope: envelope, fields: MailFields(), spool: spool, form: .text, channel: channel,
            authorRole: envelope.sender == nil ? .own : nil)
    }

    /// A mail that has no envelope yet goes from and to whom its header names.
    private static func mail(_ spool: MailSpool, _ channel: Channel) -> ReceivedMail {
        var envelope = Envelope()
        let storage = spool.storage()
        if let storage {
            let reader = ContentReader(ReadingOptions(form: .mail))
            reader.read(Content(TextStorage(header(of: storage)), origin: Origin(path: "mail"))) { reading in
                guard case .message(let message) = reading else { return }
                envelope.sender = message.author?.address
                envelope.recipients = message.recipients.compactMap(\.address)
            }
        }
        return ReceivedMail(
            envelope: envelope, fields: storage.map(MessageFile.init)?.fields ?? MailFields(), spool: spool,
            form: .mail, channel: channel, authorRole: envelope.sender == nil ? .own : nil)
    }

    /// The bytes before the first empty line, or what of them anybody writes.
    private static func header(of storage: TextStorage) -> [UInt8] {
        let bytes = storage.bytes(in: 0..<min(storage.count, 256 << 10))
        var lineStart = 0
        for index in bytes.indices where bytes[index] == 0x0A {
            if index == lineStart || index == lineStart + 1 && bytes[lineStart] == 0x0D {
                return Array(bytes[..<lineStart]) + [0x0A]
            }
            lineStart = index + 1
        }
        return bytes
    }

    /// The address in `Anna <a@b.example>`, or the whole where there are no angle brackets.
    private static func address(_ text: String) -> String? {
        Envelope.address(ofPath: text.firstIndex(of: "<").map { String(text[$0...]) } ?? text)
    }
}

/// The fields of a question in JSON.
struct QuestionFields: Decodable {
    private enum Name: String, CodingKey, CaseIterable { case text, author, recipients, channel, language }

    private struct AnyName: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    let text: String
    let author: String?
    let recipients: [String]
    let channel: Channel?
    let language: Language?
    /// As many as the decoder tells apart; of two with one name it gives only one.
    private let memberCount: Int

    /// How many members an object has, those of one name counted each.
    private static func members(in json: [UInt8]) -> Int {
        var (depth, count) = (0, 0)
        var (isText, isEscaped) = (false, false)
        for byte in json {
            if isText {
                isText = isEscaped || byte != 0x22
                isEscaped = !isEscaped && byte == 0x5C
                continue
            }
            switch byte {
            case 0x22: isText = true
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D: depth -= 1
            case 0x3A where depth == 1: count += 1
            default: break
            }
        }
        return count
    }

    init(_ bytes: [UInt8]) throws(WebProblem) {
        do {
            self = try JSONDecoder().decode(QuestionFields.self, from: Data(bytes))
            guard QuestionFields.members(in: bytes) == memberCount else {
                throw WebProblem(.badRequest, "a member stands in the object twice")
            }
        } catch let problem as WebProblem {
            throw problem
        } catch {
            throw QuestionFields.problem(error)
        }
    }

    init(from decoder: any Decoder) throws {
        let known = Name.allCases.map(\.rawValue)
        let names = try decoder.container(keyedBy: AnyName.self).allKeys.map(\.stringValue)
        guard names.allSatisfy(known.contains) else {
            throw WebProblem(
                .badRequest, "the object may have \(known.joined(separator: ", ")) and nothing else")
        }
        memberCount = names.count
        let values = try decoder.container(keyedBy: Name.self)
        text = try values.decode(String.self, forKey: .text)
        author = try values.decodeIfPresent(String.self, forKey: .author)
        recipients = try values.decodeIfPresent([String].self, forKey: .recipients) ?? []
        channel = try QuestionFields.word(.channel, in: values)
        language = try QuestionFields.word(.language, in: values)
        guard recipients.count <= 1000 else { throw WebProblem(.badRequest, "there are too many recipients") }
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: Name, in values: KeyedDecodingContainer<Name>
    ) throws -> Word? {
        guard let text = try values.decodeIfPresent(String.self, forKey: name) else { return nil }
        return try QuestionForm.word(name.rawValue, text, of: Word.self)
    }

    /// Says what is wrong without a word of the text.
    private static func problem(_ error: any Error) -> WebProblem {
        switch error {
        case DecodingError.keyNotFound: WebProblem(.badRequest, "'text' is missing")
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            WebProblem(.badRequest, mismatch(context.codingPath.first?.stringValue))
        default: WebProblem(.badRequest, "the body is no JSON")
        }
    }

    private static func mismatch(_ name: String?) -> String {
        guard let name = name.flatMap(Name.init) else { return "the body has to be one object" }
        return name == .recipients
            ? "'recipients' has to be an array of strings" : "'\(name.rawValue)' has to be a string"
    }
}
