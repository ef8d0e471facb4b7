import Foundation

/// Checks values against the schemas of an OpenAPI description, as far as ours uses them.
struct JSONSchema {
    /// The whole description.
    let document: [String: Any]

    /// What of `value` is not as the schema says; empty where all is.
    func faults(_ value: Any, _ schema: [String: Any], at path: String = "$") -> [String] {
        if let reference = schema["$ref"] as? String { return faults(value, resolve(reference), at: path) }
        let unknown = Set(schema.keys).subtracting(Self.understood)
        var faults = unknown.map { "\(path): the schema's '\($0)' is not looked at" }
        if let words = schema["enum"] as? [String], !words.contains(value as? String ?? "") {
            faults.append("\(path): none of the words")
        }
        if let word = schema["const"] as? String, word != value as? String {
            faults.append("\(path): not \(word)")
        }
        switch schema["type"] as? String {
        case "object": faults += objectFaults(value, schema, path)
        case "array":
            guard let values = value as? [Any], let items = schema["items"] as? [String: Any] else {
                return faults + ["\(path): no array"]
            }
            for (index, one) in values.enumerated() {
                faults += self.faults(one, items, at: "\(path)[\(index)]")
            }
        case "string": if !(value is String) { faults.append("\(path): no string") }
        case "integer":
            guard let number = value as? Int else { return faults + ["\(path): no integer"] }
            if let least = schema["minimum"] as? Int, number < least { faults.append("\(path): too small") }
        default: faults.append("\(path): the schema has no type")
        }
        return faults
    }

    private static let understood: Set = [
        "type", "enum", "const", "items", "properties", "required", "additionalProperties", "minimum",
        "maxItems",
        "description", "default",
    ]

    private func objectFaults(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        guard let object = value as? [String: Any] else { return ["\(path): no object"] }
        guard let properties = schema["properties"] as? [String: [String: Any]] else { return [] }
        var faults: [String] = []
        for name in schema["required"] as? [String] ?? [] where object[name] == nil {
            faults.append("\(path).\(name): missing")
        }
        for (name, member) in object {
            if let known = properties[name] {
                faults += self.faults(member, known, at: "\(path).\(name)")
            } else {
                faults.append("\(path).\(name): not described")
            }
        }
        return faults
    }

    /// What a reference within the document, such as `#/components/schemas/Answer`, names.
    func resolve(_ reference: String) -> [String: Any] {
        reference.split(separator: "/").dropFirst().reduce(document) {
            $0[String($1)] as? [String: Any] ?? [:]
        }
    }
}
