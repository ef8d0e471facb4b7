public import SluiceModel
import SluiceText

/// A stretch of one part that nobody may see: the value of a match, however weak.
public struct HiddenSpan: Hashable, Sendable {
    /// The index of the part in its message.
    var part: Int
    /// In bytes of the part's whole text, unfolded.
    var span: Range<Int>
}

/// As much of a message as may be shown beside another one; it keeps nothing else of it in memory.
public struct NeighbourDraft: Sendable {
    fileprivate var neighbour: Neighbour
    /// Who is named in its header and layers.
    fileprivate let people: [Person]
    fileprivate let participants: [Person]
    fileprivate let channel: Channel
    /// What is shown, and some bytes behind it, so that a name is known that the cut goes through.
    fileprivate let part: Part
    /// How many bytes of ``part`` are shown.
    fileprivate let shown: Int

    /// How many code points are shown at most.
    static let longest = 240
    private static let margin = 128

    /// Nil where a message has no text that could be shown; `hidden` is what was matched in it.
    public init?(_ message: Message, hidden: [HiddenSpan] = []) {
        guard let index = NeighbourDraft.shownPart(of: message) else { return nil }
        let whole = message.parts[index]
        let storage = whole.text.storage
        let cut = storage.withSpan { NeighbourDraft.cut(whole, in: $0) }
        guard !cut.isEmpty else { return nil }
        let end = min(storage.count, cut.upperBound + NeighbourDraft.margin)
        part = Part(
            text: TextSegment(whole: TextStorage(storage.bytes(in: cut.lowerBound..<end))), flow: whole.flow)
        shown = cut.count
        channel = message.channel
        people = message.people
        participants = message.participants
        // What was decoded out of a text stands in it encoded, where no place of a match says.
        let hidesAll = hidden.contains { message.parts[$0.part].kind == .blob }
        let masks =
            hidesAll
            ? [0..<cut.count]
            : hidden.compactMap { one in
                guard one.part == index, one.span.overlaps(cut) else { return nil }
                let span = one.span.clamped(to: cut)
                return span.lowerBound - cut.lowerBound..<span.upperBound - cut.lowerBound
            }
        var text = storage.bytes(in: cut)
        if cut.upperBound < storage.count { text += "…".utf8 }
        neighbour = Neighbour(
            author: message.author, authorRole: message.authorRole, time: message.time,
            excerpt: Excerpt(
                text: Secret(text), value: ByteSpan(0, 0),
                masks: masks.map { ByteSpan($0.lowerBound, $0.upperBound) }))
    }

    /// Whether ``init(_:hidden:)`` would look at any text of a message.
    public static func mayShow(_ message: Message) -> Bool { shownPart(of: message) != nil }

    private static func shownPart(of message: Message) -> Int? {
        func first(_ kind: PartKind) -> Int? {
            message.parts.firstIndex { $0.kind == kind && $0.text.storage.count > 0 && $0.text.isWhole }
        }
        return first(.body) ?? first(.subject) ?? first(.fileName) ?? first(.comment)
    }

    /// The beginning of the author's own words, else of the text; without blanks at either end.
    private static func cut(_ part: Part, in text: Span<UInt8>) -> Range<Int> {
        let start = ownStart(part, in: text)
        var end = CodePoints.offset(longest, behind: start, in: text, notAfter: text.count)
        if end == text.count { while end > start, isBlank(text[end - 1]) { end -= 1 } }
        return start..<end
    }

    private static func ownStart(_ part: Part, in text: Span<UInt8>) -> Int {
        let first = firstWord(from: 0, in: text)
        var place = first
        while place < text.count, let layer = part.layer(at: place), layer.isEarlier, layer.span.end > place {
            place = firstWord(from: min(text.count, layer.span.end), in: text)
        }
        return place < text.count ? place : first
    }

    private static func firstWord(from start: Int, in text: Span<UInt8>) -> Int {
        var place = start
        while place < text.count, isBlank(text[place]) { place += 1 }
        return place
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

extension Layer {
    /// Whether somebody else wrote it earlier.
    fileprivate var isEarlier: Bool {
        switch kind {
        case .quoted, .forwarded: true
        case .own, .signature, .disclaimer: false
        }
    }
}

extension Detector {
    /// What was said around a message by `author`, with the names of all who take part among what is masked.
    public func conversation(
        before: [NeighbourDraft], after: [NeighbourDraft], author: Person?
    ) -> Conversation {
        let drafts = before + after
        let people = drafts.flatMap(\.people) + (author.map { [$0] } ?? [])
        let mask = PeopleMask(people, takingPart: drafts.map(\.participants), conversations)
        return Conversation(
            before: before.map { $0.masked(by: mask) }, after: after.map { $0.masked(by: mask) })
    }
}

extension NeighbourDraft {
    fileprivate func masked(by mask: PeopleMask) -> Neighbour {
        let names = mask.masks(in: 0..<shown, of: TextView(of: part, channel: channel))
        guard !names.isEmpty else { return neighbour }
        var masked = neighbour
        let masks = MaskSpans(masked.excerpt.masks.map(\.range) + names)
        masked.excerpt.masks = masks.masks(in: 0..<shown, without: nil)
            .map { ByteSpan($0.lowerBound, $0.upperBound) }
        return masked
    }
}
