public import SluiceModel
public import SluiceRules

/// Writes rules of other tools, which know no evidence, in our YAML form.
///
/// Reading the text back gives equal rules, their places aside.
public enum RuleFileWriter {
    /// `notes` are put at the file's head as comments; patterns are cut to one line each.
    public static func text(_ rules: [Rule], notes: [Diagnostic] = []) -> String {
        var lines = notes.map { "# " + oneLine($0.description) }
        if !lines.isEmpty { lines.insert("# Not carried over:", at: 0) }
        lines.append(rules.isEmpty ? "rules: []" : "rules:")
        for rule in rules { lines += RuleLines(rule).lines }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// `text` as a YAML scalar on one line.
    static func scalar(_ text: String) -> String {
        let needsEscapes = text.unicodeScalars.contains { scalar in
            scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0xFEFF
                || (0x2028...0x2029).contains(scalar.value)
        }
        guard needsEscapes else { return "'" + text.replacing("'", with: "''") + "'" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
                result += hexadecimal(scalar, "x", 2)
            case _ where scalar.value == 0xFEFF || (0x2028...0x2029).contains(scalar.value):
                result += hexadecimal(scalar, "u", 4)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar, _ letter: String, _ width: Int) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\" + letter + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// The lines of one rule.
private struct RuleLines {
    private(set) var lines: [String] = []

    init(_ rule: Rule) {
        lines.append("  - id: \(rule.id)")
        add("title", localized(rule.information.title))
        lines.append("    severity: \(rule.information.severity.rawValue)")
        add(rule.matcher, rule.termOptions)
        if let entropy = rule.minimumEntropy { lines.append("    entropy: \(entropy)") }
        if let validator = rule.validator { lines.append("    validate: \(validator)") }
        lines.append("    confidence: \(rule.confidence.rawValue)")
        if rule.show != .ends { lines.append("    show: \(rule.show.rawValue)") }
        if !rule.information.why.isEmpty { add("why", localized(rule.information.why)) }
        if !rule.information.instead.isEmpty { add("instead", localized(rule.information.instead)) }
        if let imported = rule.imported { add(imported) }
        add("examples", rule.examples.map { hidden($0.text) })
        add("counterexamples", rule.counterexamples.map { hidden($0.text) })
        add("references", rule.information.references)
    }

    private mutating func add(_ key: String, _ value: String) { lines.append("    \(key): \(value)") }

    private mutating func add(_ key: String, _ texts: [String], indent: String = "    ") {
        guard !texts.isEmpty else { return }
        lines.append("\(indent)\(key):")
        for text in texts { lines.append("\(indent)  - \(RuleFileWriter.scalar(text))") }
    }

    private func localized(_ text: LocalizedText) -> String {
        let parts = Language.allCases.compactMap { language in
            text[language].map { "\(language.rawValue): \(RuleFileWriter.scalar($0))" }
        }
        return "{ \(parts.joined(separator: ", ")) }"
    }

    /// Tokens are written with `‖` inside, so that no push protection takes them for real.
    private func hidden(_ marked: String) -> String {
        var result = ""
        var count = 0
        for character in marked {
            let isPart =
                character.isASCII && (character.isLetter || character.isNumber || "_-+/=".contains(character))
            count = isPart ? count + 1 : 0
            result.append(character)
            if count == 8 {
                result.append("‖")
                count = 0
            }
        }
        return result
    }

    private mutating func add(_ matcher: Matcher, _ options: TermOptions) {
        switch matcher {
        case .patterns(let patterns, let group, let bytes):
            if patterns.count == 1, let pattern = patterns.first {
                add("pattern", RuleFileWriter.scalar(pattern.regex))
            } else {
                add("patterns", patterns.map(\.regex))
            }
            switch group {
            case .whole: break
            case .number(let number): lines.append("    group: \(number)")
            case .firstNonEmpty: lines.append("    group: first")
            }
            if bytes { lines.append("    syntax: bytes") }
        case .terms(let terms):
            add("terms", terms.map(\.text))
            if options.letterCase != .fold { lines.append("    case: \(options.letterCase.rawValue)") }
            if options.placement != .word { lines.append("    match: \(options.placement.rawValue)") }
            if let inflection = options.inflection { lines.append("    inflect: \(inflection.rawValue)") }
        }
    }

    private mutating func add(_ imported: ImportedConditions) {
        guard !imported.keywords.isEmpty || imported.path != nil || !imported.allowlists.isEmpty else {
            lines.append("    imported: {}")
            return
        }
        lines.append("    imported:")
        add("keywords", imported.keywords, indent: "      ")
        if let path = imported.path { lines.append("      path: \(RuleFileWriter.scalar(path))") }
        guard !imported.allowlists.isEmpty else { return }
        lines.append("      allow:")
        for list in imported.allowlists {
            lines.append("        - target: \(list.target.rawValue)")
            lines.append("          combine: \(list.combining == .all ? "all" : "any")")
            add("paths", list.paths, indent: "          ")
            add("regexes", list.regexes, indent: "          ")
            add("stopwords", list.stopwords, indent: "          ")
        }
    }
}
