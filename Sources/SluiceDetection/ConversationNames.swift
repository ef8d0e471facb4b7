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

/// A person by the bytes of name and address: texts that are not ASCII are compared and hashed slowly otherwise.
private struct PersonKey: Hashable {
    let person: Person

    static func == (left: PersonKey, right: PersonKey) -> Bool {
        isSame(left.person.name, right.person.name) && isSame(left.person.address, right.person.address)
    }

    private static func isSame(_ left: String?, _ right: String?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return left.utf8.elementsEqual(right.utf8)
    }

    func hash(into hasher: inout Hasher) {
        PersonKey.hash(person.name, into: &hasher)
        PersonKey.hash(person.address, into: &hasher)
    }

    private static func hash(_ text: String?, into hasher: inout Hasher) {
        let isKnown: Void? = unsafe text?.utf8.withContiguousStorageIfAvailable {
            unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isKnown == nil { hasher.combine(text?.utf8.count) }
    }
}

/// The words of people's names and addresses that are looked for, each folded once.
struct NameWords {
    private var words: [WordFinder.Word] = []
    private var numbers: [WordFinder.Word: Int] = [:]
    private var numbersByPerson: [PersonKey: [Int]] = [:]
    /// By word: the last list that it was put into.
    private var lists: [Int] = []
    private var list = 0

    /// Crowds are forgotten when there are so many; it is a cache.
    private static let mostPeople = 1 << 14

    /// Nil where nobody has a name that could be looked for.
    mutating func finder(for people: [Person]) -> WordFinder? {
        if numbersByPerson.count > NameWords.mostPeople { self = NameWords() }
        list += 1
        var chosen: [WordFinder.Word] = []
        chosen.reserveCapacity(people.count * 3)
        for person in people {
            for number in numbers(of: person) where lists[number] != list {
                lists[number] = list
                chosen.append(words[number])
            }
        }
        return chosen.isEmpty ? nil : WordFinder(chosen)
    }

    private mutating func numbers(of person: Person) -> [Int] {
        let key = PersonKey(person: person)
        if let known = numbersByPerson[key] { return known }
        let found = NameWords.words(of: person).map { number(of: WordFinder.Word($0)) }
        numbersByPerson[key] = found
        return found
    }

    private mutating func number(of word: WordFinder.Word) -> Int {
        if let known = numbers[word] { return known }
        numbers[word] = words.count
        words.append(word)
        lists.append(0)
        return words.count - 1
    }

    /// Words that stand in names but name nobody.
    private static let particles: Set<String> = [
        "von", "van", "der", "den", "dem", "des", "zum", "zur", "und", "and", "the", "del", "dr.", "prof.",
    ]

    /// Whether a word by which `person` is known may be among those that begin somewhere; a false yes is possible.
    static func mayStand(_ person: Person, among beginnings: WordBeginnings) -> Bool {
        person.name?.mayHoldWord(beginnings) == true || person.address?.mayHoldWord(beginnings) == true
    }

    /// How many bytes of text a word of `person` takes at most.
    static func longestHit(of person: Person) -> Int {
        let name = person.name.map(WordFinder.longestHit) ?? 0
        return max(name, person.address.map(WordFinder.longestHit) ?? 0)
    }

    /// What finds a few people, of whom nothing is remembered.
    static func finder(of people: [Person]) -> WordFinder {
        WordFinder(people.flatMap(words).map(WordFinder.Word.init))
    }

    /// The words by which a person is known.
    private static func words(of person: Person) -> [String] {
        var words: [String] = []
        if let address = person.address {
            add(address, to: &words)
            add(String(Substring(address.utf8.prefix { $0 != 0x40 })), to: &words)
        }
        guard let name = person.name else { return words }
        add(name, to: &words)
        guard !addPlainWords(of: name, to: &words) else { return words }
        for word in name.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == "\"" }) {
            add(String(word), to: &words)
        }
        return words
    }

    private static func add(_ word: String, to words: inout [String]) {
        // Two characters have eight bytes at most, particles five.
        let count = word.utf8.count
        if count <= 8, word.unicodeScalars.count <= 2 { return }
        if count <= 5, particles.contains(word.lowercased()) { return }
        if !words.contains(word) { words.append(word) }
    }

    /// Adds the words of a name that is written in ASCII or with letters of two bytes that have no marks of their own;
    /// false where it has to be split with care.
    private static func addPlainWords(of name: String, to words: inout [String]) -> Bool {
        let bytes = name.utf8
        guard bytes.allSatisfy(isPlain) else { return false }
        for word in bytes.split(whereSeparator: parts) {
            if let word = String(word) { add(word, to: &words) }
        }
        return true
    }

    /// Whether a byte is of no character that parts words or marks a letter, but for ASCII.
    fileprivate static func isPlain(_ byte: UInt8) -> Bool {
        // U+0080 to U+00BF hold a line end and a space, and U+0300 begins the marks.
        byte < 0xCC && byte != 0xC2
    }

    fileprivate static func parts(_ byte: UInt8) -> Bool {
        byte == 0x20 || (9...13).contains(byte) || byte == 0x2C || byte == 0x22
    }
}

extension String {
    /// Whether it, or a word of it, may be among those that begin somewhere.
    fileprivate func mayHoldWord(_ beginnings: WordBeginnings) -> Bool {
        let isKnown = unsafe utf8.withContiguousStorageIfAvailable { bytes in
            let bytes = unsafe bytes.span
            var isBehindSpace = true
            for index in bytes.indices {
                let byte = bytes[index]
                guard NameWords.isPlain(byte) else { return true }
                // Nobody looks for words of two letters.
                if isBehindSpace, index + 2 < bytes.count,
                    beginnings.mayHold(bytes.extracting(index..<bytes.count))
                {
                    return true
                }
                isBehindSpace = NameWords.parts(byte)
            }
            return false
        }
        return isKnown ?? true
    }
}
