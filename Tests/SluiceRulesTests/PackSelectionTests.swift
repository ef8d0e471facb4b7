import Foundation
import SluiceDefaultRules
import SluiceModel
import SluiceRuleSets
import SluiceRules
import TestSupport
import Testing

@Suite("Packs")
struct PackSelectionTests {
    private static let optional = ["customer-respect", "departure", "elicitation", "self-identification"]
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for (pack, state) in [("quiet", "default: off"), ("loud", "default: on"), ("plain", "show: all")] {
            try folder.write(
                """
                title: { de: Vögel, en: Birds }
                \(state)
                """, "packs/\(pack)/pack.yaml")
            try folder.write(
                """
                rules:
                  - id: \(pack)-bird
                    title: { de: Vogel, en: Bird }
                    severity: low
                    pattern: 'Reiher[0-9]'
                """, "packs/\(pack)/birds.yaml")
        }
    }

    private func rules(_ paths: [String], _ selection: PackSelection = PackSelection()) throws -> [String] {
        let set = try RuleSets.load(paths: paths.map { folder.url.path + "/" + $0 })
        return set.selecting(selection).rules.map(\.id.description)
    }

    @Test("that are off by default count where they are switched on, or given by their own folder or file")
    func off() throws {
        #expect(try rules(["packs"]) == ["loud-bird", "plain-bird"])
        #expect(try rules(["packs"], PackSelection(on: ["quiet"])).contains("quiet-bird"))
        #expect(try rules(["packs/quiet"]) == ["quiet-bird"])
        #expect(try rules(["packs/quiet/"]) == ["quiet-bird"])
        #expect(try rules(["packs/quiet/birds.yaml"]) == ["quiet-bird"])
    }

    @Test("that are switched off do not count, whatever else is said")
    func switchedOff() throws {
        let selection = PackSelection(on: ["quiet", "loud"], off: ["loud", "quiet"])
        #expect(try rules(["packs"], selection) == ["plain-bird"])
    }

    @Test("are as the nearer selection says, and else as the farther one does")
    func over() {
        let near = PackSelection(on: ["a"], off: ["b"])
        let far = PackSelection(on: ["b", "c"], off: ["a", "d"])
        #expect(near.over(far) == PackSelection(on: ["a", "c"], off: ["b", "d"]))
        #expect(near.over(PackSelection()) == near)
    }

    @Test("inside the program are off where they shall be, and come when asked for")
    func inside() throws {
        #expect(DefaultRules.optionalPacks == Self.optional)
        let standard = try DefaultRules.load()
        #expect(standard.packs.allSatisfy { $0.isOn })
        #expect(standard.rules.allSatisfy { !Self.optional.contains($0.information.pack ?? "") })
        let more = try DefaultRules.load(PackSelection(on: ["elicitation"], off: ["markings"]))
        let packs = Set(more.rules.compactMap(\.information.pack))
        #expect(packs.contains("elicitation"))
        #expect(!packs.contains("markings"))
        #expect(more.hash != standard.hash)
        let all = try RuleSets.load(paths: [packageFolder.path + "/Rules"])
        #expect(Set(try DefaultRules.loadAll().rules.map(\.id)) == Set(all.rules.map(\.id)))
    }
}
