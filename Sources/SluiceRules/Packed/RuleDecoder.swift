import SluiceModel

/// Reads rules field by field in the order in which ``RuleEncoder`` wrote them.
struct RuleDecoder {
    private var reader: PackReader
    private var places: PackReader
    private var analyses: PackReader
    private let files: [String]
    private let manner: Manner

    /// How rules are read.
    struct Manner {
        /// Whether the bytes stay where they are, so that what is not looked at need not be copied.
        var keepsBytes: Bool
        var skipsExamples = false
    }

    init(meaning: PackReader, places: PackReader, analyses: PackReader, files: [String], _ manner: Manner) {
        reader = meaning
        self.places = places
        self.analyses = analyses
        self.files = files
        self.manner = manner
    }

    var isAtEnd: Bool { reader.isAtEnd && places.isAtEnd && analyses.isAtEnd }

    mutating func ruleSet() throws(PackFault) -> RuleSet {
        let packs = try reader.list { [manner] reader throws(PackFault) in
            try reader.pack(manner)
        }
        let rules = try list { coder throws(PackFault) in try coder.rule() }
        return RuleSet(rules: rules, packs: packs)
    }

    private mutating func rule() throws(PackFault) -> Rule {
        let information = try reader.information(manner)
        let source = try place()
        var rule = Rule(information: information, matcher: try matcher(), source: source)
        rule.termOptions.letterCase = try reader.choice()
        rule.termOptions.placement = try reader.choice()
        rule.termOptions.inflection = try reader.optional { reader throws(PackFault) in try reader.choice() }
        rule.validator = try reader.optional { reader throws(PackFault) in try reader.text() }
        rule.confidence = try reader.choice()
        rule.evidence = try list { coder throws(PackFault) in try coder.condition(depth: 1) }
        rule.unless = try list { coder throws(PackFault) in try coder.condition(depth: 1) }
        rule.minimumEntropy = try reader.optional { reader throws(PackFault) in
            Double(bitPattern: UInt64(UInt(bitPattern: try reader.number())))
        }
        rule.show = try reader.choice()
        rule.examples = try examples()
        rule.counterexamples = try examples()
        rule.imported = try reader.optional { reader throws(PackFault) in try reader.imported() }
        if try reader.flag() {
            rule.against = Against(
                rules: try list { coder throws(PackFault) in try coder.reference() },
                packs: try list { coder throws(PackFault) in try coder.reference() }, within: try reach())
        }
        rule.isReported = try reader.flag()
        return rule
    }

    private mutating func list<Value>(
        _ read: (inout RuleDecoder) throws(PackFault) -> Value
    ) throws(PackFault) -> [Value] {
        let count = try reader.count()
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }

    private mutating func place() throws(PackFault) -> SourcePlace {
        let number = try places.number()
        guard files.indices.contains(number) else { throw PackFault() }
        return SourcePlace(file: files[number], line: try places.number(), column: try places.number())
    }

    private mutating func matcher() throws(PackFault) -> Matcher {
        let kind = try reader.number()
        guard kind != 2 else {
            return .terms(
                try reader.list { reader throws(PackFault) in
                    let text = try reader.text()
                    return Term(
                        text, label: try reader.optional { reader throws(PackFault) in try reader.text() })
                })
        }
        let group: ValueGroup =
            switch try reader.number() {
            case -1: .firstNonEmpty
            case 0: .whole
            case let number: .number(number)
            }
        let patterns = try list { coder throws(PackFault) in
            let regex = try coder.reader.text()
            var pattern = RulePattern(regex, source: try coder.place())
            pattern.isVerbatim = try coder.places.flag()
            pattern.notes = try coder.notes()
            return pattern
        }
        return .patterns(patterns, group: group, bytes: kind == 1)
    }

    private mutating func condition(depth: Int) throws(PackFault) -> Condition {
        let confidence: Confidence? = try reader.optional { reader throws(PackFault) in try reader.choice() }
        let valid = try reader.optional { reader throws(PackFault) in try reader.flag() }
        let near = try reader.texts()
        let nearPatterns = try reader.texts()
        let rules = try list { coder throws(PackFault) in try coder.reference() }
        let within = try reach()
        let layers = try reader.texts()
        let parts: [PartKind] = try reader.list { reader throws(PackFault) in try reader.choice() }
        let channels: [Channel] = try reader.list { reader throws(PackFault) in try reader.choice() }
        let distinct = try reader.optional { reader throws(PackFault) in try reader.number() }
        let groups = try list { coder throws(PackFault) in try coder.group(depth: depth) }
        return Condition(
            confidence: confidence, valid: valid, near: near, nearPatterns: nearPatterns, rules: rules,
            within: within, layers: layers, parts: parts, channels: channels, distinct: distinct,
            groups: groups, source: try place())
    }

    private mutating func group(depth: Int) throws(PackFault) -> ConditionGroup {
        // Bytes that nobody wrote must not lead into endless depths.
        guard depth < Condition.deepest else { throw PackFault() }
        let quantity: ConditionGroup.Quantity =
            switch try reader.number() {
            case 0: .all
            case -1: .any
            case let count: .atLeast(count)
            }
        return ConditionGroup(
            quantity, of: try list { coder throws(PackFault) in try coder.condition(depth: depth + 1) })
    }

    private mutating func reference() throws(PackFault) -> Reference {
        Reference(try reader.text(), source: try place())
    }

    private mutating func reach() throws(PackFault) -> Reach {
        switch try reader.number() {
        case -1: .line
        case -2: .message
        case let count: .characters(count)
        }
    }

    private mutating func notes() throws(PackFault) -> PatternNotes {
        let bytes = try unsafe analyses.part()
        return unsafe manner.keepsBytes ? PatternNotes(StaticBytes(bytes)) : PatternNotes(Array(bytes))
    }

    private mutating func examples() throws(PackFault) -> [Example] {
        guard manner.skipsExamples else {
            return try list { coder throws(PackFault) in try coder.example() }
        }
        for _ in 0..<(try reader.count()) { try skipExample() }
        return []
    }

    private mutating func skipExample() throws(PackFault) {
        try reader.skip()
        _ = try reader.number()
        if try reader.flag() { _ = try reader.number() }
        for _ in 0..<3 { _ = try places.number() }
    }

    private mutating func example() throws(PackFault) -> Example {
        let text = try reader.text()
        let part: PartKind = try reader.choice()
        let confidence: Confidence? = try reader.optional { reader throws(PackFault) in try reader.choice() }
        return Example(text, part: part, confidence: confidence, source: try place())
    }
}

extension PackReader {
    fileprivate mutating func localized(_ manner: RuleDecoder.Manner) throws(PackFault) -> LocalizedText {
        var text = LocalizedText()
        for language in Language.allCases where try flag() {
            if manner.keepsBytes {
                text.set(try unsafe StaticBytes(part()), in: language)
            } else {
                text[language] = try self.text()
            }
        }
        return text
    }

    fileprivate mutating func pack(_ manner: RuleDecoder.Manner) throws(PackFault) -> RulePack {
        RulePack(
            name: try text(), title: try localized(manner), why: try localized(manner),
            instead: try localized(manner),
            severity: try optional { reader throws(PackFault) in try reader.choice() },
            show: try optional { reader throws(PackFault) in try reader.choice() }, isOn: try flag())
    }

    fileprivate mutating func information(_ manner: RuleDecoder.Manner) throws(PackFault) -> RuleInformation {
        guard let id = RuleID(try text()) else { throw PackFault() }
        return RuleInformation(
            id: id, title: try localized(manner), severity: try choice(), why: try localized(manner),
            instead: try localized(manner),
            pack: try optional { reader throws(PackFault) in try reader.text() }, references: try texts())
    }

    fileprivate mutating func imported() throws(PackFault) -> ImportedConditions {
        ImportedConditions(
            keywords: try texts(), path: try optional { reader throws(PackFault) in try reader.text() },
            allowlists: try list { reader throws(PackFault) in
                Allowlist(
                    paths: try reader.texts(), regexes: try reader.texts(), target: try reader.choice(),
                    stopwords: try reader.texts(), combining: try reader.choice())
            })
    }
}
