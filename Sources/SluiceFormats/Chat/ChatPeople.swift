import SluiceModel
import Synchronization

/// The people who write in a stretch of a chat, made of their names when somebody asks for them.
final class ChatPeople: Sendable {
    private let storage: TextStorage
    private let names: [Range<Int>]
    private let organisation: Organisation
    private let state: Mutex<State>

    /// Everybody, or the first few of a crowd.
    private static let most = 256

    typealias Author = (person: Person, role: AuthorRole)

    private struct State {
        var known: [Author?]
        var people: [Person]?
    }

    init(_ authors: ChatAuthors, of stretch: ChatStretch) {
        storage = stretch.units.storage
        names = authors.names
        organisation = stretch.organisation
        state = Mutex(State(known: Array(repeating: nil, count: names.count), people: nil))
    }

    /// The author, and everybody in the order met.
    func people(with author: Int?) -> (author: Author?, all: [Person]) {
        state.withLock { state in
            let all = state.people ?? names.indices.prefix(ChatPeople.most).map { known($0, &state).person }
            state.people = all
            return (author.map { known($0, &state) }, all)
        }
    }

    private func known(_ index: Int, _ state: inout sending State) -> Author {
        if let known = state.known[index] { return known }
        let person = Person(name: storage.string(in: names[index]))
        let author = (person, organisation.role(of: person))
        state.known[index] = author
        return author
    }
}
