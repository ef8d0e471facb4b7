import Foundation
import TestSupport
import Testing

/// The word that makes a secret of a cell stands above or beside it.
@Suite("Tables in texts")
struct TableProgramTests {
    private struct Line: Decodable {
        struct Place: Decodable {
            var fileOffset: Int?
            var length: Int
        }
        var rule: String?
        var location: Place?
    }

    private static let tables = [
        (
            "notes.md",
            "Zugänge:\n\n| System | Benutzer | Passwort |\n|---|---|---|\n| ERP | kern | Tannenbaum82! |\n"
        ),
        ("sheet.txt", "System\tKennwort\nERP\tTannenbaum82!\nCRM\tsiehe oben\n"),
        (
            "page.html",
            "<table><tr><th>System</th><th>Kennwort</th></tr><tr><td><p>ERP</p></td>"
                + "<td><p>Tannenbaum82!</p></td></tr></table>"
        ),
        (
            "rows.html",
            "<table><tr><td>Benutzer:</td><td>kern</td></tr><tr><td>Passwort:</td>"
                + "<td><b>Tannenbaum82!</b></td></tr></table>"
        ),
        (
            "answer.eml",
            "From: a@westbach.example\nTo: b@kunde.example\nSubject: Zugang\nContent-Type: text/plain; charset=utf-8\n\nHallo,\n\n"
                + "> | Portal | Passwort |\n> |---|---|\n> | x | Tannenbaum82! |\n"
        ),
        ("post.jsonl", #"{"text":"| Portal | Passwort |\n|---|---|\n| x | Tannenbaum82! |"}"# + "\n"),
    ]

    @Test("give their cells as findings at their own place, and redact them there", arguments: tables)
    func cells(name: String, text: String) throws {
        let program = try Program()
        try program.folder.write(text, name)
        let ending = try program.run(["scan", "--format", "jsonl", name], ownRules: false)
        let found = try ending.output.split(separator: "\n")
            .map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
            .filter { $0.rule?.hasPrefix("password") == true }
        #expect(found.count == 1)
        let place = try #require(found.first?.location)
        let value = try #require(text.range(of: "Tannenbaum82!"))
        if let offset = place.fileOffset {
            #expect(offset == text.utf8.distance(from: text.startIndex, to: value.lowerBound))
        }
        #expect(place.length == 13)
        #expect(!ending.output.contains("Tannenbaum"))
        let redacted = try program.run(["redact", name], ownRules: false)
        // A mail of seven bits stays one.
        let mask = name.hasSuffix(".eml") ? "********" : "••••••••"
        #expect(redacted.output == text.replacingOccurrences(of: "Tannenbaum82!", with: mask))
    }

    @Test("give nothing where they speak of passwords only")
    func rules() throws {
        let text =
            "| Passwort | Regel |\n|---|---|\n| Länge | mindestens 12 Zeichen |\n| Wechsel | alle 90 Tage |\n"
        let ending = try Program().run(["scan"], input: text, ownRules: false)
        #expect(ending.output == "")
        #expect(ending.status == 0)
    }
}
