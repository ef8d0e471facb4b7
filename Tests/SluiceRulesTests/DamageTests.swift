import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceRuleSets
@testable import SluiceRules

@Suite("A rule file that is cut or changed")
struct DamageTests {
    private static func yaml(_ name: String) throws -> String {
        try String(
            contentsOf: packageFolder.appending(path: "Fixtures/rules/pack/" + name), encoding: .utf8)
    }
    private static let toml = try? String(
        contentsOf: packageFolder.appending(path: "Fixtures/gitleaks-shapes.toml"), encoding: .utf8)

    /// `text` with a few of its characters dropped, doubled or replaced by others that mean something.
    private func damaged(_ text: String, seed: Int) -> String {
        var generator = SeededGenerator(seed: UInt64(seed))
        var scalars = Array(text.unicodeScalars)
        let signs = Array("{}[]:'\"#,-&*!|>\n \t⟦⟧\\=\u{0}é".unicodeScalars)
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0..<scalars.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: scalars.remove(at: place)
            case 1: scalars.insert(scalars[place], at: place)
            default: scalars[place] = signs.randomElement(using: &generator) ?? "x"
            }
        }
        if seed.isMultiple(of: 3) { scalars.removeLast(Int.random(in: 0..<scalars.count, using: &generator)) }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test(
        "in our form gives rules or faults with a place, never a trap",
        arguments: ["every-key.yaml", "links.yaml"])
    func yaml(name: String) throws {
        let text = try Self.yaml(name)
        for seed in 0..<200 {
            do throws(Diagnostics) {
                let file = RuleFile(path: "probe.yaml", pack: nil, completeness: .publishable)
                _ = try file.rules(in: damaged(text, seed: seed))
            } catch {
                #expect(!error.all.isEmpty)
                #expect(error.all.allSatisfy { $0.file == "probe.yaml" })
            }
        }
    }

    @Test("in gitleaks' form gives rules or faults with a place, never a trap")
    func toml() throws {
        let text = try #require(Self.toml)
        for seed in 0..<150 {
            do throws(Diagnostics) {
                _ = try GitleaksFile.ruleSet(in: damaged(text, seed: seed), file: "probe.toml")
            } catch {
                #expect(!error.all.isEmpty)
                #expect(error.all.allSatisfy { $0.file == "probe.toml" && ($0.line ?? 0) > 0 })
            }
        }
    }
}
