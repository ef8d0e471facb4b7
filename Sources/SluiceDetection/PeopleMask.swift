import SluiceModel
import SluiceText
import Synchronization

/// Finds the names and addresses of a message's people in its text, so that no excerpt shows them.
struct PeopleMask: Sendable {
    private let finders: [WordFinder]

    init(_ message: Message, _ conversations: ConversationNames) {
        self.init(message.people, takingPart: [message.participants], conversations)
    }

    /// Finds the names of `people`, and of those who take part in conversations.
    init(_ people: [Person], takingPart lists: [[Person]], _ conversations: ConversationNames) {
        var seen: [[Person]] = []
        var finders = [PeopleMask.finder(for: people)]
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

    /// Words that stand in names but name nobody.
    private static let particles: Set<String> = [
        "von", "van", "der", "den", "dem", "des", "zum", "zur", "und", "and", "the", "del", "dr.", "prof.",
    ]

    /// Nil where nobody has a name that could be looked for.
    fileprivate static func finder(for people: [Person]) -> WordFinder? {
        var words: Set<String> = []
        for person in people {
            if let address = person.address {
                add(address, to: &words)
                add(String(Substring(address.utf8.prefix { $0 != 0x40 })), to: &words)
            }
            guard let name = person.name else { continue }
            add(name, to: &words)
            if !addPlainWords(of: name, to: &words) {
                for word in name.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == "\"" }) {
                    add(String(word), to: &words)
                }
            }
        }
        return words.isEmpty ? nil : WordFinder(Array(words))
    }

    private static func add(_ word: String, to words: inout Set<String>) {
        // What has more bytes than this is longer than two characters, and than every particle.
        if word.utf8.count <= 20 {
            guard word.unicodeScalars.count > 2, !particles.contains(word.lowercased()) else { return }
        }
        words.insert(word)
    }

    /// Adds the words of a name that is written in ASCII or with letters of two bytes that have no marks of their own;
    /// false where it has to be split with care.
    private static func addPlainWords(of name: String, to words: inout Set<String>) -> Bool {
        let bytes = name.utf8
        // U+0080 to U+00BF hold a line end and a space, and U+0300 begins the marks.
        guard bytes.allSatisfy({ $0 < 0xCC && $0 != 0xC2 }) else { return false }
        for word in name.utf8.split(whereSeparator: {
            $0 == 0x20 || (9...13).contains($0) || $0 == 0x2C || $0 == 0x22
        }) {
            if let word = String(word) { add(word, to: &words) }
        }
        return true
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

/// What finds the names of those who take part in conversations, kept from message to message.
///
/// The messages of a stretch of a chat share one list of people; making its finder anew for each costs more than all
/// else that is done for a finding.
final class ConversationNames: Sendable {
    private struct Entry {
        var people: [Person]
        var finder: WordFinder?
    }

    /// The conversations looked at last; about as many as there are workers.
    private let recent = Mutex<[Entry]>([])
    private static let most = 16

    func finder(for people: [Person]) -> WordFinder? {
        guard !people.isEmpty else { return nil }
        // Lists that share their memory are equal at once.
        if let known = recent.withLock({ $0.first { $0.people == people } }) { return known.finder }
        let entry = Entry(people: people, finder: PeopleMask.finder(for: people))
        recent.withLock {
            $0.insert(entry, at: 0)
            if $0.count > ConversationNames.most { $0.removeLast() }
        }
        return entry.finder
    }
}
