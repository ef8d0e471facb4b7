import SluiceModel
import Testing

@Suite("A rule's name")
struct RuleIDTests {
    @Test("is lower-case words joined by single hyphens", arguments: ["de-tax-id", "iban", "a1-b2"])
    func accepted(name: String) {
        #expect(RuleID(name)?.description == name)
    }

    @Test("is refused in any other form", arguments: ["", "-a", "a-", "a--b", "A", "ä", "a b"])
    func refused(name: String) {
        #expect(RuleID(name) == nil)
    }
}
