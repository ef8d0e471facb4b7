import HTTPTypes
import HummingbirdCore
import SluiceGateway
import Testing

@testable import SluiceWeb

@Suite("Who may ask")
struct AccessTests {
    private static let token = "a-token-of-our-own-making"

    @Test(
        "an address that other hosts can reach needs a token",
        arguments: [
            "0.0.0.0:80", "192.0.2.7:80", "[::]:80", "gate.example:80", "127.0.0.1.example:80", "127.1:80",
        ])
    func open(_ text: String) throws {
        let address = try #require(ListenAddress(text))
        #expect(throws: ListenFault.self) { try WebAccess(address, token: nil) }
        _ = try WebAccess(address, token: BearerToken(Array(Self.token.utf8)))
    }

    @Test(
        "an address of this host needs none",
        arguments: ["127.0.0.1:1", "127.8.8.8:1", "[::1]:1", "localhost:1", "unix:/run/s"])
    func closed(_ text: String) throws {
        #expect(throws: Never.self) { try WebAccess(#require(ListenAddress(text)), token: nil) }
    }

    @Test("a token has 16 visible characters or more, and blanks around it do not count")
    func tokens() throws {
        #expect(BearerToken(Array("short".utf8)) == nil)
        #expect(BearerToken(Array("sixteen characters, but blanks".utf8)) == nil)
        let token = try #require(BearerToken(Array("  \(Self.token)\r\n".utf8)))
        #expect(token.isGiven(in: "Bearer \(Self.token)"))
        #expect(token.isGiven(in: "bearer \(Self.token)"))
        for wrong in [
            nil, "", "Bearer", "Bearer ", "Basic \(Self.token)", "Bearer \(Self.token)x", Self.token,
        ] {
            #expect(!token.isGiven(in: wrong))
        }
    }

    @Test("with a token, all but the page and the sign of life asks for it")
    func protected() async throws {
        let site = try TestSite(address: "0.0.0.0:80", token: Self.token)
        for path in ["/ready", "/metrics", "/openapi.json"] {
            #expect(await site.get(path).status == .unauthorized)
            #expect(await site.get(path, [.authorization: "Bearer \(Self.token)"]).status == .ok)
        }
        let refused = await site.check("GEHEIM-1")
        #expect(refused.status == .unauthorized)
        #expect(refused.fields[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
        #expect(await site.check("GEHEIM-1", fields: [.authorization: "Bearer \(Self.token)"]).status == .ok)
        #expect(await site.get("/").status == .ok)
        #expect(await site.get("/health", authority: "gate.example").status == .ok)
    }

    @Test(
        "without a token, only names of this host are answered",
        arguments: ["evil.example", "evil.example:8026", "192.0.2.7:8026"])
    func rebinding(_ host: String) async throws {
        let site = try TestSite()
        #expect(await site.get("/", authority: host).status == .misdirectedRequest)
        for name in ["localhost", "localhost:8026", "127.0.0.1:8026", "[::1]:8026", "[::1]"] {
            #expect(await site.get("/", authority: name).status == .ok)
        }
        #expect(await (try TestSite(address: "unix:/run/s")).get("/", authority: host).status == .ok)
    }

    @Test("pages of other sites may not ask")
    func crossSite() async throws {
        let site = try TestSite()
        let fields: HTTPFields = [WebReply.fetchSite: "cross-site"]
        #expect(await site.check("x", fields: fields).status == .forbidden)
        #expect(await site.get("/", fields).status == .ok)
        #expect(await site.check("x", fields: [WebReply.fetchSite: "same-origin"]).status == .ok)
    }

    @Test("what is compressed is not taken for a text without findings")
    func compressed() async throws {
        let site = try TestSite()
        for (coding, status) in [("gzip", HTTPResponse.Status.unsupportedMediaType), ("identity", .ok)] {
            #expect(await site.check("x", fields: [.contentEncoding: coding]).status == status)
        }
    }

    @Test(
        "pages of other sites may not ask by a browser that does not name the site, either",
        arguments: [
            ("http://localhost:8026", true), ("http://LOCALHOST:8026", true), ("http://localhost:80", false),
            ("http://localhost", false), ("http://evil.example", false),
            ("http://evil.example/localhost:8026", false),
            ("null", false), ("", false),
        ])
    func otherOrigin(_ origin: String, isOwn: Bool) async throws {
        let site = try TestSite()
        #expect(await site.check("x", fields: [.origin: origin]).status == (isOwn ? .ok : .forbidden))
        #expect(await site.get("/", [.origin: origin]).status == .ok)
        let proxied: HTTPFields = [.origin: origin, WebReply.fetchSite: "same-origin"]
        #expect(await site.check("x", fields: proxied).status == .ok, "a proxy may have changed the host")
    }
}
