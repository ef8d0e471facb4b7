public import SluiceModel
public import SluiceRules

/// All that a person may want to know of a rule, as one page.
public struct RulePage: Sendable {
    let blocks: [PageBlock]

    /// The page of `rule`, whose pack is one of `packs`.
    public init(_ rule: Rule, packs: [RulePack], language: Language) {
        let words = PageWords(language)
        var blocks: [PageBlock] = [
            .title(id: rule.id.description, rule.information.title.text(in: language) ?? "")
        ]
        blocks.append(
            .facts(RulePage.facts(rule, packs, words), label: words.writtenIn, writtenIn: rule.source))
        blocks += RulePage.matcher(rule, words)
        if let name = rule.validator, let facts = Validators.facts(of: name) {
            let check = facts.check.text(in: language) ?? ""
            blocks.append(
                .section(words.check, [.paragraph("\(check) (\(name); \(words.source): \(facts.source))")]))
        }
        blocks += RulePage.evidence(rule, words)
        blocks += RulePage.advice(rule, words)
        blocks += RulePage.examples(rule, words)
        if !rule.information.references.isEmpty {
            blocks.append(.section(words.references, [.list(rule.information.references)]))
        }
        self.blocks = blocks
    }

    private static func facts(_ rule: Rule, _ packs: [RulePack], _ words: PageWords) -> [[String]] {
        let information = rule.information
        var rows = [[words.severity, words.name(information.severity)]]
        if let name = information.pack {
            let title = packs.first { $0.name == name }?.title.text(in: words.language)
            rows.append([words.pack, title.map { "\(name) – \($0)" } ?? name])
        }
        rows.append([words.shown, words.text(rule.show)])
        if !rule.isReported { rows.append([words.role, words.evidenceOnly]) }
        if let against = rule.against {
            let names = (against.rules + against.packs).map(\.name).joined(separator: ", ")
            rows.append([words.against, "\(names) (\(words.reach(against.within)))"])
        }
        return rows
    }

    private static func matcher(_ rule: Rule, _ words: PageWords) -> [PageBlock] {
        var content: [PageBlock]
        switch rule.matcher {
        case .patterns(let patterns, let group, _):
            content = [.paragraph(words.patterns(patterns.count)), .code(patterns.map(\.regex))]
            if case .number(let number) = group { content.append(.paragraph(words.group(number))) }
        case .terms(let terms):
            let shown = terms.prefix(24).map { $0.label ?? $0.text }.joined(separator: ", ")
            let more = terms.count > 24 ? words.more(terms.count - 24) : ""
            content = [.paragraph(words.terms(rule.termOptions)), .paragraph(shown + more)]
        }
        if let entropy = rule.minimumEntropy { content.append(.paragraph(words.entropy(entropy))) }
        if let imported = rule.imported, !imported.keywords.isEmpty {
            content.append(.paragraph(words.keywords(imported.keywords)))
        }
        return [.section(words.form, content)]
    }

    private static func evidence(_ rule: Rule, _ words: PageWords) -> [PageBlock] {
        var rows = [[words.alone, words.name(rule.confidence)]]
        for condition in rule.evidence {
            rows.append([
                words.conditions.text(condition), words.name(condition.confidence ?? rule.confidence),
            ])
        }
        var blocks = [PageBlock.section(words.evidence, [.tiers(rows)])]
        if rule.validator != nil { blocks.append(.section("", [.paragraph(words.wrongCheck(rule))])) }
        if !rule.unless.isEmpty {
            blocks.append(.section(words.leftAlone, [.list(rule.unless.map(words.conditions.text))]))
        }
        return blocks
    }

    private static func advice(_ rule: Rule, _ words: PageWords) -> [PageBlock] {
        let texts = [(words.why, rule.information.why), (words.instead, rule.information.instead)]
        return texts.compactMap { title, text in
            text.text(in: words.language).map { .section(title, [.paragraph($0)]) }
        }
    }

    private static func examples(_ rule: Rule, _ words: PageWords) -> [PageBlock] {
        let lists = [(words.found, rule.examples), (words.notFound, rule.counterexamples)]
        return lists.filter { !$0.1.isEmpty }.map { title, examples in
            .section(title, [.examples(examples.map(\.text))])
        }
    }
}

/// A piece of a page.
indirect enum PageBlock: Sendable {
    case title(id: String, String)
    /// Names and what they stand for, and where the rule is written.
    case facts([[String]], label: String, writtenIn: SourcePlace)
    case section(String, [PageBlock])
    case paragraph(String)
    case list([String])
    /// Conditions and what a match is worth where they hold.
    case tiers([[String]])
    /// Text that stands as it is.
    case code([String])
    /// As code; what looks like a token in them is broken where others may read it.
    case examples([String])
}
