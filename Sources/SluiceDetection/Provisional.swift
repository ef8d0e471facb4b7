import SluiceModel
import SluiceRules

/// A word or pattern that stands near a value.
struct NearHit: Hashable, Sendable {
    /// The index among the condition's words, then its patterns.
    var index: Int
    /// In code points; -1 where it stands in another part of the message.
    var distance: Int
}

/// An evidence entry that holds but for the number of different values, which is not known yet.
struct OpenCondition: Hashable, Sendable {
    var index: Int
    var near: NearHit?
}

/// A match that survived its rule's checks, before it is known what else stands around it.
struct Provisional: Sendable {
    var rule: Int
    var expression: Int
    var term: Int
    var part: Int
    /// In bytes of the part's whole text, unfolded.
    var match: Range<Int>
    /// In bytes of the part's whole text, unfolded.
    var value: Range<Int>
    /// Nil where the rule has no validator.
    var validity: Validity?
    var confidence: Confidence
    /// The evidence entry that the confidence comes from; nil for the match alone.
    var evidence: Int?
    var near: NearHit?
    /// How many different values were counted, where the entry asks for it.
    var distinct: Int?
    var open: [OpenCondition] = []
    /// Tells values apart; zero where the rule does not count them.
    var valueHash: UInt64 = 0

    var isValidated: Bool { validity == .valid }
    /// Whether its value counts for `distinct`.
    var countsAsValue: Bool { valueHash != 0 && (validity == nil || validity == .valid) }

    /// Whether an entry that is worth `confidence` would count.
    func wouldTake(_ confidence: Confidence) -> Bool {
        confidence > self.confidence || confidence == self.confidence && evidence == nil
    }

    /// Counts an entry that holds.
    mutating func take(_ confidence: Confidence, from index: Int, near: NearHit?, distinct: Int? = nil) {
        guard wouldTake(confidence) else { return }
        self.confidence = confidence
        evidence = index
        self.near = near
        self.distinct = distinct
    }

    /// The order in which findings are told: by place, then by rule.
    static func isBefore(_ left: Provisional, _ right: Provisional) -> Bool {
        (
            left.part, left.value.lowerBound, left.value.upperBound, left.rule, left.match.lowerBound,
            left.expression
        )
            < (
                right.part, right.value.lowerBound, right.value.upperBound, right.rule,
                right.match.lowerBound, right.expression
            )
    }
}
