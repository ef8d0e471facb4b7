public import SluiceEngine
public import SluiceModel
public import SluiceRules

/// A rule set compiled, ready to run; immutable, shared by any number of workers.
public final class Detector: Sendable {
    /// Whether patterns beside a rule's own (`near` patterns, allowlists) are known to compile.
    public enum Trust: Sendable {
        /// They were tested when the program was built, and are compiled when first needed.
        case tested
        /// A person may have just written them, and is told of faults at once.
        case written
    }

    public let rules: RuleSet
    public let database: Database
    let compiledRules: [CompiledRule]
    /// For each expression of ``database`` the index of its rule.
    let owners: [Int]
    let conditionCount: Int
    let countsValues: Bool
    /// Whether any rule asks for matches of others.
    let asksForRules: Bool
    let conditions: [CompiledCondition]
    /// Whether what a match is worth, or whether it is a finding at all, may depend on more than the text around it.
    let asksForMatches: Bool
    let conversations = ConversationNames()

    /// - Throws: ``Diagnostics`` that name file, line and column of each pattern that cannot be used.
    public init(_ rules: RuleSet, trust: Trust = .written) throws(Diagnostics) {
        let compiler = RuleCompiler(rules)
        var faults = compiler.faults
        // Of patterns beside the rules' own only what is wrong is asked for: that takes no part in what follows.
        let secondary =
            trust == .written
            ? Background { Detector.faultsOfSecondary(compiler.secondary, compiler.secondaryOwners) } : nil
        let compiled: Database?
        do throws(CompileFault) {
            let image = rules.image.map { DatabaseImage($0) }
            let known = image.flatMap { Database(compiler.expressions, image: $0) }
            compiled = if let known { known } else { try Database(compiler.analysedExpressions) }
        } catch {
            compiled = nil
            faults += Detector.faults(of: compiler, first: error)
        }
        if let compiled { faults += compiler.missingGroups(compiled) }
        faults.insert(contentsOf: secondary?.value ?? [], at: compiler.faults.count)
        guard let compiled, faults.isEmpty else { throw Diagnostics(faults) }
        self.rules = rules
        database = compiled
        compiledRules = compiler.rules
        owners = compiler.owners
        conditionCount = compiler.conditionCount
        countsValues = compiler.rules.contains(where: \.countsValues)
        asksForRules = compiler.rules.contains(where: \.isAsked)
        conditions = compiler.conditions
        asksForMatches = countsValues || asksForRules || compiler.rules.contains { !$0.isReported }
    }

    /// The index in ``rules`` of the rule that an expression of ``database`` belongs to.
    public func rule(ofExpression index: Int) -> Int { owners[index] }

    /// How many bytes before a segment's body detection may look at, where bodies have `size` bytes.
    ///
    /// Bodies of less than 1 MiB need more, since a text of up to 1 MiB is looked at as a whole.
    public func contextBefore(forBodiesOf size: Int) -> Int {
        max(database.contextBefore + Reaches.context, size < Reaches.longText ? Reaches.longText : 0)
    }

    /// The fewest bytes of a segment's body of which a worker can make the greater part final by itself.
    public var leastBody: Int { 8 * Interior.margin(self) }

    /// How many bytes behind a segment's body detection may look at, where bodies have `size` bytes.
    public func contextBehind(forBodiesOf size: Int) -> Int {
        max(database.contextBehind + Reaches.context, size < Reaches.longText ? Reaches.longText + 1 : 0)
    }

    /// How many of them most segments do with; see ``TextSegment/fuller``.
    public func briefContextBehind(forBodiesOf size: Int) -> Int {
        max(
            database.briefContextBehind + Reaches.context,
            size < Reaches.longText ? Reaches.longText + 1 : 0)
    }

    /// Every pattern that cannot be used, each compiled alone; the engine stops at the first.
    private static func faults(of compiler: RuleCompiler, first: CompileFault) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for index in compiler.expressions.indices where index >= first.expression {
            do throws(CompileFault) {
                _ = try Database([compiler.expressions[index]])
            } catch {
                found.append(fault(error, of: compiler, at: index))
            }
        }
        let place =
            compiler.places.indices.contains(first.expression) ? compiler.places[first.expression] : nil
        if found.isEmpty {
            found.append(
                Diagnostic(
                    "bad-pattern", first.message, file: place?.file, line: place?.line, column: place?.column)
            )
        }
        return found
    }

    private static func fault(_ fault: CompileFault, of compiler: RuleCompiler, at index: Int) -> Diagnostic {
        let place = compiler.places[index]
        guard compiler.areVerbatim[index] else {
            let message = "\(fault.message), at byte \(fault.offset + 1) of the pattern with its pieces"
            return RuleCompiler.fault("bad-pattern", message, place)
        }
        var columns = 0
        if case .pattern(let pattern) = compiler.expressions[index] {
            columns = pattern.source.utf8.prefix(fault.offset).count { $0 & 0xC0 != 0x80 }
        }
        return RuleCompiler.fault("bad-pattern", fault.message, place, columnOffset: columns)
    }

    private static func faultsOfSecondary(_ patterns: [SecondaryPattern], _ places: [SourcePlace])
        -> [Diagnostic]
    {
        var found: [Diagnostic] = []
        for (pattern, place) in zip(patterns, places) {
            do throws(CompileFault) {
                _ = try pattern.pattern()
            } catch {
                found.append(
                    RuleCompiler.fault(
                        "bad-pattern", "'\(pattern.source)': \(error.message), at byte \(error.offset + 1)",
                        place))
            }
        }
        return found
    }
}
