import Foundation
import SluiceModel
import SluiceRuleSets
import SluiceRules
import TestSupport
import Testing

@Suite("A fault in a rule file")
struct FaultTests {
    /// Each file and folder in Fixtures/errors that holds rules.
    static func cases() throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: packageFolder.path + "/Fixtures/errors")
        return names.filter { !$0.hasSuffix(".txt") }.sorted()
    }

    @Test("is told with its place and what would be right", arguments: try cases())
    func golden(name: String) throws {
        let path = "Fixtures/errors/" + name
        let completeness: Completeness = name == "unpublishable" ? .publishable : .usable
        let thrown = try #require(throws: Diagnostics.self) {
            _ = try RuleSets.load(paths: [packageFolder.path + "/" + path], completeness: completeness)
        }
        let told = thrown.description.replacing(packageFolder.path + "/", with: "") + "\n"
        try expectGolden(told, (path as NSString).deletingPathExtension + ".txt")
    }

    @Test("of a path is told too", arguments: ["nowhere", "nowhere.yaml", "nowhere.toml"])
    func path(name: String) throws {
        let thrown = try #require(throws: Diagnostics.self) { _ = try RuleSets.load(paths: [name]) }
        #expect(thrown.description == "\(name): error: no rules can be read here: there is no such file")
    }

    @Test("that an id is used twice is told for sets that come from different paths")
    func merging() throws {
        let folder = packageFolder.path + "/Fixtures/errors/two-files/"
        let one = try RuleSets.load(paths: [folder + "a.yaml"])
        let other = try RuleSets.load(paths: [folder + "b.yml"])
        #expect(try RuleSets.merging([one]).hash == one.hash)
        let thrown = try #require(throws: Diagnostics.self) { _ = try RuleSets.merging([one, other]) }
        #expect(thrown.all.map(\.code) == ["duplicate-id"])
    }
}
