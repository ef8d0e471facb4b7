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

    /// A path in which pseudonyms stand for the people whom its files and folders are named after.
    func path(_ path: String) -> String {
        guard !reveals else { return path }
        let stretches = PersonalPath.stretches(of: path)
        guard !stretches.isEmpty else { return path }
        var shown = ""
        var place = path.startIndex
        for stretch in stretches {
            let name = path[stretch]
            shown += path[place..<stretch.lowerBound]
            shown += PeopleNames.isPseudonym(name) ? String(name) : names.pseudonym(of: name)
            place = stretch.upperBound
        }
        return shown + path[place...]
    }

    /// Whether a path was shown already.
    private static func isPseudonym(_ name: Substring) -> Bool {
        name.utf8.count == 10 && name.hasPrefix("p-") && name.dropFirst(2).allSatisfy(\.isHexDigit)
    }

    /// Arguments of the program; chats are chosen by people's names, which say more than a pattern needs to.
    func arguments(_ arguments: [String]) -> [String] {
        guard !reveals else { return arguments }
        let option = "--only-chats"
        return arguments.indices.map { index in
            let argument = arguments[index]
            if argument.hasPrefix(option + "=") { return option + "=•" }
            return index > 0 && arguments[index - 1] == option ? "•" : path(argument)
        }
    }

    /// An identifier that programs make of the sender's name or address, without them.
    func messageID(_ id: String, of author: Person?) -> String {
        guard !reveals, let author else { return id }
        var words = [author.address].compactMap(\.self)
        let mailbox = author.address.map { Substring($0.utf8.prefix { $0 != 0x40 }) } ?? ""
        for text in [mailbox, Substring(author.name ?? "")] { words += PeopleNames.words(of: text) }
        var shown = id
        for word in words {
            guard let place = shown.range(ofWord: word) else { continue }
            shown.replaceSubrange(place, with: names.pseudonym(author))
        }
        return shown
    }
}

extension PeopleNames {
    /// The words of a name that have more than two letters or digits.
    fileprivate static func words(of text: Substring) -> [String] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            let words = text.utf8.split { ($0 | 0x20) &- 0x61 >= 26 && $0 &- 0x30 >= 10 }
            return words.filter { $0.count > 2 }.map { String(Substring($0)) }
        }
        return text.split { !$0.isLetter && !$0.isNumber }.filter { $0.count > 2 }.map(String.init)
    }
}

extension String {
    /// Where `word` stands in any case of letters.
    fileprivate func range(ofWord word: String) -> Range<Index>? {
        guard let start = utf8.span.place(ofWord: word.utf8.span) else { return nil }
        let first = utf8.index(startIndex, offsetBy: start)
        return first..<utf8.index(first, offsetBy: word.utf8.count)
    }
}

extension Span<UInt8> {
    /// The first place at which `word` stands in any case of letters; nil where it is empty, or nowhere.
    fileprivate func place(ofWord word: Span<UInt8>) -> Int? {
        guard word.count > 0, count >= word.count else { return nil }
        for start in 0...count - word.count
        where (self[start] ^ word[0]) & ~0x20 == 0 && has(word, at: start) {
            return start
        }
        return nil
    }

    private func has(_ word: Span<UInt8>, at start: Int) -> Bool {
        for place in word.indices {
            let (one, other) = (self[start + place], word[place])
            guard one == other || one | 0x20 == other | 0x20 && (one | 0x20) &- 0x61 < 26 else {
                return false
            }
        }
        return true
    }
}
