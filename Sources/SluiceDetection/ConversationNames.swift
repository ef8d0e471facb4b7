import SluiceModel
import SluiceText
import Synchronization

/// The names of those who take part in conversations, kept from message to message.
///
/// The messages of a stretch of a chat share one list of people, and who is named once is named again.
final class ConversationNames: Sendable {
    private struct Entry {
        var people: [Person]
        var names: NameIndex
    }

    private struct State {
        /// The conversations looked at last; about as many as there are workers.
        var recent: [Entry] = []
        /// What finds those who were named; a few kilobytes each.
        var finders: [Person: WordFinder] = [:]
    }

    private let state = Mutex(State())
    private static let most = 16
    private static let mostFinders = 512

    func names(of people: [Person]) -> NameIndex {
        state.withLock { state in
            // Lists that share their memory are equal at once.
            if let known = state.recent.first(where: { $0.people == people }) { return known.names }
            let names = NameIndex(people)
            state.recent.insert(Entry(people: people, names: names), at: 0)
            if state.recent.count > ConversationNames.most { state.recent.removeLast() }
            return names
        }
    }

    /// What finds the names of somebody.
    func finder(of person: Person) -> WordFinder {
        state.withLock { state in
            if let known = state.finders[person] { return known }
            if state.finders.count == ConversationNames.mostFinders { state.finders.removeAll() }
            let finder = NameWords.finder(of: [person])
            state.finders[person] = finder
            return finder
        }
    }
}
