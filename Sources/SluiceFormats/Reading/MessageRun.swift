public import SluiceModel

/// Messages one after the other that are made only where somebody wants to see them.
///
/// Making a message costs more than looking whether its text holds anything, and most chat lines hold nothing.
public struct MessageRun: Sendable {
    public let storage: TextStorage
    /// The text of each message, its one part, in bytes of ``storage``; ascending.
    public let texts: [Range<Int>]
    private let maker: any MessageMaker

    init(_ storage: TextStorage, _ texts: [Range<Int>], by maker: any MessageMaker) {
        self.storage = storage
        self.texts = texts
        self.maker = maker
    }

    public func message(at index: Int) -> Message { maker.message(at: index) }
}

/// Makes the messages of a run.
protocol MessageMaker: Sendable {
    func message(at index: Int) -> Message
}

extension Reading {
    /// Gives a run away as messages, and everything else as it is.
    public func spread(_ yield: (Reading) -> Void) {
        guard case .run(let run) = self else { return yield(self) }
        for index in run.texts.indices { yield(.message(run.message(at: index))) }
    }
}
