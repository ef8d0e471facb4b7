import SluiceModel
import SluiceYAML

/// Reads the entries of `evidence` and `unless`, and `against`.
struct ConditionReader {
    let hasValidator: Bool
    let pieces: PatternPieces

    private static let groupKeys = ["all", "any", "at-least"]
    private static let conditionKeys =
        ["valid", "near", "near-pattern", "rule", "within", "layer", "part", "channel", "distinct"]
        + groupKeys
    private static let layers = ["own", "quoted", "forwarded", "signature", "disclaimer"]

    func evidence(_ value: YAMLValue?) -> [Condition] {
        guard let entries = value?.list() else { return [] }
        return entries.compactMap { entry in
            guard let mapping = entry.mapping(keys: ["confidence"] + Self.conditionKeys) else { return nil }
            let confidence: Confidence? = mapping.required("confidence")?.choice("a confidence")
            var condition = read(mapping, depth: 1)
            condition.confidence = confidence
            return condition
        }
    }

    func unless(_ value: YAMLValue?) -> [Condition] {
        guard let entries = value?.list() else { return [] }
        return entries.compactMap { conditionWithoutConfidence($0, depth: 1) }
    }

    func against(_ value: YAMLValue?) -> Against? {
        guard let mapping = value?.mapping(keys: ["rules", "packs", "within"]) else { return nil }
        if !mapping.has("rules"), !mapping.has("packs") {
            mapping.place.fault(
                "empty-condition", "'against' names nothing", help: "rules: [id, …] or packs: [name, …]")
        }
        var against = Against(
            rules: rules(mapping["rules"]),
            packs: mapping["packs"]?.oneOrMany().compactMap { value in
                value.words().map { Reference($0, source: value.source) }
            } ?? [])
        against.within = mapping["within"].flatMap(reach) ?? against.within
        return against
    }

    private func conditionWithoutConfidence(_ value: YAMLValue, depth: Int) -> Condition? {
        value.mapping(keys: Self.conditionKeys).map { read($0, depth: depth) }
    }

    private func read(_ mapping: YAMLMapping, depth: Int) -> Condition {
        if !Self.conditionKeys.contains(where: { mapping.has($0) && $0 != "within" }) {
            mapping.place.fault(
                "empty-condition", "the entry has no condition",
                help: "one of \(Self.conditionKeys.joined(separator: ", "))")
        }
        var condition = Condition(source: mapping.place.source)
        condition.valid = valid(mapping["valid"])
        condition.near = mapping["near"]?.oneOrMany().compactMap { $0.words() } ?? []
        condition.nearPatterns = mapping["near-pattern"]?.oneOrMany().compactMap(pieces.text) ?? []
        condition.rules = rules(mapping["rule"])
        condition.within = within(mapping) ?? condition.within
        condition.layers =
            mapping["layer"]?.oneOrMany().compactMap { $0.choice("a layer", of: Self.layers) } ?? []
        condition.parts = mapping["part"]?.oneOrMany().compactMap { $0.choice("a part") } ?? []
        condition.channels = mapping["channel"]?.oneOrMany().compactMap { $0.choice("a channel") } ?? []
        condition.distinct = distinct(mapping["distinct"])
        condition.groups = Self.groupKeys.compactMap { key in
            mapping[key].flatMap { group(key, $0, depth: depth) }
        }
        return condition
    }

    private func group(_ key: String, _ value: YAMLValue, depth: Int) -> ConditionGroup? {
        guard depth < Condition.deepest else {
            value.fault(
                "too-deep", "conditions lie within conditions \(Condition.deepest) deep at most",
                help: "write several entries; the strongest that holds counts")
            return nil
        }
        guard key == "at-least" else {
            return conditions(value, depth: depth).map { ConditionGroup(key == "all" ? .all : .any, of: $0) }
        }
        guard let mapping = value.mapping(keys: ["n", "of"]) else { return nil }
        let count = mapping.required("n")?.integer()
        guard let conditions = mapping.required("of").flatMap({ conditions($0, depth: depth) }), let count
        else { return nil }
        guard (1...conditions.count).contains(count) else {
            mapping["n"]?.fault("out-of-range", "'n' counts the conditions in 'of': 1 to \(conditions.count)")
            return nil
        }
        return ConditionGroup(.atLeast(count), of: conditions)
    }

    private func conditions(_ value: YAMLValue, depth: Int) -> [Condition]? {
        guard let entries = value.list() else { return nil }
        if entries.isEmpty { value.fault("empty-list", "the list is empty") }
        let conditions = entries.compactMap { conditionWithoutConfidence($0, depth: depth + 1) }
        return conditions.isEmpty ? nil : conditions
    }

    private func rules(_ value: YAMLValue?) -> [Reference] {
        guard let value else { return [] }
        return value.oneOrMany().compactMap { entry in
            guard let name = entry.words() else { return nil }
            guard RuleID(name) != nil else {
                entry.fault("bad-id", "'\(name)' cannot be a rule's name", help: RuleReader.formOfID)
                return nil
            }
            return Reference(name, source: entry.source)
        }
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
        if !["near", "near-pattern", "rule"].contains(where: mapping.has) {
            value.fault("wrong-key", "'within' says how far 'near' and 'rule' look, and there is none")
        }
        return reach(value)
    }

    private func reach(_ value: YAMLValue) -> Reach? {
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
