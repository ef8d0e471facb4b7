import SluicePolicy
import Testing
import TestSupport

@testable import SluiceChecking

@Suite("A quick check")
struct QuickCheckTests {
    /// A zip with a file of one line, for which another process is asked.
    private let archive =
        "UEsDBBQAAAAAAAAAIQAmweG6CQAAAAkAAAAFAAAAYS50eHRHdXRlbiBUYWdQSwECFAMUAAAAAAAAACEAJsHhugkAAAAJAAAA"
        + "BQAAAAAAAAAAAAAAgAEAAAAAYS50eHRQSwUGAAAAAAEAAQAzAAAALAAAAAAA"

    private func decision(
        on mail: ReceivedMail, _ change: (inout Policy) -> Void = { _ in }
    ) throws -> MailDecision? {
        let pool = CheckPool(try TestRules.rules(change), threads: 1)
        defer { pool.close() }
        return QuickCheck().decision(on: mail, pool)?.0
    }

    @Test(
        "decides on a usual mail as the pool does",
        arguments: ["Guten Tag", "FALKE-1", "GEHEIM-1", "HALTEN-1", "NOTIZ-1", "MARKE-1"])
    func usualMail(body: String) throws {
        let mail = TestRules.mail(body)
        let quick = try #require(try decision(on: mail))
        let usual = TestRules.decision(on: mail, try TestRules.rules())
        #expect(quick.record.outcome == usual.record.outcome)
        #expect(quick.record.rules == usual.record.rules)
        #expect(quick.changes == usual.changes)
    }

    @Test("leaves a long mail to the pool")
    func longMail() throws {
        let line = "Guten Tag, hier kommt das Angebot.\r\n"
        #expect(try decision(on: TestRules.mail(String(repeating: line, count: 100))) != nil)
        #expect(try decision(on: TestRules.mail(String(repeating: line, count: 2000))) == nil)
    }

    @Test("leaves what another process has to unpack to the pool")
    func packed() throws {
        let fields = "Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n"
        let mail = TestRules.mail(archive, fields: fields)
        #expect(try decision(on: mail) == nil)
    }

    @Test("leaves a mail for which it has no time to the pool")
    func noTime() throws {
        let mail = TestRules.mail("GEHEIM-1")
        #expect(try decision(on: mail) { $0.gateway.limits.deadlineSeconds = 0 } == nil)
    }
}
