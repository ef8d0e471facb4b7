import SluiceModel
import SluiceRules

/// A word or pattern that stands near a value.
struct NearHit: Hashable, Sendable {
    /// The index among the condition's words, then its patterns.
    var index: Int
    /// In code points; -1 where it stands in another part of the message.
    var distance: Int
}

/// An evidence entry that holds if a question is answered with yes.
struct OpenCondition: Sendable {
    var index: Int
    /// What the match is worth then.
    var confidence: Confidence
    var near: NearHit?
    var question: Question
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
    /// What else made the entry hold.
    var reasons: [Reason] = []
    var open: [OpenCondition] = []
    /// How many different values stand around, where that is known before the rest.
    var distinct = 0
    /// Questions of which each removes the match where the answer is yes.
    var doubts: [Question] = []
    /// Tells values apart; zero where the rule does not count them.
    var valueHash: UInt64 = 0

    var isValidated: Bool { validity == .valid }
    /// Whether other matches still have a say.
    var isOpen: Bool { !open.isEmpty || !doubts.isEmpty }
    /// Whether its value counts for `distinct`.
    var countsAsValue: Bool { valueHash != 0 && (validity == nil || validity == .valid) }

    /// Whether an entry that is worth `confidence` would count.
    func wouldTake(_ confidence: Confidence) -> Bool {
        confidence > self.confidence || confidence == self.confidence && evidence == nil
    }

    /// Counts an entry that holds.
    mutating func take(
        _ confidence: Confidence, from index: Int, near: NearHit?, reasons: [Reason] = []
    ) {
        guard wouldTake(confidence) else { return }
        self.confidence = confidence
        evidence = index
        self.near = near
        self.reasons = reasons
    }

    /// Answers what was left open; false where the match falls away.
    mutating func settle(distinct count: Int, _ matches: OtherMatches) -> Bool {
        if doubts.contains(where: { $0.answer(distinct: count, matches) != nil }) { return false }
        for entry in open {
            guard let reasons = entry.question.answer(distinct: count, matches) else { continue }
            take(entry.confidence, from: entry.index, near: entry.near, reasons: reasons)
        }
        open = []
        doubts = []
        return validity != .invalid || evidence != nil
    }

    /// The furthest offset that an open question depends on.
    var lookahead: Int {
        max(
            open.reduce(0) { max($0, $1.question.lookahead) }, doubts.reduce(0) { max($0, $1.lookahead) })
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
