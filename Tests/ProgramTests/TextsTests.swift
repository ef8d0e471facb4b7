import Foundation
import TestSupport
import Testing

/// Short texts as people write them, half of them with something internal, half of them near misses.
@Suite("Texts as people write them")
struct TextsTests {
    private static let optional = ["customer-respect", "departure", "elicitation", "self-identification"]

    private struct Line: Decodable {
        struct Place: Decodable { var message: Int }
        var rule: String?
        var location: Place?
    }

    /// The rules that find something in each message of a file.
    private func rules(in name: String) throws -> [[String]] {
        let path = "Fixtures/texts/\(name).jsonl"
        let texts = try String(contentsOf: packageFolder.appendingPathComponent(path), encoding: .utf8)
        var all = Array(repeating: Set<String>(), count: texts.split(separator: "\n").count)
        let ending = try Program().run(
            ["scan", "--format", "jsonl", packageFolder.appendingPathComponent(path).path]
                + Self.optional.flatMap { ["--pack", $0] }, ownRules: false)
        for row in ending.output.split(separator: "\n") {
            let line = try JSONDecoder().decode(Line.self, from: Data(row.utf8))
            if let rule = line.rule, let place = line.location { all[place.message - 1].insert(rule) }
        }
        return all.map { $0.sorted() }
    }

    @Test("give a finding where there is something to find, as often as the rules know it")
    func leaky() throws {
        let found = try rules(in: "leaky").enumerated().map { line, rules in
            "\(line + 1): \(rules.isEmpty ? "missed" : rules.joined(separator: " "))\n"
        }
        try expectGolden(found.joined(), "Fixtures/texts/leaky.expected.txt")
    }

    @Test("give none where there is nothing")
    func harmless() throws {
        for (line, rules) in try rules(in: "harmless").enumerated() {
            #expect(rules.isEmpty, "line \(line + 1)")
        }
    }
}
