import SluiceModel
import SluiceText
import Synchronization

/// What finds the names of those who take part in conversations, kept from message to message.
///
/// The messages of a stretch of a chat share one list of people, and the next stretch has many of the same: the words
/// of a name are taken apart and folded once.
final class ConversationNames: Sendable {
    private struct Entry {
        var people: [Person]
        var finder: WordFinder?
    }

    private struct State {
        /// The conversations looked at last; about as many as there are workers.
        var recent: [Entry] = []
        var words = NameWords()
    }

    private let state = Mutex(State())
    private static let most = 16

    func finder(for people: [Person]) -> WordFinder? {
        guard !people.isEmpty else { return nil }
        return state.withLock { state in
            // Lists that share their memory are equal at once.
            if let known = state.recent.first(where: { $0.people == people }) { return known.finder }
            let finder = state.words.finder(for: people)
            state.recent.insert(Entry(people: people, finder: finder), at: 0)
            if state.recent.count > ConversationNames.most { state.recent.removeLast() }
            return finder
        }
    }

    /// What finds the names of those whom one message names.
    func finder(forHeader people: [Person]) -> WordFinder? {
        people.isEmpty ? nil : state.withLock { $0.words.finder(for: people) }
    }
}
