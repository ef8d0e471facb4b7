import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceRedaction

@Suite("After redaction nothing is found")
struct InvariantTests {
    private static let folders = ["mail", "tables", "json", "chats", "social", "forum", "layers"]

    private static func fixtures(_ folder: String) throws -> [URL] {
        let place = packageFolder.appendingPathComponent("Fixtures/\(folder)")
        let found = FileManager.default.enumerator(at: place, includingPropertiesForKeys: [.isRegularFileKey])
        return (found?.allObjects ?? []).compactMap { $0 as? URL }
            .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
            .filter {
                !["messages", "md"].contains($0.pathExtension) && $0.lastPathComponent != "expected.txt"
            }
            .sorted { $0.path < $1.path }
    }

    @Test("in fixtures of every form, or what is left is named", arguments: folders)
    func forms(folder: String) throws {
        let redacting = try Redacting(pattern: #"\b\p{Ll}{6,}\b"#)
        var edits = 0
        for file in try InvariantTests.fixtures(folder) {
            let bytes = Array(try Data(contentsOf: file))
            let made = try redacting.redact(bytes, file.lastPathComponent)
            edits += made.edits
            let left = try redacting.findings(made.output, file.lastPathComponent)
            #expect(left == 0 || !made.unredacted.isEmpty, "\(file.lastPathComponent)")
        }
        #expect(edits > 8)
    }

    /// A text with values planted at random, and what it must become.
    private func planted(_ random: inout SeededGenerator, _ separator: String) -> (
        text: String, expected: String
    ) {
        let words = [
            "eins", "zwei", "ü", "–", "Straße", "x=1", "a\"b", "100 %", "", "<b>", "&amp;", "\\n", "😀",
        ]
        var (text, expected) = ("", "")
        for _ in 0..<Int.random(in: 1...40, using: &random) {
            if Int.random(in: 0..<4, using: &random) == 0 {
                text += "TOKEN-" + String(Int.random(in: 10_000_000...99_999_999, using: &random))
                expected += "[Token]"
            } else {
                let word = words[Int.random(in: 0..<words.count, using: &random)]
                text += word
                expected += word
            }
            let space = Int.random(in: 0..<6, using: &random) == 0 ? separator : " "
            text += space
            expected += space
        }
        return (text, expected)
    }

    @Test("and all other bytes are what they were", arguments: 0..<40)
    func generated(seed: Int) throws {
        let redacting = try Redacting()
        var random = SeededGenerator(seed: UInt64(seed))
        let (text, expected) = planted(&random, "\n")
        #expect(try redacting.redact(text, "a.txt", .label).text == expected)
        let forms: [(name: String, write: (String) -> String)] = [
            ("a.csv", InvariantTests.table), ("a.jsonl", InvariantTests.jsonLines),
            ("a.eml", InvariantTests.mail), ("a.mbox", InvariantTests.mailbox),
            ("WhatsApp Chat mit Nord.txt", InvariantTests.chat),
        ]
        for form in forms {
            let made = try redacting.redact(form.write(text), form.name, .label)
            #expect(made.text == form.write(expected), "\(form.name)")
            #expect(made.unredacted.isEmpty && made.rounds <= 1)
            #expect(try redacting.findings(made.output, form.name) == 0)
        }
    }

    private static func table(_ text: String) -> String {
        "id,text,other\n1,\"\(text.replacing("\"", with: "\"\""))\",x\n2,nichts,y\n"
    }

    private static func jsonLines(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "ü": escaped += "\\u00fc"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return #"{"id": 1, "text": "\#(escaped)", "n": [1, 2]}"# + "\n" + #"{"id": 2, "text": "nichts"}"#
            + "\n"
    }

    private static func mail(_ text: String) -> String {
        """
        From: a@firma.example
        To: b@kunde.example
        Subject: Nummer
        Content-Type: text/plain; charset=utf-8

        \(text)

        """
    }

    private static func mailbox(_ text: String) -> String {
        let mail = "From a@firma.example Thu Mar 12 10:31:00 2024\n" + mail(text) + "\n"
        return mail + mail
    }

    private static func chat(_ text: String) -> String {
        let body = text.replacing("\n", with: " ")
        return
            "12.03.24, 10:31 - Jürgen: \(body)\n12.03.24, 10:32 - Eva: nichts\n12.03.24, 10:33 - Eva: \(body)\n"
    }
}
