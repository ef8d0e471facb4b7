import SluiceDetection
import SluiceFormats
import SluiceModel

/// What is known, at some time, of what was said around a message with findings.
struct ConversationDraft: Sendable {
    let id: ConversationID
    /// Which message of its unit it is, later which one of the scan; messages that belong to no conversation do not count.
    var place: Int
    let author: Person?
    /// The nearest one is the last.
    var before: [NeighbourDraft] = []
    /// The nearest one is the first.
    var after: [NeighbourDraft] = []
}

/// A message that may stand beside one of the unit before or behind its own.
struct Passer: Sendable {
    let id: ConversationID
    var place: Int
    let draft: NeighbourDraft
}

/// What a unit has to say of conversations that reach beyond it.
struct UnitTalk: Sendable {
    /// How many messages of conversations the unit holds.
    var count = 0
    var head: [Passer] = []
    var tail: [Passer] = []
    /// By the index of the item that holds the findings.
    var drafts: [Int: ConversationDraft] = [:]
}

/// Gathers what was said around messages with findings, while the messages of a unit go by.
///
/// Neighbours are looked for among the nearest ``reach`` messages on either side, whatever conversations they belong to,
/// so that the outcome does not depend on how the input was cut, and little has to be kept.
struct ConversationWindow: Sendable {
    static let reach = 64

    /// A message that has gone by; most are never looked at again.
    private enum Source {
        case message(Message, [HiddenSpan])
        case quiet(MessageRun, Int)

        var draft: NeighbourDraft? {
            switch self {
            case .message(let message, let hidden): NeighbourDraft(message, hidden: hidden)
            case .quiet(let run, let index): NeighbourDraft(run.message(at: index))
            }
        }
    }

    private struct Entry {
        let id: ConversationID
        let place: Int
        let source: Source
    }

    /// How many neighbours are wanted on either side.
    private let most: Int
    private var talk = UnitTalk()
    /// The last ones, the oldest anywhere: place modulo ``reach``.
    private var recent: [Entry] = []
    /// The items whose conversations go on.
    private var open: [Int] = []

    init(most: Int) { self.most = most }

    /// Notes a message in which `hidden` was matched; `item` holds its findings, where it has any that count.
    mutating func note(_ message: Message, hidden: [HiddenSpan] = [], item: Int? = nil) {
        guard let id = ConversationID(message), NeighbourDraft.mayShow(message) else { return }
        if let item {
            var draft = ConversationDraft(id: id, place: talk.count, author: message.author)
            draft.before = before(id)
            talk.drafts[item] = draft
        }
        pass(Entry(id: id, place: talk.count, source: .message(message, hidden)))
        if let item { open.append(item) }
    }

    /// Notes a message of a run that holds nothing; `id` is the run's.
    mutating func note(_ index: Int, of run: MessageRun, _ id: ConversationID) {
        pass(Entry(id: id, place: talk.count, source: .quiet(run, index)))
    }

    private func before(_ id: ConversationID) -> [NeighbourDraft] {
        var found: [NeighbourDraft] = []
        var place = talk.count - 1
        let last = max(0, talk.count - ConversationWindow.reach)
        while place >= last, found.count < most {
            let entry = recent[place % ConversationWindow.reach]
            if entry.id == id, let draft = entry.source.draft { found.append(draft) }
            place -= 1
        }
        return found.reversed()
    }

    private mutating func pass(_ entry: Entry) {
        if talk.count < ConversationWindow.reach, let draft = entry.source.draft {
            talk.head.append(Passer(id: entry.id, place: entry.place, draft: draft))
        }
        if !open.isEmpty { offer(entry) }
        if recent.count < ConversationWindow.reach {
            recent.append(entry)
        } else {
            recent[entry.place % ConversationWindow.reach] = entry
        }
        talk.count += 1
    }

    /// Gives a message to the conversations that it goes on with.
    private mutating func offer(_ entry: Entry) {
        var draft: NeighbourDraft??
        open.removeAll { item in
            guard let of = talk.drafts[item], entry.place - of.place <= ConversationWindow.reach else {
                return true
            }
            guard of.id == entry.id else { return false }
            let made = draft ?? entry.source.draft
            draft = .some(made)
            guard let made else { return false }
            talk.drafts[item]?.after.append(made)
            return of.after.count + 1 >= most
        }
    }

    /// What remains when the unit ends.
    consuming func finish() -> UnitTalk {
        var talk = talk
        let ordered = recent.sorted { $0.place < $1.place }
        talk.tail = ordered.compactMap { entry in
            entry.source.draft.map { Passer(id: entry.id, place: entry.place, draft: $0) }
        }
        return talk
    }
}
