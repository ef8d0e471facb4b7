public import SluiceEngine
public import SluiceModel
public import SluiceRules
import SluiceText

/// Looks for what a rule's author probably did not mean.
public enum RuleLint {
    /// Warnings in the order of the rules.
    ///
    /// `reports` gives what is known of the expression with an index in the database of a ``Detector`` made
    /// from the same rules, or nil.
    public static func warnings(
        _ rules: RuleSet, reports: (_ expression: Int) -> PatternReport? = { _ in nil }
    ) -> [Diagnostic] {
        var warnings: [Diagnostic] = []
        var expression = 0
        for rule in rules.rules {
            warnings += completeness(rule)
            switch rule.matcher {
            case .patterns(let patterns, _, _):
                for pattern in patterns {
                    if let report = reports(expression) { warnings += speed(rule, pattern, report) }
                    expression += 1
                }
            case .terms(let terms):
                warnings += TermLint(rule: rule, terms: terms).warnings()
                expression += 1
            }
            warnings += ConditionLint(rule: rule).warnings()
        }
        return warnings + LinkLint(rules).warnings()
    }

    private static func completeness(_ rule: Rule) -> [Diagnostic] {
        // A rule of another tool has no place for these.
        guard rule.imported == nil else { return [] }
        var warnings: [Diagnostic] = []
        if rule.examples.isEmpty {
            warnings.append(
                warning(
                    "missing-examples", "the rule '\(rule.id)' has no examples", rule.source,
                    help: "examples: with what must be found between ⟦ and ⟧"))
        }
        if rule.counterexamples.isEmpty {
            warnings.append(
                warning(
                    "missing-counterexamples", "the rule '\(rule.id)' has no counterexamples", rule.source,
                    help: "counterexamples: what looks alike and must be left alone"))
        }
        if rule.information.why.isEmpty {
            warnings.append(
                warning(
                    "missing-why", "the rule '\(rule.id)' does not say what the harm is", rule.source,
                    help: "why: { de: …, en: … }, in the rule or its pack"))
        }
        return warnings
    }

    private static func speed(_ rule: Rule, _ pattern: RulePattern, _ report: PatternReport) -> [Diagnostic] {
        var warnings: [Diagnostic] = []
        if report.needsWholeText {
            warnings.append(
                warning(
                    "whole-text",
                    "the pattern of '\(rule.id)' matches by where its search begins, so all text is searched",
                    pattern.source, help: "write it without \\G, \\K, (*SKIP) and (*COMMIT)"))
        } else if !report.isFiltered {
            warnings.append(
                warning(
                    "unfiltered",
                    "the pattern of '\(rule.id)' has nothing to look for first and is tried at every byte",
                    pattern.source,
                    help: report.isUnderstood
                        ? "give it a fixed word, or a character that every match has"
                        : "it holds something that is not analysed; write it with simpler means"))
        }
        if report.canExplode {
            warnings.append(explosive(rule, pattern))
        }
        if report.longestMatch == nil {
            warnings.append(
                warning(
                    "unbounded", "a match of '\(rule.id)' has no greatest length", pattern.source,
                    help: "write {1,100} in place of + and {0,100} in place of *"))
        }
        return warnings
    }

    static func explosive(_ rule: Rule, _ pattern: RulePattern) -> Diagnostic {
        warning(
            "can-explode", "a text can make the pattern of '\(rule.id)' take very long", pattern.source,
            help: "do not repeat what repeats itself, as in (a+)+; use possessive quantifiers")
    }

    static func warning(
        _ code: String, _ message: String, _ place: SourcePlace, help: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            code, message, severity: .warning, file: place.file, line: place.line, column: place.column,
            help: help)
    }
}
