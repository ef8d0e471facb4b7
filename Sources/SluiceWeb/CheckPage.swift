import HTTPTypes
import FoundationEssentials
import SluiceDigest
import SluiceModel

/// The page on which a text can be checked: one file that loads nothing.
struct CheckPage: Sendable {
    private let german: [UInt8]
    private let english: [UInt8]
    private let policy: String

    init() {
        let style = String(decoding: PackageResources.page_css, as: UTF8.self)
        let script = String(decoding: PackageResources.page_js, as: UTF8.self)
        let frame = String(decoding: PackageResources.page_html, as: UTF8.self)
        func page(_ language: Language) -> [UInt8] {
            Array(
                frame.replacing("{{language}}", with: language.rawValue)
                    .replacing("{{style}}", with: style).replacing("{{script}}", with: script).utf8)
        }
        german = page(.german)
        english = page(.english)
        // A browser runs just this script, uses just this style, and talks to nobody else.
        policy =
            "default-src 'none'; style-src \(CheckPage.source(style)); script-src \(CheckPage.source(script)); "
            + "connect-src 'self'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'"
    }

    func reply(language: Language) -> WebReply {
        var reply = WebReply(
            type: "text/html; charset=utf-8", body: language == .german ? german : english)
        reply.fields[.contentLanguage] = language.rawValue
        reply.fields[.contentSecurityPolicy] = policy
        reply.fields[.vary] = "Accept-Language"
        return reply
    }

    /// How a content security policy names a text that stands within the page.
    private static func source(_ text: String) -> String {
        "'sha256-\(Data(SHA256.hash(text).bytes).base64EncodedString())'"
    }
}
