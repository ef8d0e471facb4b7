import Foundation
import SluiceModel
import SluiceNames
import TestSupport
import Testing

@testable import SluiceReport

@Suite("Names of people")
struct PeopleNamesTests {
    private let names: NameKey

    init() throws { names = try #require(NameKey(Array("a key for tests only".utf8))) }

    private var people: PeopleNames { PeopleNames(names, reveals: false) }

    @Test(
        "are pseudonyms in paths",
        arguments: [
            "export/WhatsApp Chat mit ⟦Erika Muster⟧.txt", "WhatsApp Chat with ⟦Jane Doe⟧ (2).txt",
            "WhatsApp Chat - ⟦+49 170 1234567⟧.zip!_chat.txt", "Chat de WhatsApp con ⟦Juana⟧.txt",
            "signal/⟦Erika Beispiel⟧/chat.md", "⟦Erika⟧/_chat.txt", "inbox/⟦erikamuster⟧_17/message_1.json",
            "Direct Messages - ⟦erika_m [123]⟧.json", "post/⟦erika.muster@westbach.example⟧.mbox",
            "a.zip!⟦erika@muster.example⟧/x.eml", "export/whatsapp chat MIT ⟦Erika⟧.TXT",
        ])
    func paths(_ marked: String) throws {
        let path = Marked(marked)
        let span = try #require(path.spans.first)
        let name = String(decoding: Array(path.text.utf8)[span], as: UTF8.self)
        let shown = people.path(path.text)
        #expect(shown == path.text.replacing(name, with: names.pseudonym(of: name)))
        #expect(people.path(shown) == shown)
        #expect(PeopleNames(names, reveals: true).path(path.text) == path.text)
    }

    @Test(
        "leave other paths as they are",
        arguments: [
            "brief.txt", "src/chat.swift", "a@2x.png/@", "inbox/message_1.json", "chats/team-nord.txt",
            "WhatsApp Chat.txt", "node_modules/@types/x.ts",
        ])
    func plain(_ path: String) { #expect(people.path(path) == path) }

    @Test("are the author's own pseudonym, where a chat is named after the author")
    func same() {
        let shown = people.path("WhatsApp Chat mit Erika Muster.txt")
        #expect(shown == "WhatsApp Chat mit \(people.name(of: Person(name: "Erika Muster"))).txt")
    }

    @Test("do not stand in identifiers of messages")
    func messageID() {
        let erika = Person(name: "Erika Muster", address: "e.muster@westbach.example")
        for id in [
            "2024.Muster.1@mail.example", "e.muster@westbach.example", "x-ERIKA-7@notebook.example",
        ] {
            let shown = people.messageID(id, of: erika).lowercased()
            #expect(!shown.contains("muster") && !shown.contains("erika"))
        }
        #expect(people.messageID("CAF12@mail.example", of: erika) == "CAF12@mail.example")
        #expect(people.messageID("CAF12@mail.example", of: nil) == "CAF12@mail.example")
    }

    @Test("do not stand in arguments")
    func arguments() {
        let shown = people.arguments([
            "scan", "--only-chats", "Erika*", "--only-chats=Erika?", "WhatsApp Chat mit Erika.txt",
        ])
        #expect(!shown.joined().contains("Erika"))
        #expect(shown[0] == "scan" && shown[2] == "•")
    }

    @Test("stand in findings where the user asked for them")
    func revealed() throws {
        var finding = try Findings.make("⟦x⟧")
        finding.author = Person(name: "Erika Muster", address: "erika@muster.example")
        finding.location.origin.path = "WhatsApp Chat mit Erika.txt"
        let open = Recorder(mask: Mask(), names: names, revealsAuthors: true)
        #expect(open.record(finding).author == "Erika Muster <erika@muster.example>")
        #expect(open.record(finding).location.origin.path == finding.location.origin.path)
        let masked = Recorder(mask: Mask(), names: names)
        #expect(masked.record(finding).author == names.pseudonym(of: "erika@muster.example"))
        #expect(masked.record(finding) == FindingRecord(finding, mask: Mask(), names: names))
    }

    @Test("do not stand in summaries and lists of files")
    func summary() {
        var counts = ScanCounts()
        let origin = Origin(path: "WhatsApp Chat mit Erika.txt", messageID: "erika@muster.example")
        counts.partial.append(Gap(origin: origin, reason: .encrypted))
        let recorder = Recorder(mask: Mask(), names: names)
        let gap = recorder.summary(counts, seconds: 1).counts.partial.first.first
        #expect(gap?.origin.path == people.path(origin.path) && gap?.origin.messageID == nil)
        let stamp = FileStamp(path: origin.path, size: 1, modified: 2)
        #expect(recorder.file(FileRecord(stamp: stamp, counts: counts)).stamp.path == gap?.origin.path)
    }
}

@Suite("The audit file")
struct AuditFileTests {
    private let folder: TemporaryFolder
    private let file: AuditFile

    init() throws {
        folder = try TemporaryFolder()
        file = AuditFile(folder.path + "/audit.jsonl")
        for number in 0..<4 {
            try file.append(
                AuditEntry(
                    time: Double(number), user: "erika",
                    arguments: ["scan", "--reveal", String(repeating: "x", count: 9000 * number)]))
        }
    }

    private var lines: [String] {
        get throws {
            try String(contentsOfFile: file.path, encoding: .utf8).split(separator: "\n").map(String.init)
        }
    }

    private func write(_ lines: [String]) throws {
        try folder.write(lines.map { $0 + "\n" }.joined(), "audit.jsonl")
    }

    @Test("is a chain that can be checked")
    func chain() throws {
        let check = try file.check()
        #expect(check.lines == 4 && check.lastHash?.count == 64)
        try folder.write("", "empty.jsonl")
        #expect(try AuditFile(folder.path + "/empty.jsonl").check() == AuditFile.Check(lines: 0))
        #expect(try lines[0].contains("\"previous\":\"\(AuditFile.origin)\""))
    }

    @Test("shows where a line was changed, taken out, or put in")
    func tampering() throws {
        let lines = try lines
        func changed(_ number: Int) -> [String] {
            var lines = lines
            lines[number - 1] = lines[number - 1].replacing("erika", with: "other")
            return lines
        }
        for (text, line) in [
            (changed(2), 2), (changed(4), 4), (Array(lines.dropFirst()), 1), ([lines[0]] + lines[2...], 2),
            ([lines[0], lines[0]] + lines[1...], 2), (["nonsense"], 1),
        ] {
            try write(text)
            let fault = try #require(throws: Diagnostic.self) { _ = try file.check() }
            #expect(fault.line == line)
        }
    }

    @Test("takes no line behind one that is not whole")
    func cutOff() throws {
        let text = try lines.joined(separator: "\n")
        try folder.write(String(text.dropLast(3)), "audit.jsonl")
        let entry = AuditEntry(time: 0, user: "erika", arguments: [])
        #expect(throws: AuditFault.damaged) { try file.append(entry) }
        #expect(throws: Diagnostic.self) { _ = try file.check() }
        #expect(throws: AuditFault.self) { try AuditFile("/nonexistent/a").append(entry) }
    }
}
