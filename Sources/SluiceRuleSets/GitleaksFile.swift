import SluiceModel
public import SluiceRules

extension RuleImporter {
    /// Reads rule files of gitleaks, version 8.
    ///
    /// Rules keep their meaning: regex, group, entropy, allowlists, in this order. What has no counterpart here is
    /// named by a warning: rules about a file's path alone, rules that need another rule's match, and files that
    /// extend others.
    public static let gitleaks = RuleImporter(suffix: "toml") { text, path throws(Diagnostics) in
        try GitleaksFile.ruleSet(in: text, file: path)
    }
}

/// Reads a rule file of gitleaks.
enum GitleaksFile {
    static func ruleSet(in text: String, file: String) throws(Diagnostics) -> RuleSet {
        let table: TOMLTable
        do throws(TOMLFault) {
            table = try TOMLParser.table(of: text)
        } catch {
            throw Diagnostics([
                Diagnostic(
                    "bad-toml", "this is no TOML: \(error.message)", file: file, line: error.place.line,
                    column: error.place.column)
            ])
        }
        var reader = GitleaksReader(file: file)
        let rules = reader.rules(table)
        guard reader.faults.isEmpty else { throw Diagnostics(reader.sortedFaults) }
        return RuleSet(rules: rules, warnings: reader.warnings)
    }
}
