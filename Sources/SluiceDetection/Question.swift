/// Something beside the entry itself that made an entry hold.
enum Reason: Hashable, Sendable {
    /// The condition with this number, within the entry, holds.
    case condition(Int, near: NearHit?)
    /// The rule with this index matched in reach.
    case rule(Int)
    /// So many different values stand in reach.
    case distinct(Int)
}

/// What is left of a condition once the text around a match was looked at.
///
/// It asks for other matches, which are known only when all of the text in reach was searched.
struct Question: Sendable {
    enum Kind: Sendable {
        case distinct(atLeast: Int)
        /// Whether one of these rules matched there.
        case rules([Int], RuleWindow)
        /// Whether so many of the questions are answered with yes.
        case some(least: Int, [Question])
    }

    var kind: Kind
    /// What held already, and counts if the answer is yes.
    var reasons: [Reason] = []

    /// The furthest offset in the part's whole text that the answer depends on.
    var lookahead: Int {
        switch kind {
        case .distinct: 0
        case .rules(_, let window): window.lookahead
        case .some(_, let questions): questions.reduce(0) { max($0, $1.lookahead) }
        }
    }

    /// Why the answer is yes; nil where it is no.
    func answer(distinct count: Int, _ matches: OtherMatches) -> [Reason]? {
        switch kind {
        case .distinct(let least): return count >= least ? reasons + [.distinct(count)] : nil
        case .rules(let rules, let window):
            guard let rule = rules.first(where: { matches.hasMatch(of: $0, in: window) }) else { return nil }
            return reasons + [.rule(rule)]
        case .some(let least, let questions):
            var found = reasons
            var left = least
            for question in questions where left > 0 {
                guard let reasons = question.answer(distinct: count, matches) else { continue }
                found += reasons
                left -= 1
            }
            return left > 0 ? nil : found
        }
    }
}

/// Where another rule's match must stand.
enum RuleWindow: Hashable, Sendable {
    /// In any part of the message.
    case anywhere
    /// With its nearer edge in `window`, and at least partly in `bounds`; in bytes of the part's whole text.
    case around(part: Int, window: Range<Int>, bounds: Range<Int>)

    var lookahead: Int {
        switch self {
        case .anywhere: .max
        case .around(_, let window, let bounds): min(window.upperBound, bounds.upperBound) + 1
        }
    }
}
