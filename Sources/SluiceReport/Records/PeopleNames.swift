import SluiceModel
import SluiceNames

/// Names of people as reports show them: pseudonyms, in paths and message identifiers too.
struct PeopleNames: Sendable {
    private let names: NameKey
    private let reveals: Bool

    init(_ names: NameKey, reveals: Bool) {
        self.names = names
        self.reveals = reveals
    }

    func name(of person: Person) -> String {
        guard reveals else { return names.pseudonym(person) }
        switch (person.name, person.address) {
        case (let name?, let address?): return "\(name) <\(address)>"
        case (let name, let address): return name ?? address ?? names.pseudonym(person)
        }
    }

    func path(_ path: String) -> String { path }

    func arguments(_ arguments: [String]) -> [String] { arguments.map(path) }

    func messageID(_ id: String, of author: Person?) -> String { id }
}
