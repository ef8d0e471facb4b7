import SluiceModel
import Testing

@Suite("Values worked out beside")
struct BackgroundTests {
    @Test("each is what its work gives, as often as it is asked for")
    func values() {
        let values = (0..<40).map { number in Background { number * number } }
        for (number, background) in values.enumerated() {
            #expect(background.value == number * number)
            #expect(background.value == number * number)
        }
    }
}
