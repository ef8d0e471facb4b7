import Foundation
import SluiceDefaultRules
import SluiceModel
import SluiceRuleSets
import SluiceRules
import TestSupport
import Testing

@Suite("Packed rules")
struct PackedRulesTests {
    private static let paths = ["/Fixtures/rules", "/Fixtures/gitleaks-shapes.toml", "/Rules"]

    @Test("are the rules that were packed", arguments: paths)
    func roundTrip(path: String) throws {
        let set = try RuleSets.load(paths: [packageFolder.path + path])
        let bytes = PackedRules.bytes(of: set)
        let again = try PackedRules.ruleSet(from: bytes)
        #expect(again.rules == set.rules)
        #expect(again.packs == set.packs)
        #expect(again.hash == set.hash && PackedRules.hash(of: set) == set.hash)
        #expect(String(validating: bytes, as: UTF8.self) != nil, "they stand in a string literal")
    }

    @Test("inside the program are those of the folder Rules")
    func defaults() throws {
        let packed = try DefaultRules.load()
        let all = try RuleSets.load(paths: [packageFolder.path + "/Rules"], completeness: .publishable)
        let loader = all.selecting(PackSelection()).hashed()
        #expect(packed.rules.map(\.id) == loader.rules.map(\.id))
        #expect(packed.rules.map(\.matcher.regexes) == loader.rules.map(\.matcher.regexes))
        #expect(packed.hash == loader.hash)
        #expect(packed.rules.allSatisfy { $0.source.file.hasPrefix("Rules/") })
    }

    @Test("inside the program may be read without their examples")
    func withoutExamples() throws {
        var rules = try DefaultRules.load()
        for index in rules.rules.indices {
            rules.rules[index].examples = []
            rules.rules[index].counterexamples = []
        }
        let short = try DefaultRules.loadToRun()
        #expect(short.rules == rules.rules)
        #expect(short.hash == rules.hash)
    }

    @Test("have a hash that the place of their files does not change, and their meaning does")
    func hash() throws {
        let set = try RuleSets.load(paths: [packageFolder.path + "/Fixtures/rules"])
        #expect(set.hash.count == 64)
        var moved = set
        for index in moved.rules.indices { moved.rules[index].source.line += 1 }
        #expect(moved.hashed().hash == set.hash)
        var changed = set
        changed.rules[0].show = .none
        #expect(changed.hashed().hash != set.hash)
    }

    @Test("that are cut or changed give a fault and never a trap")
    func damage() throws {
        let set = try RuleSets.load(paths: [packageFolder.path + "/Fixtures/rules"])
        let bytes = PackedRules.bytes(of: set)
        for count in 0..<bytes.count {
            #expect(throws: PackFault.self) { _ = try PackedRules.ruleSet(from: Array(bytes[..<count])) }
        }
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            var damaged = bytes
            damaged[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                in: 0...255, using: &generator)
            _ = try? PackedRules.ruleSet(from: damaged)
        }
    }
}

extension Matcher {
    /// The regexes without their places.
    fileprivate var regexes: [String] {
        guard case .patterns(let patterns, _, _) = self else { return [] }
        return patterns.map(\.regex)
    }
}
