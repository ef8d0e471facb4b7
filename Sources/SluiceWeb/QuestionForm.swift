import HTTPTypes
import HummingbirdCore
import NIOCore
import SluiceChecking
import SluiceModel
import SluicePolicy

/// In which form a text comes, what is said of it beside the text, and how long it may be.
struct QuestionForm: Sendable {
    enum Kind: Sendable { case text, mail, json }

    /// A text that somebody writes by hand is far shorter.
    static let mostTextBytes = 4 << 20

    let kind: Kind
    let limit: Int
    /// Nil where the request does not say.
    let channel: SluiceModel.Channel?
    let language: Language?

    init(_ request: Request, _ limits: GatewayLimits) throws(WebProblem) {
        kind = try QuestionForm.kind(request.headers[.contentType])
        // What is compressed would be read as if it were the text, and nothing found in it.
        let coding = request.headers[.contentEncoding]?.lowercased() ?? "identity"
        guard coding == "identity" else {
            throw WebProblem(.unsupportedMediaType, "a text has to come without Content-Encoding")
        }
        limit = kind == .mail ? limits.messageBytes : min(limits.messageBytes, QuestionForm.mostTextBytes)
        if let count = request.headers[.contentLength].flatMap({ Int($0) }), count > limit {
            throw QuestionForm.tooLarge(limit)
        }
        var channel: SluiceModel.Channel?
        var language = Language(accepted: request.headers[.acceptLanguage])
        for (name, value) in request.uri.queryParameters {
            switch name {
            case "channel":
                channel = try QuestionForm.word(String(name), String(value), of: SluiceModel.Channel.self)
            case "language": language = try QuestionForm.word(String(name), String(value), of: Language.self)
            default: throw WebProblem(.badRequest, "a query may have 'channel' and 'language'")
            }
        }
        self.channel = channel
        self.language = language
    }

    private static func kind(_ field: String?) throws(WebProblem) -> Kind {
        let parts = (field ?? "").split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
        if parts.first == "message/rfc822" { return .mail }
        let charsets = ["charset=utf-8", "charset=\"utf-8\"", "charset=us-ascii"]
        guard parts.dropFirst().allSatisfy({ !$0.hasPrefix("charset=") || charsets.contains($0) }) else {
            throw WebProblem(.unsupportedMediaType, "a text has to be in UTF-8")
        }
        switch parts.first {
        case "text/plain": return .text
        case "application/json": return .json
        default:
            throw WebProblem(
                .unsupportedMediaType, "Content-Type has to be text/plain, message/rfc822 or application/json"
            )
        }
    }

    static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ value: String, of: Word.Type
    ) throws(WebProblem) -> Word {
        guard let word = Word(rawValue: value) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw WebProblem(.badRequest, "'\(name)' has to be one of \(words)")
        }
        return word
    }

    /// Takes the body in, however long it is on its way.
    func collect(_ body: RequestBody, room: SpoolRoom) async -> Result<MailSpool, WebProblem> {
        let spool = MailSpool(room: room, limit: limit)
        do {
            for try await buffer in body where !spool.append(Array(buffer.readableBytesView)) { break }
        } catch {
            return .failure(WebProblem(.badRequest, "the text did not arrive whole"))
        }
        switch spool.fault {
        case nil: return .success(spool)
        case .oversize: return .failure(QuestionForm.tooLarge(limit))
        case .disk: return .failure(WebProblem(.serviceUnavailable, "there is no room for the text just now"))
        }
    }

    static func tooLarge(_ limit: Int) -> WebProblem {
        WebProblem(.contentTooLarge, "it may have \(limit) bytes at most")
    }
}
