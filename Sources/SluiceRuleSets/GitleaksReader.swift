import SluiceModel
import SluiceRules
import SluiceYAML

/// Turns gitleaks' tables into our rules, and gathers what is wrong with them.
struct GitleaksReader {
    let file: String
    let outline: TOMLOutline
    private(set) var faults: [Diagnostic] = []
    private(set) var warnings: [Diagnostic] = []

    init(file: String, outline: TOMLOutline) {
        self.file = file
        self.outline = outline
    }

    /// In the order of their places.
    var sortedFaults: [Diagnostic] {
        faults.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
    }

    private static let ruleKeys = [
        "id", "description", "regex", "secretGroup", "entropy", "path", "keywords", "tags", "allowlist",
        "allowlists", "required", "skipReport",
    ]

    mutating func rules(_ top: TOMLReader) -> [Rule] {
        let start = SourcePlace(file: file, line: 1, column: 1)
        if top.keys.contains("extend") {
            warn("not-carried-over", "'extend' is left out: give the other file by a path of its own", start)
        }
        var rules: [Rule] = []
        var places: [RuleID: SourcePlace] = [:]
        do throws(TOMLReader.Fault) {
            let shared = try sharedAllowlists(top)
            let outlined = outline.rules
            let tables = try top.tables("rules")
            if tables.isEmpty { fault("missing-key", "the file has no [[rules]]", start) }
            for (index, table) in tables.enumerated() {
                let known = outlined.count == tables.count ? outlined[index] : nil
                guard let rule = rule(table, shared, known) else { continue }
                if let first = places[rule.id] {
                    faults.append(.duplicate(rule, first: first))
                } else {
                    places[rule.id] = rule.source
                    rules.append(rule)
                }
            }
        } catch {
            note(error, start)
        }
        return rules
    }

    // MARK: - Rules

    private mutating func rule(
        _ table: TOMLReader, _ shared: [SharedAllowlist], _ known: TOMLOutline.Table?
    ) -> Rule? {
        let place = known?.place ?? SourcePlace(file: file, line: 1, column: 1)
        do throws(TOMLReader.Fault) {
            let name = try table.text("id") ?? ""
            guard let id = RuleID(Self.kebab(name)) else {
                fault("bad-id", "the rule has no usable id", place)
                return nil
            }
            warnOfUnknownKeys(table, known, place)
            guard try canBeCarriedOver(table, name, place) else { return nil }
            guard let regex = try table.text("regex"), !regex.isEmpty else {
                fault("missing-key", "the rule '\(name)' has neither regex nor path", place)
                return nil
            }
            let pattern = GoPattern(regex)
            let group = try group(table, pattern, known?.values["secretGroup"] ?? place)
            let own = try allowlists(table, place)
            let sharedLists = shared.filter { $0.rules.isEmpty || $0.rules.contains(name) }.flatMap(\.lists)
            let conditions = ImportedConditions(
                keywords: try table.texts("keywords").map { $0.lowercased() },
                path: try table.text("path").map { GoPattern($0).regex }, allowlists: own + sharedLists)
            let description = try table.text("description") ?? name
            return Rule(
                information: RuleInformation(
                    id: id, title: LocalizedText([.english: description]), severity: .high),
                matcher: .patterns(
                    [RulePattern(pattern.regex, source: known?.values["regex"] ?? place)], group: group,
                    bytes: pattern.bytes),
                minimumEntropy: try entropy(table), imported: conditions, source: place)
        } catch {
            note(error, place)
            return nil
        }
    }

    private func entropy(_ table: TOMLReader) throws(TOMLReader.Fault) -> Double? {
        guard let entropy = try table.number("entropy"), entropy > 0 else { return nil }
        // Gitleaks drops a value whose entropy equals the bound; ours is the least that counts.
        return entropy.nextUp
    }

    private mutating func group(
        _ table: TOMLReader, _ pattern: GoPattern, _ place: SourcePlace
    ) throws(TOMLReader.Fault) -> ValueGroup {
        guard let number = try table.number("secretGroup").map({ Int($0) }), number > 0 else {
            return .firstNonEmpty
        }
        if number > pattern.groups {
            fault("bad-group", "secretGroup is \(number), and groups in the regex: \(pattern.groups)", place)
        }
        return .number(number)
    }

    private mutating func canBeCarriedOver(
        _ table: TOMLReader, _ name: String, _ place: SourcePlace
    ) throws(TOMLReader.Fault) -> Bool {
        let hasPath = try table.text("path") != nil
        let hasRegex = try table.text("regex") != nil
        if hasPath, !hasRegex {
            warn("not-carried-over", "the rule '\(name)' is left out: it looks at paths, not at text", place)
            return false
        }
        if table.keys.contains("required") {
            warn("not-carried-over", "the rule '\(name)' is left out: it needs other rules' matches", place)
            return false
        }
        if try table.flag("skipReport") {
            warn("not-carried-over", "the rule '\(name)' is left out: it only serves other rules", place)
            return false
        }
        return true
    }

    private mutating func warnOfUnknownKeys(
        _ table: TOMLReader, _ known: TOMLOutline.Table?, _ place: SourcePlace
    ) {
        for key in table.keys where !Self.ruleKeys.contains(key) {
            let guess = closest(to: key, in: Self.ruleKeys).map { "did you mean '\($0)'?" }
            warn("unknown-key", "unknown key '\(key)' is left out", known?.values[key] ?? place, help: guess)
        }
    }

    /// Our form of a name: gitleaks allows any.
    private static func kebab(_ name: String) -> String {
        let words = name.lowercased().utf8.split { byte in
            !(UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte)
        }
        return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }

    // MARK: - Allowlists

    private struct SharedAllowlist {
        /// The rules that it binds; empty for all.
        let rules: [String]
        let lists: [Allowlist]
    }

    private mutating func sharedAllowlists(_ top: TOMLReader) throws(TOMLReader.Fault) -> [SharedAllowlist] {
        var shared: [SharedAllowlist] = []
        for key in ["allowlist", "allowlists"] {
            let place =
                outline.tables.first { $0.name == key }?.place
                ?? SourcePlace(file: file, line: 1, column: 1)
            for table in try top.tables(key) {
                let lists = try allowlist(table, place).map { [$0] } ?? []
                shared.append(SharedAllowlist(rules: try table.texts("targetRules"), lists: lists))
            }
        }
        return shared
    }

    private mutating func allowlists(
        _ table: TOMLReader, _ place: SourcePlace
    ) throws(TOMLReader.Fault) -> [Allowlist] {
        var lists: [Allowlist] = []
        for key in ["allowlist", "allowlists"] {
            for entry in try table.tables(key) {
                if let list = try allowlist(entry, place) { lists.append(list) }
            }
        }
        return lists
    }

    /// Nil where nothing of it can ever hold here.
    private mutating func allowlist(
        _ table: TOMLReader, _ place: SourcePlace
    ) throws(TOMLReader.Fault) -> Allowlist? {
        let paths = try table.texts("paths")
        let regexes = try table.texts("regexes")
        let list = Allowlist(
            paths: carried(paths, place), regexes: carried(regexes, place), target: try target(table, place),
            stopwords: try table.texts("stopwords").map { $0.lowercased() },
            combining: try combining(table, place))
        let commits = try table.texts("commits")
        let hasLostCheck =
            list.paths.isEmpty != paths.isEmpty || list.regexes.isEmpty != regexes.isEmpty
            || !commits.isEmpty
        if list.combining == .all, hasLostCheck { return nil }
        let isEmpty = list.paths.isEmpty && list.regexes.isEmpty && list.stopwords.isEmpty
        if isEmpty, !hasLostCheck { fault("empty-allowlist", "an allowlist allows nothing", place) }
        return isEmpty ? nil : list
    }

    private mutating func target(
        _ table: TOMLReader, _ place: SourcePlace
    ) throws(TOMLReader.Fault) -> Allowlist.Target {
        guard let word = try table.text("regexTarget"), !word.isEmpty else { return .secret }
        if let target = Allowlist.Target(rawValue: word) { return target }
        fault("unknown-word", "an allowlist's regexTarget is secret, match or line", place)
        return .secret
    }

    private mutating func combining(
        _ table: TOMLReader, _ place: SourcePlace
    ) throws(TOMLReader.Fault) -> Allowlist.Operator {
        switch try table.text("condition")?.uppercased() {
        case nil, "", "OR", "||": return .any
        case "AND", "&&": return .all
        default:
            fault("unknown-word", "an allowlist's condition is OR or AND", place)
            return .any
        }
    }

    /// Without those that speak of characters beyond ASCII by class: what allowlists look at is bytes.
    private mutating func carried(_ regexes: [String], _ place: SourcePlace) -> [String] {
        regexes.compactMap { regex in
            let pattern = GoPattern(regex)
            if pattern.bytes { return pattern.regex }
            warn("not-carried-over", "an allowlist's regex is left out: it goes beyond ASCII", place)
            return nil
        }
    }

    // MARK: - Notes

    private mutating func note(_ error: TOMLReader.Fault, _ place: SourcePlace) {
        guard case .wrongType(let key, let expected) = error else { return }
        fault("wrong-type", "'\(key)' must be \(expected)", place)
    }

    private mutating func fault(_ code: String, _ message: String, _ place: SourcePlace) {
        faults.append(Diagnostic(code, message, file: file, line: place.line, column: place.column))
    }

    private mutating func warn(
        _ code: String, _ message: String, _ place: SourcePlace, help: String? = nil
    ) {
        warnings.append(
            Diagnostic(
                code, message, severity: .warning, file: file, line: place.line, column: place.column,
                help: help))
    }
}
