import SluiceDefaultRules
import SluiceModel
import SluiceRuleSets
import SluiceRules

extension RuleOptions {
    /// The same rules with those default ones that their conditions ask for, as evidence only.
    ///
    /// - Throws: A fault for each rule or pack that a rule names and that does not exist.
    static func linked(_ set: RuleSet) throws -> RuleSet {
        guard set.hasOpenLinks else { return set }
        return try set.linked(with: try library()).hashed()
    }

    private static func library() throws -> RuleSet {
        do throws(PackFault) {
            return try DefaultRules.loadAll()
        } catch {
            throw InternalFault("the rules inside the program cannot be read")
        }
    }
}
