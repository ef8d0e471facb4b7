import SluiceModel
import Testing

@testable import SluiceReport

@Suite("Masks")
struct MaskTests {
    private func excerpt(_ finding: Finding, _ mask: Mask = Mask()) -> String {
        mask.excerpt(of: finding).text
    }

    @Test("show at most the last four characters, and at most a quarter")
    func ends() throws {
        let tax = try Findings.make("Meine Steuer-ID ist ⟦86 095 742 719⟧.")
        #expect(Mask().value(of: tax) == "•• ••• ••• •19")
        #expect(excerpt(tax) == "Meine Steuer-ID ist •• ••• ••• •19.")
        #expect(Mask().value(of: try Findings.make("⟦abc⟧")) == "•••")
        #expect(Mask().value(of: try Findings.make("⟦4111-1111-1111-1111⟧")) == "••••-••••-••••-1111")
    }

    @Test("show nothing of a password, not even its length")
    func none() throws {
        #expect(excerpt(try Findings.make("pw: ⟦geheim⟧!", show: .none)) == "pw: ••••••••!")
        #expect(excerpt(try Findings.make("pw: ⟦viel länger⟧!", show: .none)) == "pw: ••••••••!")
    }

    @Test("show a marking as it stands, but not what another rule found in it")
    func all() throws {
        #expect(
            excerpt(try Findings.make("⟦Streng vertraulich⟧ für Falke", show: .all))
                == "Streng vertraulich für Falke")
        #expect(excerpt(try Findings.make("⟦intern⟧ ⟦86 095 742 719⟧", show: .all)) == "intern ••••••••")
    }

    @Test("show the label of a term in place of it")
    func label() throws {
        let finding = try Findings.make("Projekt ⟦Falke⟧ läuft", label: "Projektname")
        #expect(excerpt(finding) == "Projekt Projektname läuft")
        #expect(Mask().value(of: finding) == "Projektname")
    }

    @Test("show everything where the user asks for it by name")
    func reveal() throws {
        let finding = try Findings.make("⟦86 095 742 719⟧ und ⟦geheim⟧", show: .none)
        #expect(excerpt(finding, Mask(reveals: true)) == "86 095 742 719 und geheim")
    }

    @Test("cut very long values")
    func long() throws {
        let value = Mask().value(of: try Findings.make("⟦\(String(repeating: "a", count: 5000))⟧"))
        #expect(value.count < 100)
        #expect(value.hasSuffix("•aaaa"))
    }
}
