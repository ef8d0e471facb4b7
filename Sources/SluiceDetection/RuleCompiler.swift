import SluiceEngine
import SluiceModel
import SluiceRules

/// Turns a rule set into expressions for the engine and conditions for the workers.
struct RuleCompiler {
    private(set) var expressions: [Expression] = []
    /// For each expression what was found out about it when it was packed.
    private var notes: [PatternNotes] = []
    /// For each expression the index of its rule.
    private(set) var owners: [Int] = []
    /// For each expression where its pattern stands.
    private(set) var places: [SourcePlace] = []
    /// Whether an expression stands at its place as it is.
    private(set) var areVerbatim: [Bool] = []
    private(set) var rules: [CompiledRule] = []
    private(set) var conditionCount = 0
    private(set) var secondary: [SecondaryPattern] = []
    /// Whose secondary pattern it is, for messages to the rule's author.
    private(set) var secondaryOwners: [SourcePlace] = []
    private(set) var faults: [Diagnostic] = []
    private var secondaryBySource: [String: Int] = [:]
    /// Those of the rule before: what a file says for all its rules stands at each of them.
    private var allowlists: [CompiledAllowlist] = []
    private let references: RuleReferences
    /// The conditions by their numbers.
    private(set) var conditions: [CompiledCondition] = []

    init(_ set: RuleSet) {
        references = RuleReferences(set)
        for rule in set.rules { add(rule) }
        conditions.sort { $0.number < $1.number }
    }

    /// The expressions with what is known of them.
    var analysedExpressions: [Expression] {
        zip(expressions, notes).map { expression, notes in
            guard case .pattern(var pattern) = expression, !notes.isEmpty else { return expression }
            pattern.analysis = PatternAnalysis(bytes: notes.bytes)
            return .pattern(pattern)
        }
    }

    /// Faults of patterns whose value is a group that they do not have: the whole match would stand in its place.
    func missingGroups(_ database: Database) -> [Diagnostic] {
        expressions.indices.compactMap { index in
            guard case .pattern(let pattern) = expressions[index], case .group(let number) = pattern.capture,
                let count = database.captureCount(ofExpression: index), number > count
            else { return nil }
            return RuleCompiler.fault(
                "no-such-group", "the value is group \(number), and the pattern has \(count)", places[index])
        }
    }

    private mutating func add(_ rule: Rule) {
        let index = rules.count
        switch rule.matcher {
        case .patterns(let patterns, let group, let bytes):
            for pattern in patterns {
                let compiled = Pattern(
                    pattern.regex, dialect: bytes ? .bytes : .unicode, capture: RuleCompiler.capture(group))
                expressions.append(.pattern(compiled))
                notes.append(pattern.notes)
                owners.append(index)
                places.append(pattern.source)
                areVerbatim.append(pattern.isVerbatim)
            }
        case .terms(let terms):
            expressions.append(.terms(RuleCompiler.list(terms, rule.termOptions)))
            notes.append(PatternNotes())
            owners.append(index)
            places.append(rule.source)
            areVerbatim.append(true)
        }
        let validator = rule.validator.flatMap { Validators.named($0) }
        if let name = rule.validator, validator == nil {
            faults.append(
                RuleCompiler.fault("unknown-validator", "there is no validator '\(name)'", rule.source))
        }
        let evidence = rule.evidence.map { compile($0) }
        let unless = (rule.unless + references.objections[index, default: []]).map { compile($0) }
        let imported = rule.imported.map { compile($0, source: rule.source) }
        rules.append(
            CompiledRule(
                rule, validator: validator, evidence: evidence, unless: unless, imported: imported,
                isAsked: references.asked.contains(index)))
    }

    private mutating func compile(_ condition: Condition) -> CompiledCondition {
        let number = conditionCount
        conditionCount += 1
        let patterns = condition.nearPatterns.map { compile($0, .unicode, condition.source) }
        let groups = condition.groups.map { group in
            CompiledGroup(least: group.least, conditions: group.conditions.map { compile($0) })
        }
        let compiled = CompiledCondition(
            condition, number: number, patterns: patterns,
            rules: condition.rules.compactMap { references.indices[$0.name] }, groups: groups)
        conditions.append(compiled)
        return compiled
    }

    private mutating func compile(_ imported: ImportedConditions, source: SourcePlace) -> CompiledImport {
        let known = allowlists
        allowlists = imported.allowlists.map { list in
            known.first { $0.list == list }
                ?? CompiledAllowlist(
                    list, paths: list.paths.map { compile($0, .bytes, source) },
                    regexes: list.regexes.map { compile($0, .bytes, source) })
        }
        return CompiledImport(
            keywords: imported.keywords, path: imported.path.map { compile($0, .bytes, source) },
            allowlists: allowlists)
    }

    /// Equal patterns are one, since every rule of a gitleaks file carries the file's allowlists.
    private mutating func compile(
        _ regex: String, _ dialect: Pattern.Dialect, _ source: SourcePlace
    ) -> SecondaryPattern {
        let key = (dialect == .bytes ? "b" : "u") + regex
        if let known = secondaryBySource[key] { return secondary[known] }
        let pattern = SecondaryPattern(regex, dialect: dialect, number: secondary.count)
        secondaryBySource[key] = secondary.count
        secondary.append(pattern)
        secondaryOwners.append(source)
        return pattern
    }

    private static func list(_ terms: [Term], _ options: TermOptions) -> TermList {
        let placement: TermList.Placement =
            switch options.placement {
            case .word: .word
            case .prefix: .prefix
            case .part: .part
            }
        let inflection: Inflection? =
            switch options.inflection {
            case nil: nil
            case .german: .german
            case .english: .english
            }
        return TermList(
            terms.map(\.text), case: options.letterCase == .exact ? .exact : .fold, match: placement,
            inflect: inflection)
    }

    private static func capture(_ group: ValueGroup) -> Pattern.Capture {
        switch group {
        case .whole: .whole
        case .number(let number): .group(number)
        case .firstNonEmpty: .firstNonEmpty
        }
    }

    static func fault(
        _ code: String, _ message: String, _ place: SourcePlace, columnOffset: Int = 0
    ) -> Diagnostic {
        Diagnostic(code, message, file: place.file, line: place.line, column: place.column + columnOffset)
    }
}
