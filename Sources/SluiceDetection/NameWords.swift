import SluiceModel
import SluiceText

/// The words of people's names and addresses that are looked for, each folded once.
struct NameWords {
    private var words = WordFinder.WordList()
    private var numbers: [WordFinder.Word: Int] = [:]
    /// Where a person's numbers stand in ``numbersOfPeople``.
    private var places = PersonTable()
    private var numbersOfPeople: [Int] = []
    /// By word: the last list that it was put into.
    private var lists: [Int] = []
    private var list = 0

    /// Crowds are forgotten when there are so many; it is a cache.
    private static let mostPeople = 1 << 14

    /// Nil where nobody has a name that could be looked for.
    mutating func finder(for people: [Person]) -> WordFinder? {
        if places.count > NameWords.mostPeople { self = NameWords() }
        list += 1
        var chosen: [Int] = []
        chosen.reserveCapacity(people.count * 3)
        for person in people {
            for place in numbers(of: person) {
                let number = numbersOfPeople[place]
                guard lists[number] != list else { continue }
                lists[number] = list
                chosen.append(number)
            }
        }
        return chosen.isEmpty ? nil : WordFinder(chosen, of: words)
    }

    /// Where the numbers of a person's words stand in ``numbersOfPeople``.
    private mutating func numbers(of person: Person) -> Range<Int> {
        let hash = places.hash(of: person)
        if let known = places.value(of: person, hash) { return known }
        let start = numbersOfPeople.count
        for word in NameWords.words(of: person) { numbersOfPeople.append(number(of: WordFinder.Word(word))) }
        places.add(person, hash, value: start..<numbersOfPeople.count)
        return start..<numbersOfPeople.count
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
