import SluiceModel
import SluiceYAML

/// Reads `imported`: what a rule of another tool asks beside its pattern.
enum ImportedReader {
    static func conditions(_ value: YAMLValue) -> ImportedConditions? {
        guard let mapping = value.mapping(keys: ["keywords", "path", "allow"]) else { return nil }
        return ImportedConditions(
            keywords: texts(mapping["keywords"]).map { $0.lowercased() }, path: mapping["path"]?.words(),
            allowlists: mapping["allow"]?.list()?.compactMap(allowlist) ?? [])
    }

    private static func allowlist(_ value: YAMLValue) -> Allowlist? {
        guard let mapping = value.mapping(keys: ["target", "combine", "paths", "regexes", "stopwords"]) else {
            return nil
        }
        let list = Allowlist(
            paths: texts(mapping["paths"]), regexes: texts(mapping["regexes"]),
            target: mapping["target"]?.choice("what an allowlist looks at") ?? .secret,
            stopwords: texts(mapping["stopwords"]).map { $0.lowercased() },
            combining: mapping["combine"]?.choice("a way to combine", of: ["any", "all"]) == "all"
                ? .all : .any)
        if list.paths.isEmpty, list.regexes.isEmpty, list.stopwords.isEmpty {
            mapping.place.fault(
                "empty-allowlist", "an allowlist allows nothing", help: "one of paths, regexes, stopwords")
        }
        return list
    }

    private static func texts(_ value: YAMLValue?) -> [String] {
        value?.oneOrMany().compactMap { $0.string() } ?? []
    }
}
