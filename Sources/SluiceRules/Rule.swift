public import SluiceModel

/// What a person wrote: what to look for, what it is worth, and how to speak of it.
public struct Rule: Hashable, Sendable {
    public var information: RuleInformation
    public var matcher: Matcher
    /// The validator's name; nil where the rule has none.
    public var validator: String?
    /// What the match alone is worth; ``Confidence/medium`` where the file does not say.
    public var confidence: Confidence
    /// Each entry is a conjunction; the strongest that holds counts.
    public var evidence: [Condition]
    /// Each entry removes the match where it holds.
    public var unless: [Condition]
    /// The least Shannon entropy of the value, in bits a byte.
    public var minimumEntropy: Double?
    public var show: Show
    public var examples: [Example]
    public var counterexamples: [Example]
    /// What a rule of another tool brings along; nil for our own.
    public var imported: ImportedConditions?
    /// Where the rule stands, for messages to its author.
    public var source: SourcePlace
    /// How terms are looked for; without meaning for patterns.
    public var termOptions: TermOptions
    /// What a match of this rule speaks against; nil for a rule that is no evidence against others.
    public var against: Against?
    /// Whether its matches are findings; those of a rule that is only evidence for or against others are none.
    public var isReported: Bool

    public var id: RuleID { information.id }

    public init(
        information: RuleInformation, matcher: Matcher, validator: String? = nil,
        confidence: Confidence = .medium, evidence: [Condition] = [], unless: [Condition] = [],
        minimumEntropy: Double? = nil, show: Show = .ends, examples: [Example] = [],
        counterexamples: [Example] = [], imported: ImportedConditions? = nil, source: SourcePlace,
        termOptions: TermOptions = TermOptions(), against: Against? = nil, isReported: Bool = true
    ) {
        self.information = information
        self.matcher = matcher
        self.validator = validator
        self.confidence = confidence
        self.evidence = evidence
        self.unless = unless
        self.minimumEntropy = minimumEntropy
        self.show = show
        self.examples = examples
        self.counterexamples = counterexamples
        self.imported = imported
        self.source = source
        self.termOptions = termOptions
        self.against = against
        self.isReported = isReported
    }
}

/// A line of a rule file.
public struct SourcePlace: Hashable, Sendable {
    public var file: String
    /// From 1.
    public var line: Int
    /// From 1, in code points.
    public var column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}

/// Which part of a pattern's match is the value.
public enum ValueGroup: Hashable, Sendable {
    case whole
    case number(Int)
    /// As gitleaks has it where a rule names no group.
    case firstNonEmpty
}

/// What a rule looks for.
public enum Matcher: Hashable, Sendable {
    /// Any of these; `bytes` for rules of tools that match bytes with ASCII classes.
    case patterns([RulePattern], group: ValueGroup, bytes: Bool)
    /// Terms with an optional label that is shown instead of the term.
    case terms([Term])
}

/// A regular expression and where it stands in its file.
public struct RulePattern: Hashable, Sendable {
    public var regex: String
    public var source: SourcePlace
    /// Whether it stands at its place as it is, and not with pieces that are written elsewhere.
    public var isVerbatim = true
    /// What the engine found out about the regex when the rules were packed; empty where nobody asked it.
    public var notes = PatternNotes()

    public init(_ regex: String, source: SourcePlace) {
        self.regex = regex
        self.source = source
    }
}

/// An entry of a dictionary.
public struct Term: Hashable, Sendable {
    public var text: String
    public var label: String?

    public init(_ text: String, label: String? = nil) {
        self.text = text
        self.label = label
    }
}

/// How the terms of a rule are looked for.
public struct TermOptions: Hashable, Sendable {
    public var letterCase: TermCase
    public var placement: TermPlacement
    /// Whose endings words may take; nil for none.
    public var inflection: TermInflection?

    public init(
        case letterCase: TermCase = .fold, match placement: TermPlacement = .word,
        inflect inflection: TermInflection? = nil
    ) {
        self.letterCase = letterCase
        self.placement = placement
        self.inflection = inflection
    }
}

/// Whether the terms of a rule are found in any case.
public enum TermCase: String, CaseIterable, Sendable {
    case fold
    case exact
}

/// Where the terms of a rule may stand.
public enum TermPlacement: String, CaseIterable, Sendable {
    /// As whole words only.
    case word
    /// The last word may go on: *Falke* in *Falkenprojekt*.
    case prefix
    /// Inside longer words too: *Falke* in *Turmfalkenprojekt*.
    case part
}

/// The language whose endings of nouns and adjectives the words of terms may take.
public enum TermInflection: String, CaseIterable, Sendable {
    case german = "de"
    case english = "en"
}

/// A text that a rule must find something in, or must leave alone; expected spans stand between ⟦ and ⟧.
public struct Example: Hashable, Sendable {
    /// With the marks, without the `‖` that hide tokens from push protection.
    public var text: String
    public var part: PartKind
    /// Nil where any confidence will do.
    public var confidence: Confidence?
    public var source: SourcePlace

    public init(_ text: String, part: PartKind = .body, confidence: Confidence? = nil, source: SourcePlace) {
        self.text = text
        self.part = part
        self.confidence = confidence
        self.source = source
    }
}

/// What a gitleaks rule asks beside its regex, in the order in which it is asked.
public struct ImportedConditions: Hashable, Sendable {
    /// Any of these, in any case, must stand in the message; empty for no condition.
    public var keywords: [String]
    /// The file's path must match.
    public var path: String?
    /// The rule's own and its file's.
    public var allowlists: [Allowlist]

    public init(keywords: [String] = [], path: String? = nil, allowlists: [Allowlist] = []) {
        self.keywords = keywords
        self.path = path
        self.allowlists = allowlists
    }
}

/// What gitleaks leaves out although a rule matches.
public struct Allowlist: Hashable, Sendable {
    public enum Target: String, CaseIterable, Sendable { case secret, match, line }
    public enum Operator: String, CaseIterable, Sendable { case any = "OR", all = "AND" }

    public var paths: [String]
    public var regexes: [String]
    public var target: Target
    public var stopwords: [String]
    public var combining: Operator

    public init(
        paths: [String] = [], regexes: [String] = [], target: Target = .secret, stopwords: [String] = [],
        combining: Operator = .any
    ) {
        self.paths = paths
        self.regexes = regexes
        self.target = target
        self.stopwords = stopwords
        self.combining = combining
    }
}
