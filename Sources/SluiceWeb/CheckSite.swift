import HTTPTypes
import HummingbirdCore
import Logging
import SluiceChecking
import SluiceModel
import SluicePolicy

/// Answers requests: the page, checks, and how the server is.
struct CheckSite: Sendable {
    private let context: WebContext
    private let page = CheckPage()

    init(_ context: WebContext) { self.context = context }

    func respond(to request: Request) async -> Response {
        await answer(request).response(hasBody: request.method != .head)
    }

    func answer(_ request: Request) async -> WebReply {
        do throws(WebProblem) {
            return try await reply(to: request)
        } catch {
            if error.status.kind == .serverError { context.metrics.error("http") }
            return error.reply
        }
    }

    private func reply(to request: Request) async throws(WebProblem) -> WebReply {
        try checkOrigin(of: request)
        let path = request.uri.path
        guard let method = CheckSite.methods[path] else {
            throw WebProblem(.notFound, "there is nothing here; GET /openapi.json says what there is")
        }
        guard request.method == method || request.method == .head && method == .get else {
            var problem = WebProblem(.methodNotAllowed, "\(path) takes \(method.rawValue)")
            problem.fields[.allow] = method == .get ? "GET, HEAD" : method.rawValue
            throw problem
        }
        // The page and the sign of life hold nothing of the organisation, and a browser brings no token to a page.
        if path != "/", path != "/health" { try checkToken(of: request) }
        switch path {
        case "/": return page.reply(language: language(of: request))
        case "/health": return .json("{\"status\":\"ok\"}")
        case "/ready": return try readiness()
        case "/metrics":
            let text = MetricsText(context).text
            return WebReply(type: "text/plain; version=0.0.4; charset=utf-8", body: Array(text.utf8))
        case "/openapi.json":
            return WebReply(type: "application/json", body: PackageResources.openapi_json)
        default: return try await TextCheck(context).reply(to: request)
        }
    }

    private static let methods: [String: HTTPRequest.Method] = [
        "/": .get, "/check": .post, "/health": .get, "/ready": .get, "/metrics": .get, "/openapi.json": .get,
    ]

    /// Turns away what a page of somebody else makes a browser send.
    private func checkOrigin(of request: Request) throws(WebProblem) {
        let host = request.head.authority ?? request.headers[HTTPField.Name("Host") ?? .server]
        guard context.access.isMeant(byHost: host) else {
            throw WebProblem(
                .misdirectedRequest, "this address answers by a name of this host only, such as localhost")
        }
        let site = request.headers[WebReply.fetchSite]
        // A link from elsewhere may lead to the page.
        let isOwn =
            site.map { $0 == "same-origin" || $0 == "none" } ?? isOwn(origin: request.headers[.origin], host)
        guard isOwn || request.uri.path == "/" else {
            throw WebProblem(.forbidden, "pages of other sites may not ask here")
        }
    }

    /// Whether a field `Origin` names the host that was asked; it tells where a browser sends no `Sec-Fetch-Site`.
    ///
    /// Programs that are no browsers send neither.
    private func isOwn(origin: String?, _ host: String?) -> Bool {
        guard let origin else { return true }
        return ["http://", "https://"].contains { scheme in
            host.map { origin.lowercased() == scheme + $0.lowercased() } ?? false
        }
    }

    private func checkToken(of request: Request) throws(WebProblem) {
        guard let token = context.access.token else { return }
        guard token.isGiven(in: request.headers[.authorization]) else {
            var problem = WebProblem(
                .unauthorized, "the field Authorization has to bring the token: Bearer …")
            problem.fields[.wwwAuthenticate] = "Bearer realm=\"sluice\""
            throw problem
        }
    }

    private func language(of request: Request) -> Language {
        Language(accepted: request.headers[.acceptLanguage]) ?? context.pool.current.policy.language
    }

    private func readiness() throws(WebProblem) -> WebReply {
        let rules = context.pool.current
        guard !rules.information.isEmpty else {
            throw WebProblem(.serviceUnavailable, "no rules are loaded")
        }
        return .json(
            "{\"status\":\"ready\",\"rules\":\(rules.information.count),"
                + "\"mode\":\(JSONText.quoted(rules.policy.mode.rawValue))}")
    }
}
