import SluiceModel
import SluiceYAML

/// Reads the entries of `evidence` and `unless`.
struct ConditionReader {
    let hasValidator: Bool

    private static let conditionKeys = [
        "valid", "near", "near-pattern", "within", "layer", "part", "channel", "distinct",
    ]
    private static let layers = ["own", "quoted", "forwarded", "signature", "disclaimer"]

    func evidence(_ value: YAMLValue?) -> [Condition] {
        guard let entries = value?.list() else { return [] }
        return entries.compactMap { entry in
            guard let mapping = entry.mapping(keys: ["confidence"] + Self.conditionKeys) else { return nil }
            let confidence: Confidence? = mapping.required("confidence")?.choice("a confidence")
            var condition = read(mapping)
            condition.confidence = confidence
            return condition
        }
    }

    func unless(_ value: YAMLValue?) -> [Condition] {
        guard let entries = value?.list() else { return [] }
        return entries.compactMap { $0.mapping(keys: Self.conditionKeys).map(read) }
    }

    private func read(_ mapping: YAMLMapping) -> Condition {
        if !Self.conditionKeys.contains(where: { mapping.has($0) && $0 != "within" }) {
            mapping.place.fault(
                "empty-condition", "the entry has no condition",
                help: "one of \(Self.conditionKeys.joined(separator: ", "))")
        }
        var condition = Condition(source: mapping.place.source)
        condition.valid = valid(mapping["valid"])
        condition.near = mapping["near"]?.oneOrMany().compactMap { $0.words() } ?? []
        condition.nearPatterns = mapping["near-pattern"]?.oneOrMany().compactMap { $0.words() } ?? []
        condition.within = within(mapping) ?? condition.within
        condition.layers =
            mapping["layer"]?.oneOrMany().compactMap { $0.choice("a layer", of: Self.layers) } ?? []
        condition.parts = mapping["part"]?.oneOrMany().compactMap { $0.choice("a part") } ?? []
        condition.channels = mapping["channel"]?.oneOrMany().compactMap { $0.choice("a channel") } ?? []
        condition.distinct = distinct(mapping["distinct"])
        return condition
    }

    private func valid(_ value: YAMLValue?) -> Bool? {
        guard let value, let valid = value.bool() else { return nil }
        if !hasValidator {
            value.fault(
                "no-validator", "'valid' asks a validator, and the rule has none",
                help: "add 'validate:', one of \(Validators.names.joined(separator: ", "))")
        }
        return valid
    }

    private func within(_ mapping: YAMLMapping) -> Reach? {
        guard let value = mapping["within"] else { return nil }
        if !mapping.has("near"), !mapping.has("near-pattern") {
            value.fault("wrong-key", "'within' says how far 'near' looks, and there is none")
        }
        switch value.string() {
        case nil: return nil
        case "line": return .line
        case "message": return .message
        case let word?:
            guard let count = Int(word), (1...65536).contains(count) else {
                value.fault(
                    "bad-reach", "'\(word)' is no distance",
                    help: "a number of characters from 1 to 65536, or line, or message")
                return nil
            }
            return .characters(count)
        }
    }

    private func distinct(_ value: YAMLValue?) -> Int? {
        guard let value, let count = value.integer() else { return nil }
        guard count >= 2 else {
            value.fault("out-of-range", "'distinct' counts different values: 2 or more")
            return nil
        }
        return count
    }
}
