import ArgumentParser
import SluiceModel
import SluiceReport
import SluiceRules

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Say all about a rule: what it looks for, why, and its examples.")

    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("The language of the texts.", valueName: "language"))
    var language: Language?

    @Argument(help: "The rule's name, as 'sluice rules list' gives it.")
    var id: String

    func run() throws {
        let all = try rules.loadAll().rules
        guard let rule = all.first(where: { $0.id.description == id }) else {
            throw UsageFault("there is no rule '\(id)'; 'sluice rules list' names them all")
        }
        Console.print(RuleText(rule, language: language ?? Console.language).text)
    }
}

/// A rule as people read it.
private struct RuleText {
    private let rule: Rule
    private let language: Language

    init(_ rule: Rule, language: Language) {
        self.rule = rule
        self.language = language
    }

    var text: String {
        var rows = facts
        rows += matcher
        for condition in rule.evidence { rows.append(["evidence", text(condition)]) }
        for condition in rule.unless { rows.append(["unless", text(condition)]) }
        if let imported = rule.imported, !imported.keywords.isEmpty {
            rows.append(["keywords", imported.keywords.joined(separator: ", ")])
        }
        for example in rule.examples { rows.append(["example", example.text]) }
        for example in rule.counterexamples { rows.append(["counterexample", example.text]) }
        if !rule.information.references.isEmpty {
            rows.append(["references", rule.information.references.joined(separator: ", ")])
        }
        rows.append(["source", "\(rule.source.file):\(rule.source.line)"])
        let visible = rows.map { $0.map(TextStyle.visible) }
        return TextTable.lines(visible).joined(separator: "\n")
    }

    private var facts: [[String]] {
        let information = rule.information
        var rows = [
            ["rule", rule.id.description], ["title", information.title.text(in: language) ?? "–"],
            ["severity", information.severity.rawValue], ["confidence", rule.confidence.rawValue],
            ["show", rule.show.rawValue],
        ]
        if let pack = information.pack { rows.append(["pack", pack]) }
        if let why = information.why.text(in: language) { rows.append(["why", why]) }
        if let instead = information.instead.text(in: language) { rows.append(["instead", instead]) }
        if let validator = rule.validator { rows.append(["validate", validator]) }
        if let entropy = rule.minimumEntropy { rows.append(["entropy", "\(entropy)"]) }
        return rows
    }

    private var matcher: [[String]] {
        switch rule.matcher {
        case .patterns(let patterns, _, _): patterns.map { ["pattern", $0.regex] }
        case .terms(let terms):
            [
                [
                    "terms",
                    "\(terms.count): " + terms.prefix(20).map { $0.label ?? $0.text }.joined(separator: ", "),
                ]
            ] + termOptions
        }
    }

    private var termOptions: [[String]] {
        let options = rule.termOptions
        var rows = [["case", options.letterCase.rawValue], ["match", options.placement.rawValue]]
        if let inflection = options.inflection { rows.append(["inflect", inflection.rawValue]) }
        return rows
    }

    private func text(_ condition: Condition) -> String {
        var words: [String] = []
        if let valid = condition.valid { words.append(valid ? "valid" : "not valid") }
        let near = condition.near + condition.nearPatterns.map { "/\($0)/" }
        if !near.isEmpty {
            words.append("near " + near.joined(separator: ", ") + " (\(text(condition.within)))")
        }
        if !condition.layers.isEmpty { words.append("layer " + condition.layers.joined(separator: ", ")) }
        if !condition.parts.isEmpty {
            words.append("part " + condition.parts.map(\.rawValue).joined(separator: ", "))
        }
        if !condition.channels.isEmpty {
            words.append("channel " + condition.channels.map(\.rawValue).joined(separator: ", "))
        }
        if let distinct = condition.distinct { words.append("\(distinct) different values") }
        let confidence = condition.confidence.map { " → \($0.rawValue)" } ?? ""
        return words.joined(separator: "; ") + confidence
    }

    private func text(_ reach: Reach) -> String {
        switch reach {
        case .characters(let count): "within \(count) characters"
        case .line: "within the line"
        case .message: "within the message"
        }
    }
}
