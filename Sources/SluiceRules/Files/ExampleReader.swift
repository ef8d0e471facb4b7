import SluiceModel
import SluiceYAML

/// Reads `examples` and `counterexamples`.
struct ExampleReader {
    func examples(_ value: YAMLValue?) -> [Example] {
        read(value) { example, place in
            if !Self.hasMarks(example) {
                place.fault(
                    "unmarked-example", "the example marks nothing",
                    help: "put ⟦ before and ⟧ behind what the rule must find")
            } else if !Self.isWellMarked(example) {
                place.fault(
                    "bad-marks", "the marks do not pair",
                    help: "each ⟦ needs a ⟧ behind it, with text between and no other mark")
            }
        }
    }

    func counterexamples(_ value: YAMLValue?) -> [Example] {
        read(value) { example, place in
            if Self.hasMarks(example) {
                place.fault(
                    "marked-counterexample", "a counterexample marks nothing: the rule must leave it alone",
                    help: "drop ⟦ and ⟧, or move it to 'examples'")
            }
        }
    }

    private func read(_ value: YAMLValue?, check: (String, YAMLValue) -> Void) -> [Example] {
        guard let value else { return [] }
        return value.oneOrMany().compactMap { entry in
            guard let example = readOne(entry) else { return nil }
            check(example.text, entry)
            return example
        }
    }

    private func readOne(_ value: YAMLValue) -> Example? {
        guard !value.isText else {
            return value.words().map { Example(Self.joined($0), source: value.source) }
        }
        guard let mapping = value.mapping(keys: ["text", "part", "confidence"]) else { return nil }
        let text = mapping.required("text")?.words()
        let part: PartKind? = mapping["part"]?.choice("a part")
        let confidence: Confidence? = mapping["confidence"]?.choice("a confidence")
        return text.map {
            Example(Self.joined($0), part: part ?? .body, confidence: confidence, source: value.source)
        }
    }

    /// Without the `‖` that keep tokens from being taken for real by whoever reads the file.
    private static func joined(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "‖" }))
    }

    private static func hasMarks(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0 == "⟦" || $0 == "⟧" }
    }

    private static func isWellMarked(_ text: String) -> Bool {
        var open = false
        var length = 0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "⟦":
                if open { return false }
                open = true
                length = 0
            case "⟧":
                if !open || length == 0 { return false }
                open = false
            default: length += 1
            }
        }
        return !open
    }
}
