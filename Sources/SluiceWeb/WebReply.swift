import HTTPTypes
import HummingbirdCore
import NIOCore
import SluiceChecking

/// What a request is answered with.
struct WebReply: Sendable {
    var status: HTTPResponse.Status = .ok
    var type: String
    var body: [UInt8]
    var fields = HTTPFields()

    init(_ status: HTTPResponse.Status = .ok, type: String, body: [UInt8]) {
        self.status = status
        self.type = type
        self.body = body
    }

    static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> WebReply {
        WebReply(status, type: "application/json", body: Array(text.utf8))
    }

    /// The answer as it goes out; nobody keeps it, frames it or takes it for something else.
    func response(hasBody: Bool) -> Response {
        var headers = fields
        headers[.contentType] = type
        headers[.date] = InternetTime.text(CheckPool.now, zone: "GMT")
        headers[.contentLength] = String(body.count)
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        headers[WebReply.referrerPolicy] = "no-referrer"
        headers[WebReply.resourcePolicy] = "same-origin"
        if headers[.contentSecurityPolicy] == nil {
            headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        }
        return Response(
            status: status, headers: headers,
            body: hasBody ? ResponseBody(byteBuffer: ByteBuffer(bytes: body)) : ResponseBody())
    }

    private static let referrerPolicy = name("Referrer-Policy")
    private static let resourcePolicy = name("Cross-Origin-Resource-Policy")
    static let fetchSite = name("Sec-Fetch-Site")

    private static func name(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .server }
}

/// Why a request is not answered as it was meant, for whoever sent it; nothing of the text stands in it.
struct WebProblem: Error, Sendable {
    var status: HTTPResponse.Status
    var detail: String
    var fields = HTTPFields()

    init(_ status: HTTPResponse.Status, _ detail: String) {
        self.status = status
        self.detail = detail
    }

    /// The problem as RFC 9457 describes it.
    var reply: WebReply {
        let body =
            "{\"title\":\(JSONText.quoted(status.reasonPhrase)),\"status\":\(status.code),"
            + "\"detail\":\(JSONText.quoted(detail))}"
        var reply = WebReply(status, type: "application/problem+json", body: Array(body.utf8))
        reply.fields = fields
        return reply
    }
}
