import SluiceModel
import SluiceText

/// Finds the names and addresses of a message's people in its text, so that no excerpt shows them.
struct PeopleMask: Sendable {
    /// Whom the header names, and who takes part.
    private let lists: [NameIndex]
    private let longestHit: Int
    private let conversations: ConversationNames

    init(_ message: Message, _ conversations: ConversationNames) {
        self.init(message.people, takingPart: [message.participants], conversations)
    }

    /// Finds the names of `people`, and of those who take part in conversations.
    init(_ people: [Person], takingPart lists: [[Person]], _ conversations: ConversationNames) {
        var seen: [[Person]] = []
        var indexes = people.isEmpty ? [] : [NameIndex(people)]
        for list in lists where !list.isEmpty && !seen.contains(list) {
            seen.append(list)
            indexes.append(conversations.names(of: list))
        }
        self.lists = indexes
        self.conversations = conversations
        longestHit = indexes.reduce(0) { max($0, $1.longestHit) }
    }

    static let ofNobody = PeopleMask([], takingPart: [], ConversationNames())

    /// The names within `range` of a view's source, sorted.
    func masks(in range: Range<Int>, of view: TextView) -> [Range<Int>] {
        guard longestHit > 0 else { return [] }
        var hits: [WordFinder.Hit] = []
        let places = view.places(ofSource: range)
        view.segment.storage.withSpan { text in
            // Few of them are named, and only these are looked for.
            let beginnings = WordBeginnings(text, places.widened(by: longestHit))
            for list in lists {
                let named = list.named(among: beginnings).map(conversations.finder)
                for finder in named + (list.others.map { [$0] } ?? []) {
                    finder.search(text, places.widened(by: finder.longestHit), into: &hits)
                }
            }
        }
        guard !hits.isEmpty else { return [] }
        return hits.map { view.source(of: $0.start..<$0.end).clamped(to: range) }.filter { !$0.isEmpty }
            .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    }
}

extension Range<Int> {
    /// From `count` places further in front on, as far as there are so many.
    fileprivate func widened(by count: Int) -> Range<Int> { Swift.max(0, lowerBound - count)..<upperBound }
}

extension Message {
    /// Whom its header and its layers name.
    var people: [Person] {
        var people = recipients + (author.map { [$0] } ?? [])
        for part in parts {
            for layer in part.layers { people += layer.to + (layer.from.map { [$0] } ?? []) }
        }
        // A chat of two is named after the other one.
        if channel == .chat, let chat = thread { people.append(Person(name: chat)) }
        return people
    }
}
