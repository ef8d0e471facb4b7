public import SluiceModel
public import SluiceRules

extension RulePage {
    /// The page as Markdown, with its heading at `level`.
    ///
    /// Long runs of letters and digits in examples are broken by `‖`, so that nobody takes them for secrets.
    public func markdown(level: Int) -> String {
        blocks.map { RulePage.markdown($0, level: level) }.filter { !$0.isEmpty }.joined(separator: "\n\n")
            + "\n"
    }

    private static func markdown(_ block: PageBlock, level: Int) -> String {
        switch block {
        case .title(let id, let title): String(repeating: "#", count: level) + " \(id)\n\n\(escaped(title))"
        case .facts(let rows, let label, let place):
            // Without the line, which moves with every rule that is added before.
            (rows + [[label, place.file]]).map { "- **\($0[0])**: \(escaped($0[1]))" }.joined(separator: "\n")
        case .section(let title, let content):
            ((title.isEmpty ? [] : ["**\(title)**"]) + content.map { markdown($0, level: level) })
                .joined(separator: "\n\n")
        case .paragraph(let text): escaped(text)
        case .list(let items): items.map { "- \(escaped($0))" }.joined(separator: "\n")
        case .tiers(let rows):
            rows.map { "- \(escaped($0[0])) → **\($0[1])**" }.joined(separator: "\n")
        case .code(let texts): code(texts) { $0 }
        case .examples(let texts): code(texts, written: broken)
        }
    }

    /// Four spaces make code of a line, whatever stands in it.
    private static func code(_ texts: [String], written: (String) -> String) -> String {
        texts.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
            .map { "    " + written(String($0)) }.joined(separator: "\n")
    }

    /// Without what Markdown would take for markup.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "\\`*_<>[]|#".contains(character) { result.append("\\") }
            result.append(character == "\n" ? " " : character)
        }
        return result
    }

    /// With `‖` in the middle of each long run of characters that tokens are made of, words aside.
    private static func broken(_ text: String) -> String {
        var result = ""
        var run = ""
        func flushed() -> String {
            guard run.utf8.count >= 16, run.utf8.count >= 24 || run.contains(where: \.isNumber) else {
                return run
            }
            let middle = run.index(run.startIndex, offsetBy: run.count / 2)
            return run[..<middle] + "‖" + run[middle...]
        }
        for character in text {
            if character.isASCII, character.isLetter || character.isNumber || "_-+/=".contains(character) {
                run.append(character)
            } else {
                result += flushed()
                run = ""
                result.append(character)
            }
        }
        return result + flushed()
    }
}

/// All rules of a set on one page, pack by pack.
public enum RuleReference {
    /// The same for equal rules: packs by their names, rules by theirs.
    public static func markdown(_ set: RuleSet, language: Language) -> String {
        let words = PageWords(language)
        let names = Set(set.rules.map { $0.information.pack ?? "" }).sorted()
        var text = words.choose("# Regeln\n\n", "# Rules\n\n")
        text += words.choose(
            "Erzeugt mit `sluice rules reference`; geändert werden die Dateien der Regeln.\n",
            "Made by `sluice rules reference`; what is to be changed are the rules' files.\n")
        for name in names { text += "\n" + pack(name, set, words) }
        return text
    }

    private static func pack(_ name: String, _ set: RuleSet, _ words: PageWords) -> String {
        let pack = set.packs.first { $0.name == name }
        let rules = set.rules.filter { ($0.information.pack ?? "") == name }.sorted { $0.id < $1.id }
        var text = "## " + (name.isEmpty ? words.choose("Ohne Paket", "Without a pack") : name) + "\n"
        if let title = pack?.title.text(in: words.language) { text += "\n\(title)\n" }
        for rule in rules {
            text += "\n" + RulePage(rule, packs: set.packs, language: words.language).markdown(level: 3)
        }
        return text
    }
}
