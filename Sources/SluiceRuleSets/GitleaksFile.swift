import SluiceModel
public import SluiceRules
import SluiceYAML
import TOMLKit

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
        let outline = Background { TOMLOutline(text, file: file) }
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw Diagnostics([
                Diagnostic(
                    "bad-toml", "this is no TOML: \(error.description)", file: file,
                    line: error.source.begin.line, column: error.source.begin.column)
            ])
        } catch {
            throw Diagnostics([Diagnostic("bad-toml", "this is no TOML", file: file)])
        }
        var reader = GitleaksReader(file: file, outline: outline.value)
        let rules = withExtendedLifetime(table) { reader.rules(TOMLReader(table: table)) }
        guard reader.faults.isEmpty else { throw Diagnostics(reader.sortedFaults) }
        return RuleSet(rules: rules, warnings: reader.warnings)
    }
}

/// Typed access to a table; what is of another type counts as wrong, what is missing as nil or empty.
struct TOMLReader {
    let table: TOMLTable

    enum Fault: Error { case wrongType(key: String, expected: String) }

    var keys: [String] { table.keys }

    func text(_ key: String) throws(Fault) -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.string else { throw .wrongType(key: key, expected: "text") }
        return text
    }

    func texts(_ key: String) throws(Fault) -> [String] {
        guard let value = table[key] else { return [] }
        guard let array = value.array else { throw .wrongType(key: key, expected: "a list of texts") }
        var texts: [String] = []
        for element in array {
            guard let text = element.string else { throw .wrongType(key: key, expected: "a list of texts") }
            texts.append(text)
        }
        return texts
    }

    func number(_ key: String) throws(Fault) -> Double? {
        guard let value = table[key] else { return nil }
        guard let number = value.double ?? value.int.map(Double.init) else {
            throw .wrongType(key: key, expected: "a number")
        }
        return number
    }

    func flag(_ key: String) throws(Fault) -> Bool {
        guard let value = table[key] else { return false }
        guard let flag = value.bool else { throw .wrongType(key: key, expected: "true or false") }
        return flag
    }

    /// The tables of `[[key]]`, or the one of `[key]`.
    func tables(_ key: String) throws(Fault) -> [TOMLReader] {
        guard let value = table[key] else { return [] }
        if let single = value.table { return [TOMLReader(table: single)] }
        guard let array = value.array else { throw .wrongType(key: key, expected: "a table") }
        var tables: [TOMLReader] = []
        for element in array {
            guard let table = element.table else { throw .wrongType(key: key, expected: "a list of tables") }
            tables.append(TOMLReader(table: table))
        }
        return tables
    }
}
