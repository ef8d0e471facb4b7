import Foundation
import Testing

/// What the specification of SARIF 2.1.0 says of the objects that a report of ours has, as its published schema puts it.
///
/// Sections of the specification stand beside each kind. A property that is not named here is a fault, whoever is asked.
indirect enum SARIFShape: Sendable {
    case text
    case words(Set<String>)
    case matching(String)
    case whole(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case flag
    case list(SARIFShape, unique: Bool = false)
    /// Of the schema's kind of that name.
    case object(String)
    /// A property bag (3.8): anything, but tags are texts, each once.
    case bag
    /// Names of one's own, all with values of one kind.
    case map(SARIFShape)

    /// The properties of a kind of object, and those that must be there.
    struct Kind: Sendable {
        let properties: [String: SARIFShape]
        let required: Set<String>

        init(_ properties: [String: SARIFShape], required: Set<String> = []) {
            self.properties = properties
            self.required = required
        }
    }

    private static let count = 1...Int.max
    private static let time = #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z$"#
    private static let uri = #"^([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*(#.*)?$"#
    private static let levels: Set = ["none", "note", "warning", "error"]

    static let kinds: [String: Kind] = [
        // 3.13
        "log": Kind(
            ["$schema": .matching(uri), "version": .words(["2.1.0"]), "runs": .list(.object("run"))],
            required: ["version", "runs"]),
        // 3.14
        "run": Kind(
            [
                "tool": .object("tool"), "language": .matching("^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"),
                "columnKind": .words(["utf16CodeUnits", "unicodeCodePoints"]),
                "redactionTokens": .list(.text, unique: true), "automationDetails": .object("automation"),
                "results": .list(.object("result")), "invocations": .list(.object("invocation")),
                "properties": .bag,
            ], required: ["tool"]),
        // 3.18, 3.19
        "tool": Kind(["driver": .object("component")], required: ["driver"]),
        "component": Kind(
            [
                "name": .text, "version": .text, "shortDescription": .object("multiformat"),
                "rules": .list(.object("descriptor"), unique: true),
                "notifications": .list(.object("descriptor"), unique: true),
            ], required: ["name"]),
        // 3.17
        "automation": Kind(["id": .text]),
        // 3.12
        "multiformat": Kind(["text": .text, "markdown": .text], required: ["text"]),
        // 3.11
        "message": Kind(["text": .text], required: ["text"]),
        // 3.49, 3.50
        "descriptor": Kind(
            [
                "id": .text, "shortDescription": .object("multiformat"),
                "fullDescription": .object("multiformat"), "help": .object("multiformat"),
                "helpUri": .matching(uri), "defaultConfiguration": .object("configuration"),
                "properties": .bag,
            ], required: ["id"]),
        "configuration": Kind(["level": .words(levels)]),
        // 3.27
        "result": Kind(
            [
                "ruleId": .text, "ruleIndex": .whole(-1...Int.max), "level": .words(levels),
                "message": .object("message"), "locations": .list(.object("location")),
                "partialFingerprints": .map(.text), "rank": .number(-1...100),
                "suppressions": .list(.object("suppression"), unique: true), "properties": .bag,
            ], required: ["message"]),
        // 3.28, 3.29, 3.4, 3.30, 3.3, 3.33
        "location": Kind([
            "physicalLocation": .object("physical"),
            "logicalLocations": .list(.object("logical"), unique: true),
        ]),
        "physical": Kind(
            ["artifactLocation": .object("artifact"), "region": .object("region")],
            required: ["artifactLocation"]),
        "artifact": Kind(["uri": .matching(uri)]),
        "region": Kind([
            "startLine": .whole(count), "startColumn": .whole(count), "endLine": .whole(count),
            "endColumn": .whole(count), "snippet": .object("content"),
        ]),
        "content": Kind(["text": .text]),
        "logical": Kind(["fullyQualifiedName": .text, "kind": .text]),
        // 3.35
        "suppression": Kind(
            [
                "kind": .words(["inSource", "external"]),
                "status": .words(["accepted", "underReview", "rejected"]), "justification": .text,
            ], required: ["kind"]),
        // 3.20, 3.58, 3.52
        "invocation": Kind(
            [
                "executionSuccessful": .flag, "startTimeUtc": .matching(time),
                "endTimeUtc": .matching(time), "arguments": .list(.text),
                "toolExecutionNotifications": .list(.object("notification")),
            ], required: ["executionSuccessful"]),
        "notification": Kind(
            [
                "descriptor": .object("reference"), "level": .words(levels), "message": .object("message"),
                "locations": .list(.object("location"), unique: true),
            ], required: ["message"]),
        "reference": Kind(["id": .text]),
    ]

    /// What is wrong with a value, by its place.
    func faults(in value: Any, at place: String) -> [String] {
        switch self {
        case .text: return value is String ? [] : ["\(place) is no text"]
        case .words(let words): return (value as? String).map(words.contains) == true ? [] : ["\(place)"]
        case .matching(let pattern):
            let found = (value as? String)?.range(of: pattern, options: .regularExpression)
            return found != nil ? [] : ["\(place) does not match"]
        case .whole(let range): return (value as? Int).map(range.contains) == true ? [] : ["\(place)"]
        case .number(let range): return (value as? Double).map(range.contains) == true ? [] : ["\(place)"]
        case .flag: return value is Bool ? [] : ["\(place) is not true or false"]
        case .list(let shape, let isUnique):
            guard let list = value as? [Any] else { return ["\(place) is no list"] }
            let isRepeated = isUnique && NSSet(array: list).count != list.count
            return (isRepeated ? ["\(place) repeats itself"] : [])
                + list.enumerated().flatMap { shape.faults(in: $1, at: "\(place)[\($0)]") }
        case .object(let name): return SARIFShape.faults(in: value, of: name, at: place)
        case .bag:
            guard let bag = value as? [String: Any] else { return ["\(place) is no object"] }
            return bag["tags"].map { SARIFShape.list(.text, unique: true).faults(in: $0, at: place) } ?? []
        case .map(let shape):
            guard let map = value as? [String: Any] else { return ["\(place) is no object"] }
            return map.flatMap { shape.faults(in: $1, at: "\(place).\($0)") }
        }
    }

    private static func faults(in value: Any, of name: String, at place: String) -> [String] {
        guard let object = value as? [String: Any], let kind = kinds[name] else {
            return ["\(place) is no object"]
        }
        let missing = kind.required.subtracting(object.keys).map { "\(place) lacks \($0)" }
        return missing
            + object.flatMap { key, value in
                kind.properties[key]?.faults(in: value, at: "\(place).\(key)") ?? ["\(place).\(key)?"]
            }
    }
}
