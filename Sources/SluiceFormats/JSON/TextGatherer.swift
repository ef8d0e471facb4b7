import SluiceModel
import SluiceText

/// Copies the texts of messages one behind the other, so that one look tells which messages need to be made.
///
/// Zeros lie before and behind each text: what looks at them needs no copy of its own. One thread at a time gathers.
final class TextGatherer {
    /// All in one: each access to a variable of a class is checked as the program runs.
    private var arena = GatherArena()
    private let pool: StoragePool

    /// Sizes are multiples of this, so that memory of one window does for the next.
    private static let step = 64 << 10

    /// - Parameter pool: What the storages of texts come from.
    init(pool: StoragePool = StoragePool()) { self.pool = pool }

    /// Whether the message that is being read has no text yet.
    var isEmpty: Bool { arena.isEmpty }

    /// Gives all messages that `body` gathers, at most so many texts of so many bytes; it also makes what makes them.
    func run(bytes: Int, texts: Int, _ body: () -> any MessageMaker) -> MessageRun? {
        let size = bytes + GatherArena.gap * (texts + 1)
        let wanted = (size + TextGatherer.step - 1) / TextGatherer.step * TextGatherer.step
        var maker: (any MessageMaker)?
        let storage = unsafe TextStorage(unsafeUninitializedCapacity: wanted, from: pool) { target in
            unsafe arena.begin(target, texts: texts)
            maker = body()
            return arena.finish()
        }
        guard let maker, !arena.messages.isEmpty else { return nil }
        return MessageRun(
            storage, arena.texts, gathered: arena.messages, areViews: false, areApart: true, by: maker)
    }

    func append(_ text: Span<UInt8>) { arena.append(text) }

    /// Appends a stretch of JSON, its escapes as what they mean; gives how long that is.
    @discardableResult
    func append(decoded raw: Span<UInt8>) -> Int { arena.append(decoded: raw) }

    /// Whether the last text, of so many bytes, is HTML or has some in it.
    func endsWithHTML(_ length: Int) -> Bool { arena.endsWithHTML(length) }

    /// Forgets the texts of the message that is being read.
    func discard() { arena.discard() }

    /// Ends a message.
    func endMessage() { arena.endMessage() }
}

/// Where gathered texts lie.
@safe
private struct GatherArena {
    static let gap = SkimArena.gap

    /// Nil where nothing is gathered.
    private var base: UnsafeMutablePointer<UInt8>?
    private var capacity = 0
    private var place = 0
    private(set) var texts: [Range<Int>] = []
    private(set) var messages: [GatheredMessage] = []
    /// Of the texts of the message that is being read, and where it begins in the list of texts.
    private var bytes = 0
    private var firstText = 0

    var isEmpty: Bool { texts.count == firstText }

    mutating func begin(_ target: UnsafeMutableBufferPointer<UInt8>, texts most: Int) {
        self = GatherArena()
        unsafe base = target.baseAddress
        capacity = target.count
        texts.reserveCapacity(most / 4)
        closeGap()
    }

    /// Gives how many bytes were written.
    mutating func finish() -> Int {
        unsafe base = nil
        return place
    }

    /// Writes zeros behind what was written.
    @inline(__always)
    private mutating func closeGap() {
        guard let base = unsafe base else { return }
        precondition(place + GatherArena.gap <= capacity)
        unsafe (base + place).update(repeating: 0, count: GatherArena.gap)
        place &+= GatherArena.gap
    }

    /// Appends a text of at most `most` bytes, which `write` writes; it gives how many.
    @inline(__always)
    @discardableResult
    private mutating func append(
        atMost most: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int
    ) -> Int {
        guard most > 0, let base = unsafe base else { return 0 }
        precondition(place + most + GatherArena.gap <= capacity)
        let count = unsafe write(base + place)
        precondition(count >= 0 && count <= most)
        texts.append(place..<place + count)
        bytes &+= count
        place &+= count
        closeGap()
        return count
    }

    func endsWithHTML(_ length: Int) -> Bool {
        guard let base = unsafe base, length > 0, let last = texts.last, last.count == length else {
            return false
        }
        let text = unsafe UnsafeBufferPointer(start: base + last.lowerBound, count: length)
        return unsafe HTMLField.mayBeIn(text.span) && HTMLField.isIn(text.span)
    }

    mutating func append(_ text: Span<UInt8>) {
        unsafe append(atMost: text.count) { target in
            unsafe text.withUnsafeBufferPointer { source in
                guard let first = source.baseAddress else { return 0 }
                unsafe target.update(from: first, count: source.count)
                return source.count
            }
        }
    }

    mutating func append(decoded raw: Span<UInt8>) -> Int {
        unsafe append(atMost: raw.count) { target in
            unsafe JSONEscapes.decode(
                raw, to: UnsafeMutableBufferPointer(start: target, count: raw.count))
        }
    }

    mutating func discard() {
        if firstText < texts.count { place = texts[firstText].lowerBound }
        texts.removeLast(texts.count - firstText)
        bytes = 0
    }

    mutating func endMessage() {
        messages.append(GatheredMessage(textsEnd: texts.count, bytes: bytes))
        (bytes, firstText) = (0, texts.count)
    }
}
