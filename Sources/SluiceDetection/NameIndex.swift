import SluiceModel
import SluiceText

/// People by the beginnings of their names, so that a text is searched only for those who may be named in it.
///
/// Hundreds take part in a stretch of a chat, of whom an excerpt names one or none; what finds them all would cost more
/// than all that is found.
struct NameIndex: Sendable {
    private let people: [Person]
    private var beginnings = WordBeginnings.List()
    /// Finds those whose names may begin with anything, such as telephone numbers; nil where there are none.
    let others: WordFinder?
    /// How many bytes of a text a name takes at most.
    let longestHit: Int

    init(_ people: [Person]) {
        self.people = people
        longestHit = people.reduce(0) { max($0, NameWords.longestHit(of: $1)) }
        beginnings.reserveCapacity(people.count * 3)
        var rest: [Person] = []
        for index in people.indices
        where !NameWords.add(beginningsOf: people[index], as: index, to: &beginnings) {
            rest.append(people[index])
        }
        others = rest.isEmpty ? nil : NameWords.finder(of: rest)
    }

    /// Those of all the others who may be named where a stretch of text has these beginnings of words.
    func named(among found: borrowing WordBeginnings) -> [Person] {
        beginnings.owners(among: found).map { people[$0] }
    }
}
