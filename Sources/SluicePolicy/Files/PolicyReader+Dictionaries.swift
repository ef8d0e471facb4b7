import SluiceModel
import SluiceYAML

/// The organisation's own words.
extension PolicyReader {
    private static let dictionaryKeys = [
        "name", "title", "severity", "confidence", "show", "file", "terms", "inflect", "match", "why",
        "instead",
    ]

    func dictionary(_ value: YAMLValue) -> PolicyDictionary? {
        guard let mapping = value.mapping(keys: Self.dictionaryKeys) else { return nil }
        let name = mapping.required("name")?.name()
        let title = mapping["title"]?.sentence()
        if !mapping.has("file"), !mapping.has("terms") {
            value.fault("missing-key", "the dictionary has neither 'file' nor 'terms'")
        }
        guard let name else { return nil }
        let plain = LocalizedText([.german: name.description, .english: name.description])
        var dictionary = PolicyDictionary(name: name, title: title ?? plain, place: value.policyPlace)
        dictionary.severity = mapping["severity"]?.choice("a severity") ?? dictionary.severity
        dictionary.confidence = mapping["confidence"]?.choice("a confidence") ?? dictionary.confidence
        dictionary.show = mapping["show"]?.choice("a way to show a value") ?? dictionary.show
        dictionary.files = mapping["file"]?.oneOrMany().compactMap { $0.words().map(path) } ?? []
        dictionary.terms = mapping["terms"]?.list()?.compactMap(term) ?? []
        dictionary.inflection = mapping["inflect"]?.choice("a language with endings")
        dictionary.placement = mapping["match"]?.choice("a place for terms") ?? .word
        dictionary.why = mapping["why"]?.sentence() ?? .init()
        dictionary.instead = mapping["instead"]?.sentence() ?? .init()
        return dictionary
    }

    private func term(_ value: YAMLValue) -> PolicyTerm? {
        if value.isText { return value.words().map { PolicyTerm($0) } }
        guard let mapping = value.mapping(keys: ["term", "label"]) else { return nil }
        guard let text = mapping.required("term")?.words() else { return nil }
        return PolicyTerm(text, label: mapping["label"]?.words())
    }
}
