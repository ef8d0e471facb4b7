import SluiceModel
import SluicePolicy
import Synchronization
import TestSupport
import Testing

@testable import SluiceChecking

@Suite("A mail on its way")
struct MailHandlingTests {
    @Test("waits on the disk where it is long or memory is short, and comes back as it was")
    func spool() throws {
        let folder = try TemporaryFolder()
        for (room, count) in [(24 << 20, 100), (24 << 20, 3 << 20), (0, 200_000)] {
            let spool = MailSpool(room: SpoolRoom(folder: folder.path, limit: room), limit: 4 << 20)
            var expected: [UInt8] = []
            while expected.count < count {
                let piece = (0..<min(60_000, count - expected.count)).map {
                    UInt8(truncatingIfNeeded: $0 &+ expected.count / 7)
                }
                #expect(spool.append(piece))
                expected += piece
            }
            let storage = try #require(spool.storage())
            #expect(storage.bytes(in: 0..<storage.count) == expected)
        }
    }

    @Test("gives room back once it is gone")
    func roomIsGivenBack() {
        let room = SpoolRoom(limit: 1 << 20)
        for _ in 0..<10 {
            let spool = MailSpool(room: room, limit: 4 << 20)
            spool.append([UInt8](repeating: 0x61, count: 900_000))
        }
        #expect(room.take(1 << 20))
    }

    @Test("is a fault where the disk does not take it, and the reason is told once, not for each mail")
    func noDisk() {
        let told = Mutex<[String]>([])
        let room = SpoolRoom(folder: "/nowhere/at/all") { text in told.withLock { $0.append(text) } }
        for _ in 0..<3 {
            let spool = MailSpool(room: room, limit: 4 << 20)
            #expect(!spool.append([UInt8](repeating: 0x61, count: 2 << 20)))
            #expect(spool.fault == .disk)
            #expect(spool.storage() == nil)
        }
        #expect(told.withLock(\.self) == ["no mail can wait in '/nowhere/at/all': No such file or directory"])
    }

    @Test("is handed on byte for byte but for the changes")
    func changes() {
        let text =
            "From x Mon\nReceived: a\n b\nX-Sluice-Verdict: pass\nSubject: [ok 1]\n\nBody\nX-Sluice-Verdict: text\n"
        let file = MessageFile(TextStorage(Array(text.utf8)))
        func written(_ changes: [HeaderChange]) -> String {
            var bytes: [UInt8] = []
            unsafe file.write(changes) { piece in
                unsafe bytes.append(contentsOf: piece)
                return true
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        let plain = String(text.dropFirst(11))
        #expect(written([]) == plain)
        #expect(
            written([
                .remove(name: "x-sluice-verdict", index: 1),
                .replace(name: "Subject", index: 1, value: Array("New".utf8)),
                .add(name: "X-Sluice-Verdict", value: "tag"),
            ]) == "Received: a\n b\nSubject: New\nX-Sluice-Verdict: tag\n\nBody\nX-Sluice-Verdict: text\n")
        let crossed = MessageFile(TextStorage(Array("A: b\r\n\r\nc".utf8)))
        var bytes: [UInt8] = []
        let changes = [
            HeaderChange.replace(name: "A", index: 1, value: Array("f\n g".utf8)),
            .add(name: "D", value: "e"),
        ]
        unsafe crossed.write(changes) { piece in
            unsafe bytes.append(contentsOf: piece)
            return true
        }
        #expect(String(decoding: bytes, as: UTF8.self) == "A: f\r\n g\r\nD: e\r\n\r\nc")
    }

    @Test("that is too long to be read is handed on all the same, where that is asked for")
    func oversize() throws {
        let head = "X-Sluice-Verdict: pass\nSubject: x\n\n"
        let body = String(repeating: "Ein Satz.\n", count: 700_000)
        func spool(keepsAll: Bool) -> MailSpool {
            let spool = MailSpool(room: SpoolRoom(), limit: 1000, keepsAll: keepsAll)
            for piece in [head, body, "Ende\n"] { spool.append(Array(piece.utf8)) }
            return spool
        }
        let kept = spool(keepsAll: true)
        #expect(kept.fault == .oversize)
        let file = try #require(MessageFile(kept))
        var bytes: [UInt8] = []
        let isWhole = unsafe file.write(file.fields.removals) { piece in
            unsafe bytes.append(contentsOf: piece)
            return true
        }
        #expect(isWhole)
        #expect(bytes == Array(("Subject: x\n\n" + body + "Ende\n").utf8))
        #expect(MessageFile(spool(keepsAll: false)) == nil)
    }

    @Test("is answered once by a pool, in time or by the clock")
    func pool() async throws {
        let rules = try TestRules.rules()
        let pool = CheckPool(rules, threads: 2)
        defer { pool.close() }
        let outcomes = await withTaskGroup(of: CheckRecord.Outcome.self) { group in
            for index in 0..<40 {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        let mail = TestRules.mail(index % 4 == 0 ? "GEHEIM-\(index)" : "Guten Tag")
                        _ = pool.check(mail) { decision, _ in
                            continuation.resume(returning: decision.record.outcome)
                        }
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes == [.refuse: 10, .pass: 30])

        let expired = Mutex<[CheckRecord.Outcome]>([])
        let late = try TestRules.rules { $0.gateway.limits.deadlineSeconds = 0 }
        pool.replace(late)
        let ticket = pool.check(TestRules.mail("Guten Tag")) { decision, _ in
            expired.withLock { $0.append(decision.record.outcome) }
        }
        pool.expire(ticket)
        #expect(expired.withLock(\.self) == [.tempfail])
        #expect(!ticket.isOpen)
    }

    @Test("that nobody waits for any more is not answered")
    func cancelled() throws {
        let pool = CheckPool(try TestRules.rules(), threads: 1)
        defer { pool.close() }
        let answers = Mutex(0)
        let ticket = pool.check(TestRules.mail("x")) { _, _ in answers.withLock { $0 += 1 } }
        let wasOpen = ticket.isOpen
        ticket.cancel()
        pool.expire(ticket)
        #expect(answers.withLock(\.self) <= (wasOpen ? 0 : 1))
    }

    @Test("tells its sender and the contact when it is held, and nobody when it has no sender")
    func notes() throws {
        let rules = try TestRules.rules()
        let held = TestRules.decision(on: TestRules.mail("HALTEN-4711"), rules)
        #expect(held.notes.map(\.to) == ["anna@westbach.example", "datenschutz@westbach.example"])
        let all = held.notes.map { $0.mail(from: "s@westbach.example", at: 0) }.joined()
        #expect(!all.contains("4711") && !all.contains("Angebot"), "neither text nor subject of the mail")
        #expect(all.contains("sluice release 4abc"))
        #expect(all.contains("nach 5 Tagen"))
        var handedOn = TestRules.mail("HALTEN-4711")
        handedOn.envelope.keepsName = false
        let told = TestRules.decision(on: handedOn, rules).notes.flatMap(\.lines)
        #expect(
            told.contains("Freigeben: sluice release ID") && told.contains { $0.contains("postqueue -p") })
        let bounce = TestRules.decision(on: TestRules.mail("HALTEN-1", from: nil), rules)
        #expect(bounce.notes.map(\.to) == ["datenschutz@westbach.example"])
        let advice = TestRules.decision(on: TestRules.mail("NOTIZ-1"), rules)
        #expect(advice.notes.map(\.to) == ["anna@westbach.example"])
        #expect(TestRules.decision(on: TestRules.mail("NOTIZ-1", from: nil), rules).notes.isEmpty)
    }

    @Test(
        "that a program or a list wrote is answered by no note to its sender",
        arguments: [
            ("Auto-Submitted: auto-replied", true), ("auto-submitted: Auto-Generated; x=y", true),
            ("Auto-Submitted: no", false), ("Precedence: bulk", true), ("Precedence: first-class", false),
            ("List-Id: <x.example>", true), ("X-Other: bulk", false),
        ])
    func automatic(field: String, isAutomatic: Bool) throws {
        let rules = try TestRules.rules()
        let advice = TestRules.decision(on: TestRules.mail("NOTIZ-1", fields: field + "\r\n"), rules)
        #expect(advice.record.outcome == .advise)
        #expect(advice.notes.isEmpty == isAutomatic)
        let held = TestRules.decision(on: TestRules.mail("HALTEN-1", fields: field + "\r\n"), rules)
        #expect(held.notes.map(\.to).contains("datenschutz@westbach.example"))
        #expect(held.notes.count == (isAutomatic ? 1 : 2))
    }

    @Test("that is a note of ours is told to nobody, and one that only says so is")
    func noteAboutNote() throws {
        let rules = try TestRules.rules()
        let note = try #require(TestRules.decision(on: TestRules.mail("HALTEN-1"), rules).notes.last)
        #expect(note.mail(from: "s@westbach.example", at: 0).contains("\nX-Sluice-Note: 1\n"))
        let field = "X-Sluice-Note: 1\r\n"
        let again = TestRules.decision(on: TestRules.mail("HALTEN-1", from: nil, fields: field), rules)
        #expect(again.record.outcome == .hold && again.notes.isEmpty)
        #expect(TestRules.decision(on: TestRules.mail("HALTEN-1", fields: field), rules).notes.count == 2)
    }
}
