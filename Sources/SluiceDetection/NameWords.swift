import SluiceModel
import SluiceText

/// The words of people's names and addresses that are looked for.
enum NameWords {
    /// Words that stand in names but name nobody.
    private static let particles: Set<String> = [
        "von", "van", "der", "den", "dem", "des", "zum", "zur", "und", "and", "the", "del", "dr.", "prof.",
    ]

    /// Adds the beginnings of the words by which `person` is known, and others; false where they would say too little.
    static func add(
        beginningsOf person: Person, as owner: Int, to list: inout WordBeginnings.List
    ) -> Bool {
        (person.name?.addBeginnings(of: owner, to: &list) ?? true)
            && (person.address?.addBeginnings(of: owner, to: &list) ?? true)
    }

    /// How many bytes of text a word of `person` takes at most.
    static func longestHit(of person: Person) -> Int {
        let name = person.name.map(WordFinder.longestHit) ?? 0
        return max(name, person.address.map(WordFinder.longestHit) ?? 0)
    }

    /// What finds the names of some people.
    static func finder(of people: [Person]) -> WordFinder { WordFinder(people.flatMap(words)) }

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
    /// Adds the beginnings of the words in it that somebody may look for; false where they would say too little.
    fileprivate func addBeginnings(of owner: Int, to list: inout WordBeginnings.List) -> Bool {
        let isKnown = unsafe utf8.withContiguousStorageIfAvailable { bytes in
            let bytes = unsafe bytes.span
            var isBehindSpace = true
            for index in bytes.indices {
                let byte = bytes[index]
                guard NameWords.isPlain(byte) else { return false }
                // Nobody looks for words of two letters.
                if isBehindSpace, index + 2 < bytes.count,
                    !list.add(bytes.extracting(index..<bytes.count), of: owner)
                {
                    return false
                }
                isBehindSpace = NameWords.parts(byte)
            }
            return true
        }
        return isKnown ?? false
    }
}
