import SluiceModel
import SluiceText

/// Finds the names and addresses of a message's people in its text, so that no excerpt shows them.
struct PeopleMask: Sendable {
    private let finders: [WordFinder]

    init(_ message: Message, _ conversations: ConversationNames) {
        self.init(message.people, takingPart: [message.participants], conversations)
    }

    /// Finds the names of `people`, and of those who take part in conversations.
    init(_ people: [Person], takingPart lists: [[Person]], _ conversations: ConversationNames) {
        var seen: [[Person]] = []
        var finders = [conversations.finder(forHeader: people)]
        for list in lists where !seen.contains(list) {
            seen.append(list)
            finders.append(conversations.finder(for: list))
        }
        self.finders = finders.compactMap(\.self)
    }

    /// The names within `range` of a view's source, sorted.
    func masks(in range: Range<Int>, of view: TextView) -> [Range<Int>] {
        var hits: [WordFinder.Hit] = []
        let places = view.places(ofSource: range)
        for finder in finders {
            view.segment.storage.withSpan { text in
                let start = max(0, places.lowerBound - finder.longestHit)
                finder.search(text, start..<places.upperBound, into: &hits)
            }
        }
        return hits.map { view.source(of: $0.start..<$0.end).clamped(to: range) }.filter { !$0.isEmpty }
            .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    }
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
