import SluiceModel

/// A value in a YAML file, with its place.
///
/// An accessor that does not find what it asks for notes a fault and answers nil.
public struct YAMLValue {
    let node: YAMLNode
    let faults: FaultList

    public var file: String { faults.file }
    /// From 1.
    public var line: Int { node.mark.line }
    /// From 1, in code points.
    public var column: Int { node.mark.column }

    /// Notes that this value is wrong.
    public func fault(_ code: String, _ message: String, help: String? = nil) {
        faults.add(Diagnostic(code, message, file: file, line: line, column: column, help: help))
    }

    /// What kind of value it is, in words for people.
    public var kind: String {
        switch node {
        case .scalar(let scalar, _) where scalar.isMissing: "nothing"
        case .scalar: "text"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    private func expected<Value>(_ what: String, help: String? = nil) -> Value? {
        fault("wrong-type", "expected \(what), found \(kind)", help: help)
        return nil
    }
}

// MARK: - Scalars

extension YAMLValue {
    /// The text as written; a number or `true` without quotation marks is text too.
    public func string() -> String? {
        guard let scalar = node.scalar, !scalar.isMissing else { return expected("text") }
        return scalar.text
    }

    /// A text that is not empty.
    public func words() -> String? {
        guard let text = string() else { return nil }
        guard !text.allSatisfy(\.isWhitespace) else {
            fault("empty-text", "the text is empty")
            return nil
        }
        return text
    }

    public func number() -> Double? {
        guard let plain, let number = Double(plain), number.isFinite else { return expected("a number") }
        return number
    }

    public func integer() -> Int? {
        guard let plain, let number = Int(plain) else { return expected("a whole number") }
        return number
    }

    public func bool() -> Bool? {
        switch plain {
        case "true": true
        case "false": false
        default: expected("true or false")
        }
    }

    /// One of the words that `Choice` is written as.
    public func choice<Choice>(_ what: String, as: Choice.Type = Choice.self) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        let words = Choice.allCases.map(\.rawValue)
        return choice(what, of: words).flatMap(Choice.init(rawValue:))
    }

    /// One of `words`; `what` says what such a word is, with its article, as in *a severity*.
    public func choice(_ what: String, of words: [String]) -> String? {
        guard let word = string() else { return nil }
        if words.contains(word) { return word }
        let guess = closest(to: word, in: words).map { "did you mean '\($0)'? " } ?? ""
        fault(
            "unknown-word", "'\(word)' is not \(what)",
            help: guess + "one of \(words.joined(separator: ", "))")
        return nil
    }

    /// The text of a scalar without quotation marks: only such a one is a number or a truth value.
    private var plain: String? {
        guard let scalar = node.scalar, scalar.isPlain else { return nil }
        return scalar.text
    }
}

// MARK: - Lists and mappings

extension YAMLValue {
    public func list() -> [YAMLValue]? {
        guard let sequence = node.sequence else {
            return expected("a list", help: "begin each entry with '- '")
        }
        return sequence.map { YAMLValue(node: $0, faults: faults) }
    }

    /// The entries of a list, or the value itself where it is none.
    public func oneOrMany() -> [YAMLValue] {
        guard let sequence = node.sequence else { return [self] }
        if sequence.isEmpty { fault("empty-list", "the list is empty") }
        return sequence.map { YAMLValue(node: $0, faults: faults) }
    }

    /// A mapping in which only `keys` may stand.
    public func mapping(keys: [String]) -> YAMLMapping? {
        guard let mapping = node.mapping else {
            return expected("a mapping", help: "it may have the keys \(keys.joined(separator: ", "))")
        }
        var values: [String: YAMLValue] = [:]
        for (key, value) in mapping {
            let keyValue = YAMLValue(node: key, faults: faults)
            guard let name = keyValue.string() else { continue }
            guard keys.contains(name) else {
                let help =
                    closest(to: name, in: keys).map { "did you mean '\($0)'?" }
                    ?? "one of \(keys.joined(separator: ", "))"
                keyValue.fault("unknown-key", "unknown key '\(name)'", help: help)
                continue
            }
            values[name] = YAMLValue(node: value, faults: faults)
        }
        return YAMLMapping(place: self, values: values)
    }

    /// The entries of a mapping whose keys anybody may choose, in their order.
    public func entries() -> [(key: YAMLValue, value: YAMLValue)]? {
        guard let mapping = node.mapping else { return expected("a mapping") }
        return mapping.map {
            (YAMLValue(node: $0.key, faults: faults), YAMLValue(node: $0.value, faults: faults))
        }
    }

    /// A mapping of another tool, in which any keys may stand.
    public func openMapping() -> YAMLMapping? {
        guard let mapping = node.mapping else { return expected("a mapping") }
        var values: [String: YAMLValue] = [:]
        for (key, value) in mapping {
            guard let name = YAMLValue(node: key, faults: faults).string() else { continue }
            values[name] = YAMLValue(node: value, faults: faults)
        }
        return YAMLMapping(place: self, values: values)
    }

    public var isText: Bool { node.scalar != nil }
}

/// A mapping whose keys are known.
public struct YAMLMapping {
    /// The mapping itself, for faults about it as a whole.
    public let place: YAMLValue
    let values: [String: YAMLValue]

    public subscript(key: String) -> YAMLValue? { values[key] }

    /// In no order.
    public var keys: [String] { Array(values.keys) }

    public func has(_ key: String) -> Bool { values[key] != nil }

    /// The value of `key`; a fault where there is none.
    public func required(_ key: String) -> YAMLValue? {
        if let value = values[key] { return value }
        place.fault("missing-key", "'\(key)' is missing")
        return nil
    }
}
