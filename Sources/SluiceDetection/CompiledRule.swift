import SluiceModel
import SluiceRules

/// A second opinion on a value.
typealias Validator = @Sendable ([UInt8]) -> Validity

/// A rule with its conditions ready to be asked.
final class CompiledRule: Sendable {
    let rule: Rule
    let validator: Validator?
    let evidence: [CompiledCondition]
    let unless: [CompiledCondition]
    let imported: CompiledImport?
    /// Whether any entry counts different values.
    let countsValues: Bool

    init(
        _ rule: Rule, validator: Validator?, evidence: [CompiledCondition],
        unless: [CompiledCondition], imported: CompiledImport?
    ) {
        self.rule = rule
        self.validator = validator
        self.evidence = evidence
        self.unless = unless
        self.imported = imported
        countsValues = evidence.contains { $0.condition.distinct != nil }
    }

    /// The label of the dictionary's entry with index `term`.
    func label(ofTerm term: Int) -> String? {
        guard case .terms(let terms) = rule.matcher, terms.indices.contains(term) else { return nil }
        return terms[term].label
    }
}
