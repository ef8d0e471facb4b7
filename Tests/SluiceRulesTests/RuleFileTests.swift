import Foundation
import SluiceModel
import SluiceRuleSets
import SluiceRules
import TestSupport
import Testing

@Suite("A rule file")
struct RuleFileTests {
    private static let folder = packageFolder.path + "/Fixtures/rules"

    private func rule(_ id: String, in path: String = "/pack") throws -> Rule {
        let set = try RuleSets.load(paths: [Self.folder + path])
        return try #require(set.rules.first { $0.id.description == id })
    }

    @Test("gives a rule all that its keys say")
    func everyKey() throws {
        let rule = try rule("every-key")
        let file = Self.folder + "/pack/every-key.yaml"
        func place(_ line: Int, _ column: Int) -> SourcePlace {
            SourcePlace(file: file, line: line, column: column)
        }
        #expect(rule.source == place(2, 5))
        #expect(rule.information.title == LocalizedText([.german: "Alles", .english: "Everything"]))
        #expect(rule.information.severity == .critical)
        #expect(rule.information.pack == "pack")
        #expect(rule.information.references == ["§ 1", "Art. 2"])
        let patterns = [
            RulePattern(#"AB-(\d+)"#, source: place(6, 9)), RulePattern(#"CD-(\d+)"#, source: place(7, 9)),
        ]
        #expect(rule.matcher == .patterns(patterns, group: .number(1), bytes: false))
        #expect(rule.minimumEntropy == 1.5)
        #expect(rule.validator == "luhn")
        #expect(rule.confidence == .low)
        #expect(rule.show == .all)
        #expect(
            rule.evidence == [
                Condition(
                    confidence: .medium, valid: true, near: ["Nummer", "No."], within: .characters(30),
                    source: place(13, 9)),
                Condition(
                    confidence: .high, valid: false, nearPatterns: [#"n[ou]\."#], within: .line,
                    layers: ["own", "quoted"], parts: [.subject], channels: [.mail, .chat], distinct: 3,
                    source: place(14, 9)),
            ])
        #expect(
            rule.unless == [
                Condition(near: ["Muster"], within: .message, source: place(23, 9)),
                Condition(layers: ["disclaimer"], source: place(24, 9)),
            ])
        #expect(
            rule.examples == [
                Example("AB-⟦1234⟧ und CD-⟦5⟧", source: place(29, 9)),
                Example("⟦AB⟧", part: .subject, confidence: .high, source: place(30, 9)),
            ])
        #expect(rule.counterexamples.map(\.text) == ["AB-x", "CD-y"])
        #expect(rule.imported == nil)
    }

    @Test("keeps its own texts, and inherits the pack's where it has none")
    func inheritance() throws {
        let own = try rule("every-key").information
        #expect(own.why.text(in: .english) == "A reason of its own")
        #expect(own.instead.texts == [.english: "Advice of its own"])
        let inheriting = try rule("some-terms")
        #expect(inheriting.information.why.text(in: .german) == "Grund des Pakets")
        #expect(inheriting.information.instead.text(in: .english) == "The pack's advice")
        #expect(inheriting.information.severity == .high)
        #expect(inheriting.show == .none)
        let other = try rule("one-term")
        #expect(other.information.severity == .low)
        #expect(other.show == .ends)
    }

    @Test("holds terms in itself or in a dictionary beside it")
    func terms() throws {
        let rule = try rule("some-terms")
        #expect(rule.matcher == .terms([Term("Falke"), Term("Projekt Süd"), Term("2024")]))
        #expect(rule.termOptions == TermOptions(match: .part))
        #expect(try self.rule("one-term").termOptions == TermOptions())
        let options = TermOptions(case: .exact, match: .prefix, inflect: .german)
        #expect(try self.rule("listed-terms").termOptions == options)
        let listed = Matcher.terms([
            Term("Falke", label: "Project 1"), Term("Großer Adler"), Term("Ibis"),
            Term("Störch"),
        ])
        #expect(try self.rule("listed-terms").matcher == listed)
        #expect(try self.rule("bare", in: "/bare.yaml").matcher == listed)
    }

    @Test("may ask for other rules, and for some of several conditions")
    func links() throws {
        let rule = try rule("every-link")
        let file = Self.folder + "/pack/links.yaml"
        func place(_ line: Int, _ column: Int) -> SourcePlace {
            SourcePlace(file: file, line: line, column: column)
        }
        let inner = Condition(
            groups: [
                ConditionGroup(
                    .any,
                    of: [
                        Condition(
                            rules: [Reference("every-key", source: place(10, 27))], source: place(10, 19)),
                        Condition(layers: ["own"], distinct: 2, source: place(10, 40)),
                    ])
            ], source: place(10, 13))
        let words = ["a", "b"].enumerated().map { index, word in
            Condition(near: [word], source: place(11, 32 + 13 * index))
        }
        #expect(
            rule.evidence == [
                Condition(
                    confidence: .high,
                    rules: [
                        Reference("every-key", source: place(6, 18)),
                        Reference("some-terms", source: place(6, 29)),
                    ], within: .line, source: place(6, 9)),
                Condition(
                    confidence: .high,
                    groups: [
                        ConditionGroup(
                            .all,
                            of: [Condition(near: ["Nummer"], within: .message, source: place(8, 13)), inner]),
                        ConditionGroup(
                            .atLeast(2), of: words + [Condition(parts: [.subject], source: place(11, 58))]),
                    ], source: place(7, 9)),
            ])
        #expect(rule.unless.map(\.groups.first?.conditions.count) == [2])
        #expect(rule.against?.rules.map(\.name) == ["one-term"])
        #expect(rule.against?.packs.map(\.name) == ["pack"])
        #expect(rule.against?.within == .characters(30))
        #expect(!rule.isReported)
        #expect(try self.rule("every-key").isReported)
    }

    @Test("names only rules and packs that there are, or that a library has")
    func linking() throws {
        let set = try RuleSets.load(paths: [Self.folder + "/pack/links.yaml"])
        let library = try RuleSets.load(paths: [Self.folder])
        #expect(set.hasOpenLinks && !library.hasOpenLinks)
        let linked = try set.linked(with: library)
        #expect(linked.rules.map(\.id.description) == ["every-link", "every-key", "some-terms"])
        #expect(linked.rules.map(\.isReported) == [false, false, false])
        let thrown = try #require(throws: Diagnostics.self) {
            _ = try set.linked(
                with: RuleSet(rules: library.rules.filter { $0.id.description != "every-key" }))
        }
        #expect(thrown.all.map(\.line) == [6, 10])
        #expect(thrown.all.first?.message == "there is no rule 'every-key'")
        #expect(thrown.all.first?.help == "'sluice rules list' names them all")
    }

    @Test("may leave out what only people need")
    func bare() throws {
        let rule = try rule("bare", in: "/bare.yaml")
        #expect(rule.information.why.isEmpty)
        #expect(rule.information.pack == nil)
        #expect(rule.confidence == .medium)
    }

    @Test("is read with its whole folder in the bytewise order of the paths")
    func order() throws {
        let set = try RuleSets.load(paths: [Self.folder])
        let ids = set.rules.map(\.id.description)
        #expect(ids == ["bare", "every-key", "every-link", "some-terms", "one-term", "listed-terms"])
        #expect(set.packs.map(\.name) == ["pack"])
    }
}

@Suite("A folder of rules")
struct RuleFolderTests {
    @Test("may hold links that lead in circles, hidden files and others")
    func odd() throws {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appending(path: "sluice-\(UUID().uuidString)").path
        try manager.createDirectory(atPath: folder + "/inner", withIntermediateDirectories: true)
        defer { try? manager.removeItem(atPath: folder) }
        let text = "rules:\n  - { id: probe, title: { en: Probe }, severity: low, pattern: a }\n"
        try text.write(toFile: folder + "/inner/rules.yaml", atomically: true, encoding: .utf8)
        try "::".write(toFile: folder + "/.hidden.yaml", atomically: true, encoding: .utf8)
        try "::".write(toFile: folder + "/notes.md", atomically: true, encoding: .utf8)
        try manager.createSymbolicLink(atPath: folder + "/inner/circle", withDestinationPath: folder)
        let set = try RuleLoader().load(paths: [folder])
        #expect(set.rules.map(\.id.description) == ["probe"])
    }

    @Test("with a file that is no UTF-8 is a fault", arguments: ["rules.yaml", "rules.toml", "pack.yaml"])
    func bytes(name: String) throws {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appending(path: "sluice-\(UUID().uuidString)").path
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? manager.removeItem(atPath: folder) }
        let text = "rules:\n  - { id: probe, title: { en: Probe }, severity: low, pattern: a }\n"
        try text.write(toFile: folder + "/a.yaml", atomically: true, encoding: .utf8)
        try Data([0x61, 0xFF]).write(to: URL(fileURLWithPath: folder + "/" + name))
        let thrown = try #require(throws: Diagnostics.self) { _ = try RuleSets.load(paths: [folder]) }
        #expect(thrown.all.map(\.code) == ["unreadable-file"])
        #expect(thrown.description.contains("it is not UTF-8"))
    }
}
