import SluiceModel
import SluiceText

/// Finds the names and addresses of a message's people in its text, so that no excerpt shows them.
struct PeopleMask: Sendable {
    /// Whom the header names; what finds their names is made where one may stand in a text.
    private let people: [Person]
    /// More people than these are looked for without a glance at each text before.
    private static let most = 64
    /// How many bytes of a text a name takes at most.
    private let longestName: Int
    private let finders: [WordFinder]

    init(_ message: Message, _ conversations: ConversationNames) {
        self.init(message.people, takingPart: [message.participants], conversations)
    }

    /// Finds the names of `people`, and of those who take part in conversations.
    init(_ people: [Person], takingPart lists: [[Person]], _ conversations: ConversationNames) {
        let areFew = people.count <= PeopleMask.most
        self.people = areFew ? people : []
        longestName = self.people.reduce(0) { max($0, NameWords.longestHit(of: $1)) }
        var seen: [[Person]] = []
        var finders = areFew ? [] : [conversations.finder(forHeader: people)]
        for list in lists where !list.isEmpty && !seen.contains(list) {
            seen.append(list)
            finders.append(conversations.finder(for: list))
        }
        self.finders = finders.compactMap(\.self)
    }

    /// The names within `range` of a view's source, sorted.
    func masks(in range: Range<Int>, of view: TextView) -> [Range<Int>] {
        var hits: [WordFinder.Hit] = []
        let places = view.places(ofSource: range)
        view.segment.storage.withSpan { text in
            if let finder = headerFinder(text, places) {
                finder.search(text, places.widened(by: finder.longestHit), into: &hits)
            }
            for finder in finders {
                finder.search(text, places.widened(by: finder.longestHit), into: &hits)
            }
        }
        guard !hits.isEmpty else { return [] }
        return hits.map { view.source(of: $0.start..<$0.end).clamped(to: range) }.filter { !$0.isEmpty }
            .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    }

    /// Finds those whom the header names and who may be named in `places`; nil where that is nobody.
    private func headerFinder(_ text: Span<UInt8>, _ places: Range<Int>) -> WordFinder? {
        guard !people.isEmpty else { return nil }
        let beginnings = WordBeginnings(text, places.widened(by: longestName))
        let named = people.filter { NameWords.mayStand($0, among: beginnings) }
        return named.isEmpty ? nil : NameWords.finder(of: named)
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
