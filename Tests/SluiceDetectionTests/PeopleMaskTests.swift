import SluiceModel
import SluiceText
import TestSupport
import Testing

@testable import SluiceDetection

@Suite("Names in excerpts")
struct PeopleMaskTests {
    private static let names = [
        "Lea Löffler", "Max von Muster", "Kim Example", "\"Ann\" O'Neil", "Löffler, Lea", "Bo Li",
        "Zoë\u{A0}Zander",
        "Анна Иванова", "(Ben) Berg", "von der Au", "@anna", "~((Kim", "(-Ben", "-Max",
    ]
    private static let words = [
        "lea", "LOEFFLER", "Löffler", "muster", "Max", "von", "kim@example.example", "Ann", "O'Neil", "Bo",
        "Li",
        "zoë", "Zander", "анна", "Ben", "Berg", "(Ben)", "Leander", "Musterung", "der", "Au", "text", "1",
        "@anna",
        "x@anna", "~((kim", "(-ben", "( ben", "-max",
        "-", "\n> ",
    ]

    /// What is found by searching for everybody in the whole of `text`.
    private static func sought(_ people: [Person], in text: [UInt8], _ range: Range<Int>) -> Set<Range<Int>> {
        var hits: [WordFinder.Hit] = []
        NameWords.finder(of: people).search(text.span, 0..<text.count, into: &hits)
        return Set(hits.map { ($0.start..<$0.end).clamped(to: range) }.filter { !$0.isEmpty })
    }

    @Test("are those that a search for everybody finds, however many there are")
    func same() {
        var random = SeededGenerator(seed: 5)
        var found = 0
        for round in 0..<600 {
            let count = round % 10 == 0 ? 80 : Int.random(in: 1...5, using: &random)
            let people = (0..<count).map { number in
                Person(
                    name: Bool.random(using: &random) ? Self.names.randomElement(using: &random) : nil,
                    address: number % 2 == 0 ? "kim.\(number)@example.example" : nil)
            }
            let text = Array(
                (0..<Int.random(in: 4...40, using: &random))
                    .map { _ in Self.words.randomElement(using: &random) ?? "" }.joined(separator: " ").utf8)
            let start = Int.random(in: 0..<text.count, using: &random)
            let range = start..<Int.random(in: start...text.count, using: &random)
            let mask = PeopleMask(people, takingPart: [], ConversationNames())
            let masks = mask.masks(in: range, of: TextView(TextSegment(whole: TextStorage(text))))
            let sought = Self.sought(people, in: text, range)
            #expect(Set(masks) == sought)
            found += sought.count
        }
        #expect(found > 500)
    }
}
