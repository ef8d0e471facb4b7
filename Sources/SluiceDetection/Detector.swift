public import SluiceEngine
public import SluiceModel
public import SluiceRules

/// A rule set compiled, ready to run; immutable, shared by any number of workers.
public final class Detector: Sendable {
    public let rules: RuleSet
    public let database: Database

    /// - Throws: ``Diagnostics`` that name file, line and column of each pattern that cannot be used.
    public init(_ rules: RuleSet) throws(Diagnostics) {
        self.rules = rules
        do throws(CompileFault) {
            database = try Database([])
        } catch {
            throw Diagnostics([Diagnostic("bad-pattern", error.message)])
        }
    }
}
