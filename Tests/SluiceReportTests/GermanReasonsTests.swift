import SluiceModel
import Testing

@testable import SluiceReport

@Suite("Reasons in German")
struct GermanReasonsTests {
    @Test(
        "as a whole, by their beginning or by their end",
        arguments: [
            (GapReason.unreadable("No such file or directory"), "nicht vorhanden"),
            (
                .unreadable("cannot be unpacked: Permission denied"),
                "lässt sich nicht entpacken: Zugriff verweigert"
            ),
            (.limit("parts of one mail, at most 1000"), "Grenze erreicht: Teile einer Mail, höchstens 1000"),
            (.unsupported("rar archive"), "rar-Archiv"),
            (.ruleGaveUp(rule: "iban", cause: "deadline"), "Regel iban gab auf: Zeit abgelaufen"),
            (.unreadable("readpst: status 1"), "readpst: status 1"),
        ])
    func german(reason: GapReason, text: String) { #expect(Words(.german).reason(reason) == text) }

    @Test("and in English as they are")
    func english() { #expect(Words(.english).reason(.unsupported("rar archive")) == "rar archive") }
}
