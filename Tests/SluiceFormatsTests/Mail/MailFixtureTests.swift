import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Mails of every kind")
struct MailFixtureTests {
    @Test("are understood as written down", arguments: MailFixtures.names)
    func golden(name: String) throws {
        let readings = MailFixtures.readings(try MailFixtures.bytes(name), name: name)
        try expectGolden(MailDump(readings).text, "Fixtures/mail/\(name).txt")
    }
}
