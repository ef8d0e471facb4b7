import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Files of programs of old")
struct LegacyTests {
    static let folder = packageFolder.appendingPathComponent("Fixtures/legacy")
    /// `brief.doc` and `mappe.xls` were written by LibreOffice 7.4, the others by the makers beside this file.
    static let names = ["brief.doc", "folien.ppt", "mappe.xls", "nachricht.msg", "winmail.dat"]

    static func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appendingPathComponent(name)))
    }

    @Test("are read as what they are")
    func understood() throws {
        var list = ""
        for name in Self.names {
            list += "\(name)\n" + MailDump(readings(of: try Self.bytes(name), name: name)).text
        }
        try expectGolden(list, "Fixtures/legacy/messages.txt")
    }

    @Test("are what the makers make")
    func made() throws {
        let made = [
            ("nachricht.msg", LegacyMakers.message), ("winmail.dat", LegacyMakers.transport),
            ("folien.ppt", LegacyMakers.presentation),
        ]
        for (name, bytes) in made {
            let file = Self.folder.appendingPathComponent(name)
            if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(bytes).write(to: file) }
            let isAlike = try Data(contentsOf: file) == Data(bytes)
            #expect(isAlike, "\(name)")
        }
    }

    /// Every layer and place lies in its text.
    private func check(_ bytes: [UInt8], _ name: String) {
        for reading in readings(of: bytes, name: name) {
            guard case .message(let message) = reading else { continue }
            for part in message.parts {
                #expect(part.layers.allSatisfy { $0.span.end <= part.text.storage.count })
                #expect(part.raw == nil || part.raw.map { $0.span.end <= bytes.count } == true)
            }
            let total = message.parts.reduce(0) { $0 + $1.text.storage.count }
            #expect(total < 64 * bytes.count + (1 << 20))
        }
    }

    @Test("cut off at any length are read as far as they go, and that is said", arguments: names)
    func truncated(name: String) throws {
        let bytes = try Self.bytes(name)
        for length in stride(from: 8, to: bytes.count, by: name == "winmail.dat" ? 3 : 211) {
            check(Array(bytes[..<length]), name)
        }
        let half = listing(readings(of: Array(bytes[..<(bytes.count / 2)]), name: name))
        #expect(half.contains("gap"))
    }

    @Test("with bytes changed are read somehow", arguments: names)
    func mutated(name: String) throws {
        let original = try Self.bytes(name)
        var random = SeededGenerator(seed: UInt64(original.count))
        for _ in 0..<60 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] =
                    [0, 0xFF, 0x7F, UInt8.random(in: 0...255, using: &random)]
                    .randomElement(using: &random) ?? 0
            }
            check(bytes, name)
        }
    }

    @Test("Word's pieces are joined in their order, with fields and marks told from text")
    func pieces() {
        let bytes = LegacyMakers.word([
            "Preis: \u{13} HYPERLINK \"https://westbach.example/\" \u{14}hier\u{15}", "λ\rEnde",
        ])
        #expect(
            listing(readings(of: bytes, name: "a.doc")) == """
                a.doc: message
                  body: Preis: hierλ⏎Ende⏎
                  comment:  HYPERLINK "https://westbach.example/" ⏎

                """)
    }

    @Test("that show the same bytes again and again do not grow")
    func repeated() {
        let text = String(repeating: "Bombe ", count: 500)
        let found = readings(of: LegacyMakers.word([text], repeated: 2000), name: "a.doc")
        let total = found.reduce(0) { sum, reading in
            guard case .message(let message) = reading else { return sum }
            return sum + message.parts.reduce(0) { $0 + $1.text.storage.count }
        }
        #expect(total < 8000)
        #expect(listing(found).contains("gap in a.doc: damaged"))
    }

    @Test("that are encrypted are named so")
    func encrypted() {
        let word = LegacyMakers.word(["geheim"], flags: 0x0100)
        let sheet = CompoundMaker.file([
            .stream(
                "Workbook",
                little(UInt16(0x0809)) + little(UInt16(0)) + little(UInt16(0x2F)) + little(UInt16(0)))
        ])
        var user = [UInt8](repeating: 0, count: 20)
        user.replaceSubrange(12..<16, with: little(UInt32(0xF3D1_C4DF)))
        let slides = CompoundMaker.file([
            .stream("PowerPoint Document", [1, 2, 3]), .stream("Current User", user),
        ])
        for bytes in [word, sheet, slides, CompoundMaker.file([.stream("EncryptedPackage", [1])])] {
            #expect(listing(readings(of: bytes, name: "a")).contains(": encrypted\n"))
        }
    }

    @Test("whose sectors run in a ring, or lead nowhere, end")
    func rings() throws {
        let bytes = try Self.bytes("nachricht.msg")
        let table = bytes.count - 1024
        for link in [UInt32(0), 1, 7, 0x00FF_FFFF] {
            var odd = bytes
            for place in stride(from: table, to: bytes.count, by: 4) {
                odd.replaceSubrange(place..<place + 4, with: little(link))
            }
            check(odd, "ring.msg")
        }
    }

    @Test("of programs that are not known are named")
    func unknown() {
        let bytes = CompoundMaker.file([.stream("VisioDocument", [1, 2, 3])])
        #expect(
            listing(readings(of: bytes, name: "a.vsd"))
                == "a.vsd: unsupported: compound file of an unknown program\n")
    }
}
