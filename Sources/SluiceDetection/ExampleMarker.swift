public import SluiceModel
public import SluiceRules

/// Marks in the examples of imported rules what the rules find there.
public enum ExampleMarker {
    /// The rule with its examples marked, and a note for each that it does not hold to.
    ///
    /// An example holds where the rule finds something, and the same wherever the text stands; see ``RuleTester``.
    ///
    /// - Throws: ``Diagnostics`` where the rule itself cannot be used.
    public static func marked(_ rule: Rule) throws(Diagnostics) -> (rule: Rule, notes: [Diagnostic]) {
        var bare = rule
        bare.examples = []
        bare.counterexamples = []
        let detector = try Detector(RuleSet(rules: [bare]))
        var worker = DetectionWorker(detector)
        var result = bare
        var notes: [Diagnostic] = []
        for (examples, isCounterexample) in [(rule.examples, false), (rule.counterexamples, true)] {
            for example in examples {
                let isPlain = !example.text.unicodeScalars.contains { "⟦⟧‖".unicodeScalars.contains($0) }
                var trial = example
                trial.text = RuleTester.marking(example.text, &worker)
                let hasMarks = trial.text != example.text
                if isPlain, hasMarks != isCounterexample, !trial.text.allSatisfy(\.isWhitespace),
                    try holds(bare, trial, isCounterexample)
                {
                    if isCounterexample {
                        result.counterexamples.append(trial)
                    } else {
                        result.examples.append(trial)
                    }
                } else {
                    notes.append(note(example, rule, isCounterexample))
                }
            }
        }
        return (result, notes)
    }

    private static func holds(
        _ bare: Rule, _ example: Example, _ isCounterexample: Bool
    ) throws(Diagnostics) -> Bool {
        var rule = bare
        if isCounterexample { rule.counterexamples = [example] } else { rule.examples = [example] }
        return try RuleTester.test(rule).failures.isEmpty
    }

    private static func note(_ example: Example, _ rule: Rule, _ isCounterexample: Bool) -> Diagnostic {
        let kind = isCounterexample ? "a counterexample" : "an example"
        return Diagnostic(
            "not-carried-over",
            "\(kind) of '\(rule.id)' is left out: the rule does not hold to it everywhere",
            severity: .warning, file: example.source.file, line: example.source.line,
            column: example.source.column)
    }
}
