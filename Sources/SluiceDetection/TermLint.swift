import SluiceModel
import SluiceRules

/// Looks for terms that find too much, or cost too much.
struct TermLint {
    let rule: Rule
    let terms: [Term]

    /// Within words, more terms than these make the filter slow.
    private static let mostParts = 50_000
    /// Within words, shorter terms stand in too many of them.
    private static let shortestPart = 4

    func warnings() -> [Diagnostic] {
        guard rule.termOptions.placement != .word else { return [] }
        var warnings: [Diagnostic] = []
        let short = terms.filter { $0.text.unicodeScalars.count < Self.shortestPart }.count
        if short > 0 {
            let word = rule.termOptions.placement.rawValue
            warnings.append(
                RuleLint.warning(
                    "short-terms",
                    "\(short) terms of '\(rule.id)' have less than \(Self.shortestPart) letters, and 'match: \(word)'"
                        + " finds them in many other words",
                    rule.source, help: "put them into a rule of their own with match: word"))
        }
        if rule.termOptions.placement == .part, terms.count > Self.mostParts {
            warnings.append(
                RuleLint.warning(
                    "many-terms", "'match: part' with \(terms.count) terms makes the scan slow", rule.source,
                    help: "match: word or prefix for lists of more than \(Self.mostParts)"))
        }
        return warnings
    }
}
