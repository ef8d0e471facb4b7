public import SluiceModel

/// Words that only the organisation knows: names of its projects, its customers.
///
/// It becomes a rule of the pack `own` with the name as its id.
public struct PolicyDictionary: Hashable, Sendable {
    /// The pack that all dictionaries of a policy belong to.
    public static let pack = "own"

    public var name: RuleID
    public var title: LocalizedText
    public var severity: Severity
    public var confidence: Confidence
    public var show: Show
    /// Files with a term a line, as paths that can be opened.
    public var files: [String]
    public var terms: [PolicyTerm]
    /// Whose endings the words may take; nil for none.
    public var inflection: Language?
    /// Whether the terms may begin or stand within longer words.
    public var placement: PolicyTermPlacement
    public var why: LocalizedText
    public var instead: LocalizedText
    /// Where it stands in the policy.
    public var place: PolicyPlace

    public init(name: RuleID, title: LocalizedText, place: PolicyPlace) {
        self.name = name
        self.title = title
        severity = .medium
        confidence = .high
        show = .ends
        files = []
        terms = []
        inflection = nil
        placement = .word
        why = .init()
        instead = .init()
        self.place = place
    }
}

/// A term of a dictionary, and the label that is shown instead of it.
public struct PolicyTerm: Hashable, Sendable {
    public var text: String
    public var label: String?

    public init(_ text: String, label: String? = nil) {
        self.text = text
        self.label = label
    }
}

/// Where terms may stand, as rule files call it.
public enum PolicyTermPlacement: String, CaseIterable, Sendable {
    case word, prefix, part
}

/// A place in the policy's file; both numbers from 1.
public struct PolicyPlace: Hashable, Sendable {
    public var line: Int
    /// In code points.
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
