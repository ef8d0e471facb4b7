public import SluiceModel
import SluiceYAML

/// How much a rule must say of itself.
public enum Completeness: Sendable {
    /// What the engine needs; the rest is for `rules lint` to remind of.
    case usable
    /// What the rules that travel with the program must have: both languages, a reason, examples and counterexamples.
    case publishable
}

/// Reads one file of rules in our YAML form.
struct RuleFile {
    /// The file's path, as faults show it; dictionaries are looked for beside it.
    let path: String
    let pack: RulePack?
    let completeness: Completeness

    /// - Throws: All faults of the file, in the order of their places.
    func rules(in text: String) throws(Diagnostics) -> [Rule] {
        let file = try YAMLFile(text, file: path)
        var rules: [Rule] = []
        var places: [RuleID: SourcePlace] = [:]
        let root = file.root.mapping(keys: ["define", "rules"])
        let pieces = root?["define"].map { PatternPieces($0) } ?? PatternPieces()
        let list = root?.required("rules")
        let entries = list?.list()
        if entries?.isEmpty ?? false {
            list?.fault("empty-list", "the list is empty: nothing would be found")
        }
        for entry in entries ?? [] {
            guard let rule = RuleReader(file: self, pieces: pieces, entry: entry).rule() else { continue }
            for reference in rule.askedRules + (rule.against?.rules ?? [])
            where reference.name == rule.id.description {
                file.faults.add(.selfReference(reference))
            }
            if let first = places[rule.id] {
                file.faults.add(.duplicate(rule, first: first))
            } else {
                places[rule.id] = rule.source
                rules.append(rule)
            }
        }
        try file.finish()
        return rules
    }
}

extension Diagnostic {
    /// Two rules of one name.
    public static func duplicate(_ rule: Rule, first: SourcePlace) -> Diagnostic {
        Diagnostic(
            "duplicate-id", "a rule named '\(rule.id)' exists already", file: rule.source.file,
            line: rule.source.line, column: rule.source.column,
            help:
                "the first one is at \(first.file):\(first.line):\(first.column); a name is never used twice")
    }
}

extension Diagnostic {
    /// A rule that asks for its own matches.
    fileprivate static func selfReference(_ reference: Reference) -> Diagnostic {
        Diagnostic(
            "self-reference", "a rule is no evidence about itself", file: reference.source.file,
            line: reference.source.line, column: reference.source.column,
            help: "'distinct' counts a rule's own values")
    }
}

extension YAMLValue {
    var source: SourcePlace { SourcePlace(file: file, line: line, column: column) }

    /// A sentence in one or more languages.
    func localized() -> LocalizedText? {
        let form = "{ de: …, en: … }"
        if isText {
            fault("wrong-type", "the text needs its language", help: form)
            return nil
        }
        guard let mapping = mapping(keys: Language.allCases.map(\.rawValue)) else { return nil }
        var texts: [Language: String] = [:]
        for language in Language.allCases {
            texts[language] = mapping[language.rawValue]?.words()
        }
        if texts.isEmpty { fault("empty-text", "no text is given", help: form) }
        return LocalizedText(texts)
    }
}
