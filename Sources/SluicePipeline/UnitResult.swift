import SluiceDetection
import SluiceFormats
import SluiceModel
import SluicePolicy

/// What came out of one unit of work, in the order of its input; clean messages are only counted.
struct UnitResult: Sendable {
    enum Item: Sendable {
        /// The findings of a message that was held whole, and what a policy has to know of it.
        case findings([Finding], MessageContext?)
        /// A segment of a long text, which cannot be settled before those in front of it.
        case segment(SegmentFindings)
        /// A message that the policy leaves alone.
        case unread
        /// A message that was not asked for.
        case unselected
        case endOfText
        case endOfFile(FileEnd)
        case known(FileRecord)
        case passedOver(Origin, PassedOver)
        case gap(Gap)
    }

    var items: [Item] = []
    let isSegment: Bool
    let ignored: Int
    /// Of messages behind the last end of a file.
    private(set) var messages = 0
    private(set) var bytes = 0
    /// In messages held whole and in segments, where these may fall away yet.
    private(set) var findingCount = 0
    /// Of all messages.
    private(set) var allBytes = 0
    /// Nil where nobody wants to see what was said around findings.
    var window: ConversationWindow?
    /// What the window has seen, once the unit has been read.
    private(set) var talk: UnitTalk?

    init(_ unit: WorkUnit, neighbours: Int = 0) {
        window = neighbours > 0 ? ConversationWindow(most: neighbours) : nil
        isSegment = unit.isSegment
        ignored = unit.ignored
    }

    mutating func add(_ message: Message, _ findings: [Finding], gaps: [Gap], _ context: MessageContext?) {
        count(message)
        for gap in gaps { items.append(.gap(gap)) }
        guard !findings.isEmpty else { return }
        items.append(.findings(findings, context))
        findingCount += findings.count
    }

    /// Counts a message that holds nothing.
    mutating func addQuiet(bytes: Int) {
        messages += 1
        self.bytes += bytes
        allBytes += bytes
    }

    /// Adds what was decoded out of a segment, which is counted already.
    mutating func add(companion: Message, _ findings: [Finding], gaps: [Gap], _ context: MessageContext?) {
        for gap in gaps { items.append(.gap(gap)) }
        guard !findings.isEmpty else { return }
        items.append(.findings(findings, context))
        findingCount += findings.count
    }

    /// Notes a message that nothing is looked for in; a long text counts once.
    mutating func leave(_ message: Message, _ item: Item) {
        if message.parts.allSatisfy(\.text.beginsText) { items.append(item) }
    }

    mutating func leave(_ run: MessageRun, _ item: Item) { items += (0..<run.count).map { _ in item } }

    /// Ends the unit.
    mutating func close() {
        talk = window.take()?.finish()
    }

    mutating func add(segment: SegmentFindings) {
        count(segment.message)
        for gap in segment.message.gaps { items.append(.gap(gap)) }
        items.append(.segment(segment))
        findingCount += segment.count
    }

    mutating func endFile(_ stamp: FileStamp?, sha256: String?) {
        if isSegment { items.append(.endOfText) }
        items.append(.endOfFile(FileEnd(stamp: stamp, sha256: sha256, messages: messages, bytes: bytes)))
        messages = 0
        bytes = 0
    }

    private mutating func count(_ message: Message) {
        if message.parts.allSatisfy(\.text.beginsText) { messages += 1 }
        for part in message.parts {
            bytes += part.text.body.count
            allBytes += part.text.body.count
        }
    }
}

/// The end of a file, and what was read of it in the unit that ends it.
struct FileEnd: Sendable {
    /// Nil where it was a stream, or where nobody wants to know.
    var stamp: FileStamp?
    var sha256: String?
    var messages: Int
    var bytes: Int
}

extension Message {
    /// Whether no part of it comes in several segments.
    var isWhole: Bool { parts.allSatisfy(\.text.isWhole) }
}
