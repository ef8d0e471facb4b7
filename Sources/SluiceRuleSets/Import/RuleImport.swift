public import SluiceModel
public import SluiceRules

/// Rules of another tool, and what of them could not be carried over.
public struct RuleImport: Sendable {
    public var rules: [Rule]
    /// Each names a place in the other tool's file.
    public var notes: [Diagnostic]

    /// Reads rules of gitleaks (TOML), noseyparker or kingfisher (YAML) out of `text`; `path` is shown in faults.
    ///
    /// The examples of a rule are as the file has them: nothing is marked in them.
    ///
    /// - Throws: The faults of a file that cannot be read, or is of no tool that is known.
    public init(_ text: String, path: String) throws(Diagnostics) {
        if path.hasSuffix(".toml") {
            let set = try GitleaksFile.ruleSet(in: text, file: path)
            rules = set.rules
            notes = set.warnings
            return
        }
        guard RustRules.recognises(text) else {
            throw Diagnostics([
                Diagnostic(
                    "unknown-form", "this is no rule file of gitleaks, noseyparker or kingfisher", file: path,
                    help: "a TOML file with [[rules]], or a YAML file whose rules have name, id and pattern")
            ])
        }
        let read = try RustRules(text, file: path)
        rules = read.rules
        notes = read.notes
    }
}
