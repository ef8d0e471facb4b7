public import SluiceModel

/// How far a condition looks.
public enum Reach: Hashable, Sendable {
    /// Code points between the nearest edges, within one part and one layer.
    case characters(Int)
    case line
    /// All parts of the message; in a text over 1 MiB, 64 KiB around.
    case message
}

/// Conditions that must all hold.
public struct Condition: Hashable, Sendable {
    /// What the match is worth where they hold; nil in `unless` and within another condition.
    public var confidence: Confidence?
    /// The validator's answer.
    public var valid: Bool?
    /// Any of these words in reach, folded as the text is.
    public var near: [String]
    /// Any of these patterns in reach.
    public var nearPatterns: [String]
    /// A match of any of these rules in reach.
    ///
    /// A match counts as it stands by its own rule's conditions, those left aside that ask for other rules; one
    /// that fails its check digit does not count.
    public var rules: [Reference]
    public var within: Reach
    /// Names as ``LayerKind`` writes them, without their depth.
    public var layers: [String]
    public var parts: [PartKind]
    public var channels: [Channel]
    /// At least so many different valid values of this rule within the message.
    public var distinct: Int?
    /// Of each group so many as it asks for.
    public var groups: [ConditionGroup]
    public var source: SourcePlace

    /// How deep conditions may lie within conditions.
    public static let deepest = 8

    public init(
        confidence: Confidence? = nil, valid: Bool? = nil, near: [String] = [], nearPatterns: [String] = [],
        rules: [Reference] = [], within: Reach = .characters(100), layers: [String] = [],
        parts: [PartKind] = [], channels: [Channel] = [], distinct: Int? = nil, groups: [ConditionGroup] = [],
        source: SourcePlace
    ) {
        self.confidence = confidence
        self.valid = valid
        self.near = near
        self.nearPatterns = nearPatterns
        self.rules = rules
        self.within = within
        self.layers = layers
        self.parts = parts
        self.channels = channels
        self.distinct = distinct
        self.groups = groups
        self.source = source
    }

    /// This condition and all within it.
    public var all: [Condition] { [self] + groups.flatMap { $0.conditions.flatMap(\.all) } }
}

/// Several conditions of which some must hold: `all`, `any` and `at-least` in a rule file.
public struct ConditionGroup: Hashable, Sendable {
    public enum Quantity: Hashable, Sendable {
        case all
        case any
        case atLeast(Int)
    }

    public var quantity: Quantity
    /// None of them has a confidence.
    public var conditions: [Condition]

    public init(_ quantity: Quantity, of conditions: [Condition]) {
        self.quantity = quantity
        self.conditions = conditions
    }

    /// How many must hold.
    public var least: Int {
        switch quantity {
        case .all: conditions.count
        case .any: 1
        case .atLeast(let count): count
        }
    }
}

/// The name of a rule or a pack, and where it stands in a rule file.
public struct Reference: Hashable, Sendable {
    public var name: String
    public var source: SourcePlace

    public init(_ name: String, source: SourcePlace) {
        self.name = name
        self.source = source
    }
}

/// What a rule's matches speak against: they remove the matches of these rules in reach.
public struct Against: Hashable, Sendable {
    public var rules: [Reference]
    /// All rules of these packs.
    public var packs: [Reference]
    public var within: Reach

    public init(rules: [Reference] = [], packs: [Reference] = [], within: Reach = .characters(100)) {
        self.rules = rules
        self.packs = packs
        self.within = within
    }
}
