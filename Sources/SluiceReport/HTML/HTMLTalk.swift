import SluiceModel

/// What was said around a finding, its people called A, B, C.
///
/// A pseudonym would only serve to count what one person wrote, so it stays out of the page; names are shown where they
/// were asked for.
struct HTMLTalk {
    private let conversation: ConversationRecord
    private let author: String?
    private var names: [String: String] = [:]

    init(_ author: String?, _ conversation: ConversationRecord) {
        self.conversation = conversation
        self.author = author
        let people = conversation.before.map(\.author) + [author] + conversation.after.map(\.author)
        for person in people.compactMap(\.self) where names[person] == nil {
            names[person] =
                HTMLTalk.isPseudonym(person)
                ? String(Character(Unicode.Scalar(UInt8(0x41 + names.count)))) : person
        }
    }

    static func isPseudonym(_ name: String) -> Bool { name.hasPrefix("p-") }

    func write(to json: inout JSONWriter) {
        json.field("who", author.flatMap { names[$0] })
        write("before", conversation.before, to: &json)
        write("after", conversation.after, to: &json)
    }

    private func write(
        _ name: StaticString, _ neighbours: [NeighbourRecord], to json: inout JSONWriter
    ) {
        guard !neighbours.isEmpty else { return }
        json.key(name)
        json.array { array in
            for neighbour in neighbours {
                array.array {
                    $0.value(neighbour.author.flatMap { names[$0] } ?? "")
                    $0.value(neighbour.text)
                    if neighbour.authorRole != .unknown { $0.value(neighbour.authorRole.rawValue) }
                }
            }
        }
    }
}
