import SluiceModel
import SluiceRules
import SluiceYAML

/// Reads rule files of noseyparker and kingfisher, which are alike.
///
/// Each rule has a name, an id and a regular expression of Rust's; the value is the group named `TOKEN`, else the first
/// group that matched. Kingfisher adds a least entropy, a confidence and requirements of characters. What asks a
/// server about a value is never carried over: nothing here speaks to the network.
struct RustRules {
    private let file: YAMLFile
    private(set) var rules: [Rule] = []
    private(set) var notes: [Diagnostic] = []
    private var ids: Set<String> = []

    /// What rules of either tool may have; what stands in the second list cannot be carried over.
    private static let keys = [
        "name", "id", "pattern", "description", "examples", "negative_examples", "references", "min_entropy",
        "confidence", "visible", "pattern_requirements", "categories", "severity",
    ]
    private static let lost = [
        "validation": "values are never sent anywhere", "revocation": "values are never sent anywhere",
        "depends_on_rule": "it only serves to ask a server", "tls_mode": "nothing speaks to the network",
        "path_filters": "paths are chosen by --include and --exclude",
        "dynamic_depends_on": "rules stand alone",
    ]

    /// - Throws: The faults of a file that is none of these tools'.
    init(_ text: String, file path: String) throws(Diagnostics) {
        file = try YAMLFile(text, file: path)
        let top = file.root.openMapping()
        if top?.has("rulesets") == true, top?.has("rules") != true {
            top?["rulesets"]?.fault(
                "no-rules", "the file only names sets of rules", help: "import the rules' files")
        } else {
            for entry in top?.required("rules")?.list() ?? [] { add(entry) }
        }
        try file.finish()
    }

    /// Whether the first rule of `text` looks like one of these tools'.
    static func recognises(_ text: String) -> Bool {
        guard let file = try? YAMLFile(text, file: ""),
            let first = file.root.openMapping()?["rules"]?.list()?.first,
            let rule = first.openMapping()
        else { return false }
        return rule.has("name") && rule.has("pattern") && !rule.has("title")
    }

    private mutating func note(_ value: YAMLValue, _ message: String) {
        notes.append(
            Diagnostic(
                "not-carried-over", message, severity: .warning, file: value.file, line: value.line,
                column: value.column))
    }

    private mutating func add(_ entry: YAMLValue) {
        guard let mapping = entry.openMapping(), let name = mapping.required("name")?.words(),
            let given = mapping.required("id")?.words(), let value = mapping.required("pattern"),
            let source = value.words()
        else { return }
        noteLost(mapping, given)
        if let visible = mapping["visible"], visible.bool() == false {
            note(visible, "the rule '\(given)' is left out: it only serves other rules")
            return
        }
        let pattern = RustPattern(source)
        if let what = pattern.unsupported {
            note(value, "the rule '\(given)' is left out: its pattern has \(what)")
            return
        }
        guard let id = uniqueID(given) else {
            mapping["id"]?.fault("bad-id", "the rule has no usable id")
            return
        }
        var rule = Rule(
            information: information(id, name, mapping),
            matcher: .patterns(
                [RulePattern(pattern.regex, source: value.place)],
                group: pattern.token.map(ValueGroup.number) ?? .firstNonEmpty, bytes: true),
            confidence: mapping["confidence"]?.choice("a confidence") ?? .medium,
            imported: ImportedConditions(allowlists: requirements(mapping["pattern_requirements"], given)),
            source: entry.place)
        // Both tools drop a value whose entropy equals the bound.
        rule.minimumEntropy = mapping["min_entropy"]?.number().flatMap { $0 > 0 && $0 < 8 ? $0 : nil }
        rule.examples = texts(mapping["examples"]).map { Example($0.text, source: $0.place) }
        rule.counterexamples = texts(mapping["negative_examples"]).map { Example($0.text, source: $0.place) }
        rules.append(rule)
    }

    private func information(_ id: RuleID, _ name: String, _ mapping: YAMLMapping) -> RuleInformation {
        var why = LocalizedText()
        if let text = mapping["description"]?.string(), !text.allSatisfy(\.isWhitespace) {
            why = LocalizedText([.english: text.split(whereSeparator: \.isWhitespace).joined(separator: " ")])
        }
        return RuleInformation(
            id: id, title: LocalizedText([.english: name]), severity: .high, why: why,
            references: mapping["references"]?.oneOrMany().compactMap { $0.words() } ?? [])
    }

    private mutating func noteLost(_ mapping: YAMLMapping, _ id: String) {
        for key in mapping.keys.sorted() where !Self.keys.contains(key) {
            guard let value = mapping[key] else { continue }
            let reason = Self.lost[key] ?? "it is not known here"
            note(value, "'\(key)' of '\(id)' is left out: \(reason)")
        }
    }

    /// Our form of a name, with a number behind it where two names become one.
    private mutating func uniqueID(_ name: String) -> RuleID? {
        let kebab = name.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.joined(
            separator: "-")
        var candidate = kebab
        var number = 2
        while ids.contains(candidate) {
            candidate = "\(kebab)-\(number)"
            number += 1
        }
        ids.insert(candidate)
        return RuleID(candidate)
    }

    private func texts(_ value: YAMLValue?) -> [(text: String, place: SourcePlace)] {
        (value?.oneOrMany() ?? []).compactMap { value in
            value.string().map { ($0.hasSuffix("\n") ? String($0.dropLast()) : $0, value.place) }
        }
    }

    // MARK: - Requirements of characters

    private mutating func requirements(_ value: YAMLValue?, _ id: String) -> [Allowlist] {
        guard let value, let mapping = value.openMapping() else { return [] }
        var lists: [Allowlist] = []
        let special = mapping["special_chars"]?.string() ?? "!@#$%^&*()_+-=[]{}|;:'\",.<>?/\\`~"
        let classes = [
            ("min_digits", "0-9"), ("min_uppercase", "A-Z"), ("min_lowercase", "a-z"),
            ("min_special_chars", Self.escaped(special)),
        ]
        for (key, members) in classes {
            guard let least = mapping[key]?.integer(), least > 0 else { continue }
            // What has fewer of them is left alone.
            lists.append(
                Allowlist(regexes: ["\\A[^\(members)]*(?:[\(members)][^\(members)]*){0,\(least - 1)}\\z"]))
        }
        let words = (mapping["ignore_if_contains"]?.oneOrMany() ?? []).compactMap { $0.string() }
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased() }.filter {
                !$0.isEmpty
            }
        if !words.isEmpty { lists.append(Allowlist(stopwords: words)) }
        let known = classes.map(\.0) + ["special_chars", "ignore_if_contains"]
        for key in mapping.keys.sorted() where !known.contains(key) {
            guard let value = mapping[key] else { continue }
            note(value, "'\(key)' of '\(id)' is left out: there is no counterpart for it")
        }
        return lists
    }

    private static func escaped(_ characters: String) -> String {
        characters.map { $0.isASCII && !$0.isLetter && !$0.isNumber ? "\\\($0)" : "\($0)" }.joined()
    }
}

extension YAMLValue {
    var place: SourcePlace { SourcePlace(file: file, line: line, column: column) }
}
