public import SluiceModel

/// Messages one after the other that are made only where somebody wants to see them.
///
/// Making a message costs more than looking whether its text holds anything, and most chat lines hold nothing.
public struct MessageRun: Sendable {
    public let storage: TextStorage
    /// The texts of the messages, in bytes of ``storage``.
    ///
    /// Each is the one part of its message, where ``gathered`` is nil; an empty one is that of a message without parts.
    public let texts: [Range<Int>]
    /// Says of messages of several parts which texts are whose.
    public let gathered: [GatheredMessage]?
    /// Whether gathered texts are views already, and hold no blobs; all messages travel the same way then.
    public let areViews: Bool
    /// Whether zeros lie before and behind each text, as many as a look at all of them at once needs.
    public let areApart: Bool
    private let maker: any MessageMaker

    init(
        _ storage: TextStorage, _ texts: [Range<Int>], gathered: [GatheredMessage]? = nil,
        areViews: Bool = true, areApart: Bool = false, by maker: any MessageMaker
    ) {
        self.storage = storage
        self.texts = texts
        self.gathered = gathered
        self.areViews = areViews
        self.areApart = areApart
        self.maker = maker
    }

    /// How many messages there are.
    public var count: Int { gathered?.count ?? texts.count }

    public func message(at index: Int) -> Message { maker.message(at: index) }

    /// A message that is made when it is asked for; the texts of the run are not kept for it.
    public func lateMessage(at index: Int) -> LateMessage { LateMessage(maker: maker, index: index) }
}

/// A message of a run that is not made yet.
public struct LateMessage: Sendable {
    fileprivate let maker: any MessageMaker
    fileprivate let index: Int

    public func make() -> Message { maker.message(at: index) }
}

/// A message of a run whose texts were gathered.
public struct GatheredMessage: Sendable {
    /// The index behind its last text; its first follows the texts of the message before it.
    public let textsEnd: Int
    /// Of its parts' texts before they were folded.
    public let bytes: Int
}

/// Makes the messages of a run.
protocol MessageMaker: Sendable {
    func message(at index: Int) -> Message
}

extension Reading {
    /// Gives a run away as messages, and everything else as it is.
    public func spread(_ yield: (Reading) -> Void) {
        guard case .run(let run) = self else { return yield(self) }
        for index in 0..<run.count { yield(.message(run.message(at: index))) }
    }
}
