import SluiceDetection
import SluiceFormats
import SluiceModel

/// What was seen of a message's texts before it was made.
struct KnownTexts {
    /// Whether anything may be found in each; empty where it is not known.
    var loud: ArraySlice<Bool> = []
    var matches = KnownMatches()
    /// Whether nothing is written in an encoding within them.
    var holdNoBlobs = false
    /// Whether all texts were looked at as they are scanned, and so for encodings.
    private var areViews = false

    init(loud: ArraySlice<Bool> = [], matches: KnownMatches = KnownMatches(), holdNoBlobs: Bool = false) {
        self.loud = loud
        self.matches = matches
        self.holdNoBlobs = holdNoBlobs
    }

    /// What was seen of the gathered texts of a message.
    init(_ looks: ArraySlice<TextLook>, matches: KnownMatches, areViews: Bool) {
        loud = looks.map { $0 != .quiet }[...]
        self.matches = matches
        holdNoBlobs = areViews || !looks.contains(.hidden)
        self.areViews = areViews
    }

    /// The same for a message that has been made.
    ///
    /// Where nothing else is said, a message has just the texts that were gathered.
    func checked(for message: Message) -> KnownTexts {
        message.parts.count == loud.count ? self : KnownTexts(holdNoBlobs: areViews)
    }
}

/// Messages in whose texts something was matched, until some of them are made and looked at together.
///
/// Few messages are among them, and what is done with one is long: for some at once the processor still has at hand
/// what it did for the one before.
struct LateMessages {
    private var waiting: [(message: LateMessage, known: KnownTexts)] = []

    private var bytes = 0

    private static let most = 24
    private static let mostBytes = 512 << 10

    var isFull: Bool { waiting.count >= LateMessages.most || bytes >= LateMessages.mostBytes }

    /// Takes a message whose texts have so many bytes.
    mutating func add(_ message: LateMessage, _ known: KnownTexts, bytes count: Int) {
        waiting.append((message, known))
        bytes += count
    }

    /// Makes all messages, in the order in which they came.
    mutating func take() -> [(message: Message, known: KnownTexts)] {
        let made = waiting.map { late in
            let message = late.message.make()
            return (message, late.known.checked(for: message))
        }
        waiting.removeAll(keepingCapacity: true)
        bytes = 0
        return made
    }
}
