import SluiceModel
import SluiceText
import Testing

@testable import SluiceDetection

@Suite("Names of people who take part")
struct ConversationNamesTests {
    private static let crowd = [
        "Lea Löffler", "Max von Muster", "Kim Example", "Lea Example", "+49 30 5550123",
    ]
    .map { Person(name: $0) }

    private func found(_ people: [Person], _ names: ConversationNames, in text: String) -> Set<String> {
        let bytes = Array(text.utf8)
        var hits: [WordFinder.Hit] = []
        let list = names.names(of: people)
        list.others?.search(bytes.span, 0..<bytes.count, into: &hits)
        for person in list.named(among: WordBeginnings(bytes.span, 0..<bytes.count)) {
            names.finder(of: person).search(bytes.span, 0..<bytes.count, into: &hits)
        }
        return Set(hits.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) })
    }

    @Test("are those of the list that is asked for, whatever was asked before")
    func lists() {
        let names = ConversationNames()
        let text = "lea löffler, von Muster, MUSTER and kim; an example"
        let all: Set = ["lea löffler", "lea", "löffler", "Muster", "MUSTER", "kim", "example"]
        #expect(found(Self.crowd, names, in: text) == all)
        #expect(found([Self.crowd[0]], names, in: text) == ["lea löffler", "lea", "löffler"])
        #expect(found([Self.crowd[1]], names, in: text) == ["Muster", "MUSTER"])
        #expect(found([Self.crowd[2], Self.crowd[3]], names, in: text) == ["lea", "kim", "example"])
        #expect(found(Self.crowd, names, in: text) == all)
        #expect(found([Person(name: "of")], names, in: "of them").isEmpty)
        #expect(found([], names, in: text).isEmpty)
    }

    @Test("of people of whom none may be named need nothing that finds them")
    func nobody() {
        let text = Array("Meet me at the station, please: Martin".utf8)
        let beginnings = WordBeginnings(text.span, 0..<text.count)
        let named = ConversationNames().names(of: Self.crowd).named(among: beginnings)
        #expect(named.isEmpty)
    }
}
