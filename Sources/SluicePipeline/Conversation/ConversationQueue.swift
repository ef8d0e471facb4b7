import SluiceDetection
import SluiceModel

/// Completes conversations that units were cut through; what waits for its neighbours holds back what comes behind it.
struct ConversationQueue {
    private struct Held {
        var event: ScanEvent
        var draft: ConversationDraft?
        var isOpen: Bool
    }

    private let most: Int
    private let detector: Detector
    /// How many messages of conversations lie before the unit at hand.
    private var base = 0
    private var talk = UnitTalk()
    private var tail: [Passer] = []
    private var held: [Held] = []

    init(most: Int, _ detector: Detector) {
        self.most = most
        self.detector = detector
    }

    /// Begins with a unit; gives the events that it completes.
    mutating func begin(_ talk: UnitTalk) -> [ScanEvent] {
        self.talk = talk
        for index in held.indices where held[index].isOpen { goOn(index) }
        return released()
    }

    /// Takes an event; gives those that can be told now.
    mutating func take(_ event: ScanEvent, ofItem item: Int?) -> [ScanEvent] {
        let draft = item.flatMap { talk.drafts[$0] }.map(completed)
        let isOpen = draft.map(waits) ?? false
        held.append(Held(event: event, draft: draft, isOpen: isOpen))
        return isOpen || held.count > 1 ? released() : [told(held.removeLast())]
    }

    /// Ends a unit.
    mutating func endUnit() {
        tail += talk.tail.map { one in
            var one = one
            one.place += base
            return one
        }
        base += talk.count
        tail.removeAll { base - $0.place > ConversationWindow.reach }
        talk = UnitTalk()
    }

    /// Ends a file, behind which no conversation goes on.
    mutating func endFile() -> [ScanEvent] {
        for index in held.indices { held[index].isOpen = false }
        return released()
    }

    /// The draft with what the units before have to say, its place counted from the beginning of the scan.
    private func completed(_ draft: ConversationDraft) -> ConversationDraft {
        var draft = draft
        draft.place += base
        let missing = most - draft.before.count
        guard missing > 0 else { return draft }
        let earlier = tail.filter {
            $0.id == draft.id && draft.place - $0.place <= ConversationWindow.reach
        }
        draft.before = earlier.suffix(missing).map(\.draft) + draft.before
        return draft
    }

    /// Whether messages behind the unit may still belong to a conversation.
    private func waits(_ draft: ConversationDraft) -> Bool {
        draft.after.count < most && base + talk.count - draft.place <= ConversationWindow.reach
    }

    private mutating func goOn(_ index: Int) {
        guard var draft = held[index].draft else { return }
        for passer in talk.head where draft.after.count < most && passer.id == draft.id {
            guard base + passer.place - draft.place <= ConversationWindow.reach else { break }
            draft.after.append(passer.draft)
        }
        held[index].draft = draft
        held[index].isOpen = waits(draft)
    }

    private mutating func released() -> [ScanEvent] {
        let count = held.firstIndex(where: \.isOpen) ?? held.count
        guard count > 0 else { return [] }
        let events = held.prefix(count).map(told)
        held.removeFirst(count)
        return events
    }

    private func told(_ held: Held) -> ScanEvent {
        guard case .findings(var findings) = held.event, let draft = held.draft else { return held.event }
        let conversation = detector.conversation(
            before: draft.before, after: draft.after, author: draft.author)
        guard !conversation.isEmpty else { return held.event }
        for index in findings.indices { findings[index].conversation = conversation }
        return .findings(findings)
    }
}
