import SluiceModel
import Synchronization

/// The people who write in a stretch of a chat.
final class ChatPeople: Sendable {
    private let authors: [Person]
    /// Everybody, or the first few of a crowd.
    let participants: [Person]
    private let organisation: Organisation
    private let roles: Mutex<[AuthorRole?]>

    private static let most = 256

    typealias Author = (person: Person, role: AuthorRole)

    init(_ authors: [Person], of organisation: Organisation) {
        self.authors = authors
        participants = authors.count > ChatPeople.most ? Array(authors.prefix(ChatPeople.most)) : authors
        self.organisation = organisation
        roles = Mutex(Array(repeating: nil, count: authors.count))
    }

    /// The author of that number, and their role, which is found out once.
    subscript(index: Int) -> Author {
        let person = authors[index]
        return roles.withLock { roles in
            if let known = roles[index] { return (person, known) }
            let role = organisation.role(of: person)
            roles[index] = role
            return (person, role)
        }
    }
}
