import SluiceDefaultRules
import SluiceDetection
import SluiceEngine
import SluiceModel
import SluiceRuleSets
import SluiceRules
import SluiceYAML

extension RuleOptions {
    /// The same rules with those default ones that their conditions ask for, as evidence only.
    ///
    /// - Throws: A fault for each rule or pack that a rule names and that does not exist.
    static func linked(_ set: RuleSet) throws -> RuleSet {
        guard set.hasOpenLinks else { return set }
        return try set.linked(with: try library()).hashed()
    }

    /// Warnings of patterns that a person just wrote and that some text makes take very long.
    ///
    /// It takes 50 ms at most, and one pattern's time more; `rules lint` tries them all.
    func probed(_ rules: RuleSet, _ detector: Detector) -> [Diagnostic] {
        guard !areDefault else { return [] }
        let end = Console.clock + 0.05
        return PumpLint.warnings(rules, isInTime: { Console.clock < end }) {
            detector.database.report(ofExpression: $0)
        }
    }

    private static func library() throws -> RuleSet {
        do throws(PackFault) {
            return try DefaultRules.loadAll()
        } catch {
            throw InternalFault("the rules inside the program cannot be read")
        }
    }
}

/// Help with names of rules.
enum RuleNames {
    static func help(_ name: String, _ set: RuleSet) -> String {
        let guess = closest(to: name, in: set.rules.map(\.id.description))
        return (guess.map { "did you mean '\($0)'? " } ?? "") + "'sluice rules list' names them all"
    }
}
