import SluiceModel
import Testing

@Suite("The domain of a mail address")
struct MailDomainTests {
    @Test("is what stands behind the last @, in lower case")
    func name() {
        #expect(MailDomain(address: "Anna@Westbach.Example")?.name == "westbach.example")
        #expect(MailDomain(address: "anna@westbach.example.")?.name == "westbach.example")
        #expect(MailDomain(address: "anna@")?.name == "")
        #expect(MailDomain(address: "anna") == nil)
    }

    @Test(
        "is unknown where the address names a way through it to somewhere else",
        arguments: [
            "bert%kunde.example@westbach.example", "kunde.example!bert@westbach.example",
            "bert@kunde.example@westbach.example", "\"bert@kunde.example\"@westbach.example",
        ])
    func ways(address: String) { #expect(MailDomain(address: address) == nil) }

    @Test(
        "is within itself and those above it, and in no other",
        arguments: [
            ("westbach.example", true), ("mail.westbach.example", true), ("a.b.westbach.example", true),
            ("ostwestbach.example", false), ("westbach.example.test", false), ("example", false),
            ("tbach.example", false), ("", false),
        ])
    func isWithin(name: String, isWithin: Bool) {
        #expect(MailDomain(address: "anna@" + name)?.isWithin("westbach.example") == isWithin)
    }

    @Test("has a lineage, the longest first")
    func lineage() {
        let lineage = MailDomain(address: "anna@mail.westbach.example")?.lineage
        #expect(lineage == ["mail.westbach.example", "westbach.example", "example"])
    }
}
