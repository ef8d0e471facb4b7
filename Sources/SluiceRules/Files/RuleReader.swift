import SluiceModel
import SluiceYAML

/// Reads one entry of `rules:`.
struct RuleReader {
    let file: RuleFile
    let pieces: PatternPieces
    let entry: YAMLValue

    private static let keys = [
        "id", "title", "severity", "pattern", "patterns", "terms", "dictionary", "case", "match", "inflect",
        "group", "entropy",
        "validate", "confidence", "evidence", "unless", "show", "why", "instead",
        "examples", "counterexamples", "references", "against", "report",
        "syntax", "imported",
    ]
    static let formOfID =
        "lower-case letters and digits, words joined by single hyphens, 80 characters at most"

    /// Nil where faults were noted that leave no rule.
    func rule() -> Rule? {
        guard let mapping = entry.mapping(keys: Self.keys) else { return nil }
        let information = readInformation(mapping)
        let matcher = MatcherReader(file: file, pieces: pieces, mapping: mapping).matcher()
        let termOptions = MatcherReader(file: file, pieces: pieces, mapping: mapping).termOptions()
        let validator = mapping["validate"]?.choice("a validator", of: Validators.names)
        let entropy = mapping["entropy"].flatMap(readEntropy)
        let confidence: Confidence? = mapping["confidence"]?.choice("a confidence")
        let conditions = ConditionReader(hasValidator: mapping.has("validate"), pieces: pieces)
        let evidence = conditions.evidence(mapping["evidence"])
        let unless = conditions.unless(mapping["unless"])
        let against = conditions.against(mapping["against"])
        let isReported = mapping["report"]?.bool() ?? (against == nil)
        let show: Show? = mapping["show"]?.choice("a way to show a value")
        let examples = ExampleReader().examples(mapping["examples"])
        let counterexamples = ExampleReader().counterexamples(mapping["counterexamples"])
        if file.completeness == .publishable { requireAll(mapping, information) }
        guard let information, let matcher else { return nil }
        return Rule(
            information: information, matcher: matcher, validator: validator,
            confidence: confidence ?? .medium, evidence: evidence, unless: unless, minimumEntropy: entropy,
            show: show ?? file.pack?.show ?? .ends, examples: examples, counterexamples: counterexamples,
            imported: mapping["imported"].flatMap(ImportedReader.conditions),
            source: entry.source, termOptions: termOptions, against: against, isReported: isReported)
    }

    private func readInformation(_ mapping: YAMLMapping) -> RuleInformation? {
        let id = mapping.required("id").flatMap(readID)
        let title = mapping.required("title")?.localized()
        let given: Severity? = mapping["severity"]?.choice("a severity")
        let why = mapping["why"]?.localized() ?? file.pack?.why ?? .init()
        let instead = mapping["instead"]?.localized() ?? file.pack?.instead ?? .init()
        let references = mapping["references"]?.oneOrMany().compactMap { $0.words() } ?? []
        let severity = mapping.has("severity") ? given : file.pack?.severity
        if severity == nil, !mapping.has("severity") { _ = mapping.required("severity") }
        guard let id, let title, let severity else { return nil }
        return RuleInformation(
            id: id, title: title, severity: severity, why: why, instead: instead, pack: file.pack?.name,
            references: references)
    }

    private func readID(_ value: YAMLValue) -> RuleID? {
        guard let name = value.string() else { return nil }
        if let id = RuleID(name) { return id }
        value.fault(
            "bad-id", "'\(name)' cannot be a rule's name",
            help: Self.formOfID)
        return nil
    }

    private func readEntropy(_ value: YAMLValue) -> Double? {
        guard let bits = value.number() else { return nil }
        guard bits > 0, bits < 8 else {
            value.fault("out-of-range", "the entropy must lie between 0 and 8", help: "it counts bits a byte")
            return nil
        }
        return bits
    }

    private func requireAll(_ mapping: YAMLMapping, _ information: RuleInformation?) {
        for key in ["examples", "counterexamples"] { _ = mapping.required(key) }
        guard let information else { return }
        if information.why.isEmpty {
            mapping.place.fault(
                "missing-key", "'why' is missing, here and in pack.yaml",
                help: "say what the harm is, without blame: why: { de: …, en: … }")
        }
        for (key, text) in [("title", information.title), ("why", information.why)] where !text.isEmpty {
            for language in Language.allCases where text[language] == nil {
                mapping.place.fault("missing-language", "'\(key)' has no '\(language.rawValue)' text")
            }
        }
    }
}
