import SluiceModel
import Testing

@Suite("Texts in several languages")
struct LocalizedTextTests {
    @Test("bytes that stay where they are say what the text says that was made of them")
    func packed() {
        var packed = LocalizedText()
        packed.set(StaticBytes("Schlüssel"), in: .german)
        let made = LocalizedText([.german: "Schlüssel"])
        #expect(packed == made)
        #expect(Set([packed, made]).count == 1)
        #expect(packed.texts == [.german: "Schlüssel"])
        #expect(packed.text(in: .english) == "Schlüssel")
        #expect(!packed.isEmpty)
        packed[.german] = nil
        #expect(packed.isEmpty)
    }
}
