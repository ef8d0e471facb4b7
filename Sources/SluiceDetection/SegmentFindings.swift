import SluiceEngine
public import SluiceModel
import SluiceText

/// What a worker found in one message, or in one segment of a long text.
///
/// A ``Settler`` makes final findings of it; it keeps the message, and so the bytes, until then.
public struct SegmentFindings: Sendable {
    public internal(set) var message: Message
    /// What detection could not look at to its end: each rule that gave up, once; the message's own gaps are
    /// not repeated here.
    ///
    /// A rule that gives up in several segments of a text is named in each; ``Settler/takeGaps()`` names it once.
    public internal(set) var gaps: [Gap] = []

    /// What nobody may see of a message that is no segment; only where ``DetectionWorker/notesHidden`` asks for it.
    public internal(set) var hidden: [HiddenSpan] = []

    /// Whether the message is a segment of a text that comes in several.
    let isSegment: Bool
    /// The final findings of a message that is no segment.
    var ready: [Finding] = []
    /// The view of a segment.
    var views: [TextView] = []
    /// All matches of a segment, sorted by start, then by expression; their places are anchors.
    ///
    /// See ``TextView/anchor(of:)``.
    var matches: [Match] = []
    /// What survived in a segment, in the order of ``matches``.
    var provisional: [Provisional] = []
    /// What the worker could make final; nil where there is nothing, or where the chain was repaired.
    var interior: Interior?
    /// Line ends in the segment's body.
    var newlines = 0
    /// Code points of the body behind its last line end; all of them where it has none.
    var tailColumns = 0
    let allowance: Allowance

    /// How many findings there are, of which some may fall away yet.
    public var count: Int { ready.count + provisional.count }

    /// Takes all of the text behind the segment that a search may ask for, where it has not; gives what has to be told.
    mutating func takeFuller() -> Gap? {
        let gap = message.takeFuller()
        views = message.parts.map { TextView(of: $0, channel: message.channel) }
        return gap
    }

    init(_ message: Message, isSegment: Bool, allowance: Allowance) {
        self.message = message
        self.isSegment = isSegment
        self.allowance = allowance
    }
}
