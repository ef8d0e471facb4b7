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
    /// Whether an entry says itself what keeps a value that fails its check; then no other one does.
    let namesInvalid: Bool
    /// Whether any entry counts different values.
    let countsValues: Bool
    /// Whether another rule asks for its matches.
    let isAsked: Bool
    /// Whether its matches are findings.
    let isReported: Bool

    init(
        _ rule: Rule, validator: Validator?, evidence: [CompiledCondition],
        unless: [CompiledCondition], imported: CompiledImport?, isAsked: Bool
    ) {
        self.rule = rule
        self.validator = validator
        self.evidence = evidence
        self.unless = unless
        self.imported = imported
        namesInvalid = evidence.contains(where: \.namesInvalid)
        countsValues = (evidence + unless).contains(where: \.countsValues)
        self.isAsked = isAsked
        isReported = rule.isReported
    }

    /// The label of the dictionary's entry with index `term`.
    func label(ofTerm term: Int) -> String? {
        guard case .terms(let terms) = rule.matcher, terms.indices.contains(term) else { return nil }
        return terms[term].label
    }
}
