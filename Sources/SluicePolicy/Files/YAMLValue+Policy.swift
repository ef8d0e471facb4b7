import SluiceModel
import SluiceYAML

extension YAMLValue {
    var policyPlace: PolicyPlace { PolicyPlace(line: line, column: column) }

    /// A sentence: one text for all languages, or one for each.
    func sentence() -> LocalizedText? {
        if isText {
            guard let text = words() else { return nil }
            return LocalizedText(Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, text) }))
        }
        guard let mapping = mapping(keys: Language.allCases.map(\.rawValue)) else { return nil }
        var texts: [Language: String] = [:]
        for language in Language.allCases { texts[language] = mapping[language.rawValue]?.words() }
        if texts.isEmpty { fault("empty-text", "no text is given", help: "{ de: …, en: … }") }
        return LocalizedText(texts)
    }

    /// `on` or `off`.
    func isOn() -> Bool? { choice("on or off", of: ["on", "off"]).map { $0 == "on" } }

    /// A whole number within `range`; `what` is what it counts.
    func integer(in range: ClosedRange<Int>, _ what: String) -> Int? {
        guard let number = integer() else { return nil }
        guard range.contains(number) else {
            fault("out-of-range", "\(what): a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// A mail domain, in lower case.
    func domain() -> String? {
        guard let text = words()?.lowercased() else { return nil }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let isDomain = labels.allSatisfy { label in
            !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
        }
        guard isDomain else {
            fault(
                "bad-domain", "'\(text)' is no mail domain",
                help: "what stands behind the @, such as westbach.example")
            return nil
        }
        return text
    }

    /// A mail address, in lower case.
    func address() -> String? {
        guard let text = words()?.lowercased() else { return nil }
        let pieces = text.split(separator: "@", omittingEmptySubsequences: false)
        guard pieces.count == 2, pieces.allSatisfy({ !$0.isEmpty }), !text.contains(where: \.isWhitespace)
        else {
            fault("bad-address", "'\(text)' is no mail address", help: "such as datenschutz@westbach.example")
            return nil
        }
        return text
    }

    /// A name of our own making: lower-case words joined by hyphens.
    func name() -> RuleID? {
        guard let text = string() else { return nil }
        if let name = RuleID(text) { return name }
        fault(
            "bad-name", "'\(text)' cannot be a name here",
            help: "lower-case letters and digits, words joined by single hyphens, 80 characters at most")
        return nil
    }
}
