import SluiceModel
import SluiceYAML

/// Reads what a rule looks for: one of `pattern`, `patterns`, `terms` and `dictionary`.
struct MatcherReader {
    let file: RuleFile
    let pieces: PatternPieces
    let mapping: YAMLMapping

    private static let keys = ["pattern", "patterns", "terms", "dictionary"]

    func matcher() -> Matcher? {
        let given = Self.keys.filter(mapping.has)
        guard let key = given.first, let value = mapping[key] else {
            mapping.place.fault(
                "missing-key", "the rule looks for nothing",
                help: "give it one of \(Self.keys.joined(separator: ", "))")
            return nil
        }
        for other in given.dropFirst() {
            mapping[other]?.fault("several-matchers", "'\(other)' beside '\(key)': a rule has one of them")
        }
        switch key {
        case "pattern", "patterns": return patterns(key == "pattern" ? [value] : value.list())
        case "terms": return terms(value.oneOrMany())
        default: return dictionary(value)
        }
    }

    private func patterns(_ values: [YAMLValue]?) -> Matcher? {
        let group = mapping["group"].flatMap(readGroup)
        guard let values else { return nil }
        if values.isEmpty { mapping["patterns"]?.fault("empty-list", "the list is empty") }
        let patterns = values.compactMap(pieces.pattern)
        guard patterns.count == values.count else { return nil }
        let syntax = mapping["syntax"]?.choice("a syntax", of: ["text", "bytes"])
        return .patterns(patterns, group: group ?? .whole, bytes: syntax == "bytes")
    }

    private func readGroup(_ value: YAMLValue) -> ValueGroup? {
        if value.isText, value.string() == "first" { return .firstNonEmpty }
        guard let number = value.integer() else { return nil }
        guard (1...99).contains(number) else {
            value.fault("out-of-range", "a group is a number from 1 to 99")
            return nil
        }
        return .number(number)
    }

    private func terms(_ values: [YAMLValue]) -> Matcher? {
        refuseGroup()
        var seen: Set<String> = []
        var terms: [Term] = []
        for value in values {
            guard let text = value.words() else { continue }
            if !seen.insert(text).inserted { value.fault("duplicate-term", "'\(text)' stands here twice") }
            terms.append(Term(text))
        }
        return .terms(terms)
    }

    private func dictionary(_ value: YAMLValue) -> Matcher? {
        refuseGroup()
        guard let name = value.words() else { return nil }
        let path = Paths.beside(file.path, name)
        do throws(FileFault) {
            let terms = try TermDictionary.terms(in: Files.text(of: path))
            guard !terms.isEmpty else {
                value.fault("empty-dictionary", "'\(name)' has no terms")
                return nil
            }
            return .terms(terms)
        } catch {
            value.fault(
                "unreadable-file", "the dictionary '\(name)' cannot be read: \(error.reason)",
                help: "its path is relative to the rule file's folder")
            return nil
        }
    }

    /// How terms are looked for; a fault for each key of these that stands beside a pattern.
    func termOptions() -> TermOptions {
        if mapping.has("pattern") || mapping.has("patterns") {
            for key in ["case", "match", "inflect"] {
                mapping[key]?.fault("wrong-key", "'\(key)' is for terms, and this rule has a pattern")
            }
        }
        return TermOptions(
            case: mapping["case"]?.choice("a way to compare letters") ?? .fold,
            match: mapping["match"]?.choice("a place for terms") ?? .word,
            inflect: mapping["inflect"]?.choice("a language with endings"))
    }

    private func refuseGroup() {
        for key in ["group", "syntax"] {
            mapping[key]?.fault("wrong-key", "'\(key)' is for patterns, and this rule has terms")
        }
    }
}
