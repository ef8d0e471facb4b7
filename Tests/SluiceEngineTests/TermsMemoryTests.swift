import Testing

@testable import SluiceEngine

@Suite("A set of terms")
struct TermsMemoryTests {
    /// Names of one to three words, 22 bytes on average.
    private static func terms(_ count: Int) -> [String] {
        let words = [
            "Projekt", "Graureiher", "Kolbenfertigung", "Anlage", "Nord", "Vertrag", "Halle", "Prüfstand",
        ]
        return (0..<count).map { number in
            let (one, other) = (words[number % 8], words[number / 8 % 8])
            switch number % 3 {
            case 0: return "\(one)\(number)\(other)"
            case 1: return "\(one) \(other)\(number)"
            default: return "\(one)-\(number) \(other)"
            }
        }
    }

    @Test(
        "takes at most 100 bytes a term",
        arguments: [
            TermList(terms(100_000)), TermList(terms(20_000), match: .prefix),
            TermList(terms(20_000), case: .exact, inflect: .german),
            TermList(terms(20_000), match: .prefix, inflect: .english),
        ])
    func memory(list: TermList) {
        let set = TermSet([(expression: 0, list: list)])
        #expect(set.directory.entries.count >= list.terms.count)
        #expect(set.byteCount > 10 * list.terms.count)
        #expect(set.byteCount <= 100 * list.terms.count)
    }
}
