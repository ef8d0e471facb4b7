import Glibc
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
        headers[.date] = HTTPTime.text(CheckPool.now)
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

/// Times as RFC 9110, 5.6.7 has them.
enum HTTPTime {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ seconds: Double) -> String {
        var whole = time_t(seconds)
        var parts = unsafe tm()
        _ = unsafe gmtime_r(&whole, &parts)
        func two(_ number: CInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = unsafe "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)])"
        let time = unsafe "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        return unsafe "\(day) \(1900 + parts.tm_year) \(time) GMT"
    }
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
