import SluiceModel
import SluiceText

/// Where the texts of skimmed mails lie: one behind the other, folded, with zeros before, between and behind them.
@safe
struct SkimArena: ~Copyable {
    /// How many zeros lie before and behind each text.
    static let gap = 16
    /// So much has to be readable behind what is written.
    private static let spare = 128

    private let base: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    /// Where the next text begins.
    private(set) var place = SkimArena.gap
    /// Where each text lies.
    private(set) var texts: [Range<Int>]
    /// The bytes of the texts as they were before they were folded.
    private(set) var textBytes = 0
    private var folder = FoldedInPlace()
    /// What ``look(_:)`` saw last.
    private(set) var looks: TextLooks

    /// Where an arena stood, to go back to.
    struct Mark {
        fileprivate var place: Int
        fileprivate(set) var texts: Int
        fileprivate(set) var textBytes: Int
    }

    /// The memory of `places` is used again.
    init(_ target: UnsafeMutableBufferPointer<UInt8>, reusing places: consuming [UInt32] = []) {
        precondition(target.count >= SkimArena.gap + SkimArena.spare)
        // The precondition says that there is memory.
        unsafe base = target.baseAddress.unsafelyUnwrapped
        capacity = target.count - SkimArena.spare
        unsafe base.initialize(repeating: 0, count: SkimArena.gap)
        texts = []
        texts.reserveCapacity(256)
        looks = TextLooks(reusing: places)
    }

    var mark: Mark { Mark(place: place, texts: texts.count, textBytes: textBytes) }

    mutating func goBack(to mark: Mark) {
        texts.removeLast(texts.count - mark.texts)
        place = mark.place
        textBytes = mark.textBytes
        unsafe (base + place - SkimArena.gap).update(repeating: 0, count: SkimArena.gap)
    }

    /// Whether a text of `count` bytes has room.
    func hasRoom(for count: Int) -> Bool { count + SkimArena.gap <= capacity - place }

    /// Lends room for `most` bytes behind the last text; `body` gives how many it wrote, and may touch eight more.
    mutating func draft(_ most: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) -> Int? {
        guard hasRoom(for: most) else { return nil }
        return unsafe body(base + place)
    }

    /// Copies `text` behind the last text; false where there is no room.
    mutating func draft(_ text: Span<UInt8>) -> Bool {
        guard hasRoom(for: text.count) else { return false }
        unsafe text.withUnsafeBufferPointer { bytes in
            guard let from = bytes.baseAddress else { return }
            unsafe (base + place).update(from: from, count: bytes.count)
        }
        return true
    }

    /// Lends the `count` bytes drafted.
    func withDraft<Result: ~Copyable>(_ count: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        body(unsafe UnsafeBufferPointer(start: base + place, count: count).span)
    }

    /// Looks at the `count` bytes drafted.
    mutating func look(_ count: Int) {
        unsafe looks.look(at: UnsafeBufferPointer(start: base + place, count: count))
    }

    /// Lends the `count` bytes drafted, at which was looked last, with what was seen.
    func withLooks<Result: ~Copyable>(
        _ count: Int, _ body: (Span<UInt8>, borrowing TextLooks) -> Result
    ) -> Result {
        body(unsafe UnsafeBufferPointer(start: base + place, count: count).span, looks)
    }

    /// Makes the `count` bytes drafted, at which was looked last, a text, and folds it.
    mutating func keepLooked(_ count: Int, flow: LineFlow) {
        guard flow == .fixed, !looks.isOdd else { return keep(count, flow: flow) }
        guard count > 0 else { return }
        let length = unsafe folder.fold(
            UnsafeMutableBufferPointer(start: base + place, count: count), knowing: looks)
        add(count, foldedTo: length)
    }

    /// Makes the `count` bytes drafted a text, and folds it.
    mutating func keep(_ count: Int, flow: LineFlow) {
        guard count > 0 else { return }
        let length = unsafe folder.fold(
            UnsafeMutableBufferPointer(start: base + place, count: count), flow: flow)
        add(count, foldedTo: length)
    }

    private mutating func add(_ count: Int, foldedTo length: Int) {
        textBytes += count
        unsafe (base + place + length).update(repeating: 0, count: SkimArena.gap)
        texts.append(place..<place + length)
        place += length + SkimArena.gap
    }

    /// Hands the texts' places over, what was written, and the memory that the next arena uses again.
    consuming func finish() -> Result { Result(texts: texts, written: place, places: looks.places()) }

    struct Result {
        var texts: [Range<Int>]
        /// How many bytes.
        var written: Int
        var places: [UInt32]
    }
}
