import SluiceChecking
import SluiceModel
import TestSupport
import Testing

@testable import SluiceGateway

@Suite("A milter connection")
struct MilterSessionTests {
    /// A session with all that came out of it.
    struct Connection {
        var session = MilterSession(room: SpoolRoom()) { 1 << 20 }
        var replies: [MilterReply] = []
        var mails: [ReceivedMail] = []
        var cancelled = 0
        var isClosed = false

        mutating func take(_ bytes: [UInt8]) throws(MilterFault) {
            for command in try Packets.commands([bytes]) {
                for effect in try session.receive(command) {
                    switch effect {
                    case .send(let reply): replies.append(reply)
                    case .check(let mail): mails.append(mail)
                    case .cancelCheck: cancelled += 1
                    case .close: isClosed = true
                    }
                }
            }
        }

        static func greeted(_ options: [UInt8] = Packets.options()) throws(MilterFault) -> Connection {
            var connection = Connection()
            try connection.take(options + Packets.connect())
            return connection
        }
    }

    private let pass = MailDecision(
        ending: .accept, changes: [], notes: [], record: CheckRecord(outcome: .pass, reference: "r"))

    @Test("asks for what it needs and for no more")
    func negotiation() throws {
        let connection = try Connection.greeted()
        let agreed = MilterOptions(
            version: 6, actions: MilterActions(rawValue: 0x131), steps: MilterSteps(rawValue: 0x19_D5C2))
        #expect(connection.replies == [.negotiate(agreed)])
        #expect(agreed.steps.isDisjoint(with: MilterSteps(rawValue: 0x200)), "DATA is seen")
    }

    @Test("answers each command only where its peer waits for that", arguments: [true, false])
    func unanswered(isAnswered: Bool) throws {
        let steps = isAnswered ? Packets.answeredSteps : 0x1F_FFFF
        var connection = try Connection.greeted(Packets.options(steps: steps))
        try connection.take(Packets.mail(to: ["<b@kunde.example>", "<c@kunde.example>"]))
        // The connection, the sender, two recipients, DATA, two fields, the end of the header and the body.
        let count = isAnswered ? 9 : 1
        #expect(connection.replies.dropFirst() == Array(repeating: MilterReply.goOn, count: count)[...])
        #expect(connection.mails.count == 1)
    }

    @Test(
        "answers those commands that are still waited for",
        arguments: [
            (0x80, "L"), (0x1000, "C"), (0x4000, "M"), (0x8000, "R"), (0x1_0000, "T"), (0x8_0000, "B"),
        ])
    func partlyUnanswered(step: UInt32, letter: String) throws {
        var connection = try Connection.greeted(Packets.options(steps: 0x1F_FFFF & ~step))
        try connection.take(Packets.mail(to: ["<b@kunde.example>"], fields: [("Subject", "Gruß")]))
        // The end of the header has a reply as well: this server sends it although it was not asked for.
        #expect(connection.replies.dropFirst() == [.goOn, .goOn], "\(letter)")
    }

    @Test("asks for two macros where it may choose, and names none where it may not")
    func macros() {
        func reply(_ actions: UInt32) -> [UInt8] {
            let options = MilterOptions(
                version: 6, actions: MilterActions(rawValue: actions), steps: MilterSteps(rawValue: 0x80))
            return MilterReply.negotiate(options).bytes
        }
        let plain = [6, 0x31, 0x80].flatMap(Packets.number)
        #expect(reply(0x31) == Packets.packet("O", plain))
        let lists = ["", "", "{auth_authen}", "", "", "i", ""].enumerated().flatMap { stage, names in
            Packets.number(UInt32(stage)) + Packets.texts([names])
        }
        let chosen = [6, 0x131, 0x80].flatMap(Packets.number) + lists
        #expect(reply(0x131) == Packets.packet("O", chosen))
    }

    @Test("takes no peer that lets nothing be changed, or is too old")
    func badPeers() {
        #expect(throws: MilterFault.missingActions(1)) { try Connection.greeted(Packets.options(actions: 1)) }
        #expect(throws: MilterFault.oldVersion(1)) { try Connection.greeted(Packets.options(version: 1)) }
    }

    @Test("gathers a mail as it was sent, with what is known of it")
    func mail() throws {
        var connection = try Connection.greeted()
        try connection.take(
            Packets.mail(
                to: ["<bert@kunde.example>", "<@relay.example:cora@kunde.example>"],
                fields: [("From", " anna@westbach.example"), ("Subject", " Ein\n langer Betreff")],
                body: "Zeile\r\n"))
        let mail = try #require(connection.mails.first)
        #expect(
            mail.envelope
                == Envelope(
                    sender: "anna@westbach.example",
                    recipients: ["bert@kunde.example", "cora@kunde.example"],
                    client: "127.0.0.1", login: "anna", queueID: "4abc"))
        let text = mail.spool.storage().map { $0.string(in: 0..<$0.count) }
        #expect(text == "From: anna@westbach.example\r\nSubject: Ein\r\n langer Betreff\r\n\r\nZeile\r\n")
    }

    @Test("knows the null sender")
    func nullSender() throws {
        var connection = try Connection.greeted()
        try connection.take(Packets.mail(from: "<>"))
        #expect(connection.mails.first?.envelope.sender == nil)
    }

    @Test("brings one mail after the other, none with anything of the one before")
    func reuse() throws {
        var connection = try Connection.greeted()
        try connection.take(Packets.mail(body: "eins", queueID: "A1"))
        #expect(connection.session.finish(pass) == MilterReply.accept.bytes)
        try connection.take(Packets.packet("M", Packets.texts(["<x@westbach.example>"])))
        try connection.take(Packets.packet("R", Packets.texts(["<y@kunde.example>"])) + Packets.packet("E"))
        #expect(connection.mails.last?.envelope.recipients == ["y@kunde.example"])
        #expect(connection.mails.last?.envelope.queueID == nil)
        #expect(connection.mails.last?.envelope.login == nil)
        #expect(connection.mails.last?.envelope.client == "127.0.0.1")
    }

    @Test("forgets a mail that is broken off, or that another follows")
    func abort() throws {
        var connection = try Connection.greeted()
        let begun =
            Packets.packet("M", Packets.texts(["<a@westbach.example>"]))
            + Packets.packet("R", Packets.texts(["<old@kunde.example>"]))
        try connection.take(begun + Packets.packet("A") + Packets.mail())
        #expect(connection.mails.last?.envelope.recipients == ["bert@kunde.example"])
        _ = connection.session.finish(pass)
        try connection.take(begun + Packets.mail())
        #expect(connection.mails.last?.envelope.recipients == ["bert@kunde.example"])
    }

    @Test("gives a check up when the mail is broken off")
    func abortWhileChecking() throws {
        var connection = try Connection.greeted()
        try connection.take(Packets.mail() + Packets.packet("A"))
        #expect(connection.cancelled == 1)
        #expect(connection.session.finish(pass).isEmpty)
        try connection.take(Packets.mail())
        #expect(connection.mails.count == 2)
    }

    @Test("serves another client after a new connection was announced")
    func newConnection() throws {
        var connection = try Connection.greeted()
        try connection.take(Packets.mail())
        _ = connection.session.finish(pass)
        try connection.take(Packets.packet("K") + Packets.connect("192.0.2.7") + Packets.mail())
        #expect(connection.mails.last?.envelope.client == "192.0.2.7")
        #expect(!connection.isClosed)
        try connection.take(Packets.packet("Q"))
        #expect(connection.isClosed)
    }

    @Test("takes no commands out of their order", arguments: ["R", "L", "B", "E", "N", "T"])
    func outOfOrder(letter: String) {
        let content = Packets.texts(["a", "b"])
        #expect(throws: MilterFault.self) {
            var connection = try Connection.greeted()
            try connection.take(Packets.packet(Character(letter), content))
        }
    }

    @Test("takes nothing before it is agreed what is spoken, and no fields behind the body")
    func tooEarly() {
        #expect(throws: MilterFault.unexpected(0x43)) {
            var connection = Connection()
            try connection.take(Packets.connect())
        }
        #expect(throws: MilterFault.unexpected(0x4C)) {
            var connection = try Connection.greeted()
            try connection.take(
                Packets.packet("M", Packets.texts(["<a@westbach.example>"])) + Packets.packet("B", [0x61])
                    + Packets.packet("L", Packets.texts(["a", "b"])))
        }
    }

    @Test("needs no more of a body that is too long")
    func oversize() throws {
        var connection = try Connection.greeted()
        connection.session = MilterSession(room: SpoolRoom()) { 10 }
        let options = Packets.options(steps: Packets.answeredSteps)
        try connection.take(options + Packets.mail(body: "more than ten bytes"))
        #expect(connection.replies.contains(.skip))
        #expect(connection.mails.first?.spool.fault == .oversize)
    }

    @Test("says all of an answer in the order in which a mail server takes it")
    func answer() throws {
        var connection = try Connection.greeted()
        try connection.take(Packets.mail())
        let later = SMTPReply.later(["later"])
        let decision = MailDecision(
            ending: .hold(reason: "sluice: iban", otherwise: later),
            changes: [
                .remove(name: "x-sluice-verdict", index: 1), .add(name: "X-Sluice-Verdict", value: "hold"),
            ],
            notes: [], record: CheckRecord(outcome: .hold, reference: "r"))
        let expected: [MilterReply] = [
            .changeHeader(name: "x-sluice-verdict", index: 1, value: []),
            .addHeader(name: "X-Sluice-Verdict", value: Array(" hold".utf8)), .quarantine("sluice: iban"),
            .accept,
        ]
        #expect(connection.session.finish(decision) == expected.flatMap(\.bytes))

        var other = try Connection.greeted(Packets.options(actions: 0x11))
        try other.take(Packets.mail())
        #expect(
            other.session.finish(decision) == MilterReply.reply("451 4.7.1 later").bytes,
            "a server that cannot hold mails is asked to try again")
        var told = decision
        told.notes = [Note(to: "anna@westbach.example", subject: "Held", lines: [])]
        let possible = other.session.possible(told)
        #expect(
            possible.notes.isEmpty && possible.record.outcome == .tempfail, "and nobody is told that it waits"
        )
        #expect(connection.session.possible(told).notes == told.notes)
    }

    @Test("never traps, and never checks a mail that did not begin")
    func randomCommands() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<400 {
            var connection = Connection()
            do throws(MilterFault) {
                try connection.take(Packets.options())
                for _ in 0..<60 {
                    let letter = "DCHMRTLNBEAKU".randomElement(using: &generator) ?? "A"
                    let content: [UInt8] =
                        letter == "C"
                        ? Packets.texts(["c"]) + [0x34, 0, 1] + Packets.texts(["192.0.2.1"])
                        : letter == "D" ? [0x4D] + Packets.texts(["i", "x"]) : Packets.texts(["a", "b"])
                    try connection.take(Packets.packet(letter, content))
                    if connection.session.isInMail, Bool.random(using: &generator) {
                        _ = connection.session.finish(pass)
                    }
                }
            } catch {}
            #expect(connection.mails.allSatisfy { $0.spool.count > 0 })
        }
    }
}
