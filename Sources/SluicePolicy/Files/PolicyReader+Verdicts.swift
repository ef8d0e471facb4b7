import SluiceModel
import SluiceYAML

/// The lines that decide.
extension PolicyReader {
    private static let conditionKeys = [
        "severity", "confidence", "pack", "rule", "channel", "audience", "layer", "author", "distinct",
    ]
    private static let layers = ["own", "quoted", "forwarded", "signature", "disclaimer"]

    mutating func readVerdict(_ value: YAMLValue) {
        guard let mapping = value.mapping(keys: ["name", "action", "when"]) else { return }
        let action: Action? = mapping.required("action")?.choice("an action")
        let name = mapping["name"]?.name()?.description
        let conditions = mapping["when"].flatMap { readConditions($0) }
        if !mapping.has("when") {
            value.fault(
                "missing-key", "'when' is missing",
                help: "what must hold: \(Self.conditionKeys.joined(separator: ", "))")
        }
        let line = name ?? "line \(value.line)"
        if policy.verdicts.contains(where: { $0.name == line }) {
            value.fault("duplicate-name", "a line named '\(line)' exists already")
        }
        guard let action, let conditions else { return }
        policy.verdicts.append(
            VerdictLine(name: line, action: action, conditions: conditions, place: value.policyPlace))
    }

    private mutating func readConditions(_ value: YAMLValue) -> VerdictConditions? {
        guard let mapping = value.mapping(keys: Self.conditionKeys) else { return nil }
        if !Self.conditionKeys.contains(where: mapping.has) {
            value.fault(
                "empty-condition", "nothing is asked here",
                help: "at least one of \(Self.conditionKeys.joined(separator: ", "))")
        }
        return VerdictConditions(
            severity: mapping["severity"]?.choice("a severity"),
            confidence: mapping["confidence"]?.choice("a confidence"),
            topic: topic(packs: mapping["pack"], rules: mapping["rule"]),
            channels: mapping["channel"]?.oneOrMany().compactMap { $0.choice("a channel") } ?? [],
            audiences: mapping["audience"]?.oneOrMany().compactMap { $0.choice("an audience") } ?? [],
            layers: mapping["layer"]?.oneOrMany().compactMap { $0.choice("a layer", of: Self.layers) } ?? [],
            authors: mapping["author"]?.oneOrMany().compactMap { $0.choice("an author's role") } ?? [],
            distinct: mapping["distinct"]?.integer(in: 2...1_000_000, "different values"))
    }
}
