import Testing

@testable import SluiceGateway

@Suite("Where a server listens")
struct ListenAddressTests {
    @Test("is read as Postfix and Sendmail write it")
    func forms() {
        #expect(ListenAddress("unix:/run/sluice/milter.sock") == .unix(path: "/run/sluice/milter.sock"))
        #expect(ListenAddress("/run/milter.sock") == .unix(path: "/run/milter.sock"))
        #expect(ListenAddress("inet:127.0.0.1:8025") == .inet(host: "127.0.0.1", port: 8025))
        #expect(ListenAddress("inet:8025@localhost") == .inet(host: "localhost", port: 8025))
        #expect(ListenAddress("inet:[::1]:8025") == .inet(host: "::1", port: 8025))
    }

    @Test(
        "is refused where it is none",
        arguments: ["", "unix:", "inet:8025", "inet:host:99999", "host", "inet::25"])
    func badForms(text: String) { #expect(ListenAddress(text) == nil) }
}
