import SluiceModel

/// Writes rules field by field; ``RuleDecoder`` reads them in the same order.
struct RuleEncoder {
    /// What the rules mean.
    private(set) var writer = PackWriter()
    /// Where they stand, in the order in which the decoder asks.
    private(set) var places = PackWriter()
    /// What is known of each pattern, in the same order.
    private(set) var analyses = PackWriter()
    /// The files that places name, in the order met.
    private(set) var files: [String] = []
    private var fileNumbers: [String: Int] = [:]

    mutating func encode(_ set: RuleSet) {
        // To grow step by step takes longer than all that is written; a rule takes about so much.
        writer.reserve(set.rules.count * 768)
        writer.write(set.packs) { $0.write($1) }
        writer.write(set.rules.count)
        for rule in set.rules { encode(rule) }
    }

    private mutating func encode(_ rule: Rule) {
        writer.write(rule.information)
        encode(rule.source)
        encode(rule.matcher)
        writer.write(case: rule.termOptions.letterCase)
        writer.write(case: rule.termOptions.placement)
        writer.write(rule.termOptions.inflection) { $0.write(case: $1) }
        writer.write(rule.validator) { $0.write($1) }
        writer.write(case: rule.confidence)
        encode(rule.evidence) { $0.encode($1) }
        encode(rule.unless) { $0.encode($1) }
        writer.write(rule.minimumEntropy) {
            $0.write(Int(bitPattern: UInt(truncatingIfNeeded: $1.bitPattern)))
        }
        writer.write(case: rule.show)
        encode(rule.examples) { $0.encode($1) }
        encode(rule.counterexamples) { $0.encode($1) }
        writer.write(rule.imported) { $0.write($1) }
        writer.write(rule.against != nil)
        if let against = rule.against {
            encode(against.rules) { $0.encode($1) }
            encode(against.packs) { $0.encode($1) }
            encode(against.within)
        }
        writer.write(rule.isReported)
    }

    private mutating func encode<Value>(_ values: [Value], with encode: (inout RuleEncoder, Value) -> Void) {
        writer.write(values.count)
        for value in values { encode(&self, value) }
    }

    private mutating func encode(_ place: SourcePlace) {
        let number = fileNumbers[place.file] ?? files.count
        if number == files.count {
            files.append(place.file)
            fileNumbers[place.file] = number
        }
        places.write(number)
        places.write(place.line)
        places.write(place.column)
    }

    private mutating func encode(_ matcher: Matcher) {
        switch matcher {
        case .patterns(let patterns, let group, let bytes):
            writer.write(bytes)
            switch group {
            case .whole: writer.write(0)
            case .number(let number): writer.write(number)
            case .firstNonEmpty: writer.write(-1)
            }
            encode(patterns) { coder, pattern in
                coder.writer.write(pattern.regex)
                coder.encode(pattern.source)
                coder.places.write(pattern.isVerbatim)
                coder.analyses.write(pattern.notes.bytes)
            }
        case .terms(let terms):
            writer.write(2)
            writer.write(terms) { writer, term in
                writer.write(term.text)
                writer.write(term.label) { $0.write($1) }
            }
        }
    }

    private mutating func encode(_ condition: Condition) {
        writer.write(condition.confidence) { $0.write(case: $1) }
        writer.write(condition.valid) { $0.write($1) }
        writer.write(condition.near)
        writer.write(condition.nearPatterns)
        encode(condition.rules) { $0.encode($1) }
        encode(condition.within)
        writer.write(condition.layers)
        writer.write(condition.parts) { $0.write(case: $1) }
        writer.write(condition.channels) { $0.write(case: $1) }
        writer.write(condition.distinct) { $0.write($1) }
        encode(condition.groups) { coder, group in
            switch group.quantity {
            case .all: coder.writer.write(0)
            case .any: coder.writer.write(-1)
            case .atLeast(let count): coder.writer.write(count)
            }
            coder.encode(group.conditions) { $0.encode($1) }
        }
        encode(condition.source)
    }

    private mutating func encode(_ reference: Reference) {
        writer.write(reference.name)
        encode(reference.source)
    }

    private mutating func encode(_ reach: Reach) {
        switch reach {
        case .characters(let count): writer.write(count)
        case .line: writer.write(-1)
        case .message: writer.write(-2)
        }
    }

    private mutating func encode(_ example: Example) {
        writer.write(example.text)
        writer.write(case: example.part)
        writer.write(example.confidence) { $0.write(case: $1) }
        encode(example.source)
    }
}

extension PackWriter {
    fileprivate mutating func write(_ text: LocalizedText) {
        for language in Language.allCases { write(text[language]) { $0.write($1) } }
    }

    fileprivate mutating func write(_ pack: RulePack) {
        write(pack.name)
        write(pack.title)
        write(pack.why)
        write(pack.instead)
        write(pack.severity) { $0.write(case: $1) }
        write(pack.show) { $0.write(case: $1) }
        write(pack.isOn)
    }

    fileprivate mutating func write(_ information: RuleInformation) {
        write(information.id.description)
        write(information.title)
        write(case: information.severity)
        write(information.why)
        write(information.instead)
        write(information.pack) { $0.write($1) }
        write(information.references)
    }

    fileprivate mutating func write(_ imported: ImportedConditions) {
        write(imported.keywords)
        write(imported.path) { $0.write($1) }
        write(imported.allowlists) { writer, list in
            writer.write(list.paths)
            writer.write(list.regexes)
            writer.write(case: list.target)
            writer.write(list.stopwords)
            writer.write(case: list.combining)
        }
    }
}
