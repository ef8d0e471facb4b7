import SluiceModel

/// Cuts a long input into stretches of whole units (mails, lines, elements), one after the other.
///
/// It is asked under a lock, in order, and keeps what later units depend on, such as their number; so it only finds
/// borders, and leaves understanding to the ``UnitReader`` that a worker runs.
protocol UnitSplitter: Sendable {
    /// Cuts whole units off the front of `bytes`; nil where not even one is whole yet.
    ///
    /// It takes as many units as `bytes` holds. With `atEnd` the input ends with `bytes`, and everything
    /// that is left is cut off at once.
    mutating func cut(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitCut?

    /// How many bytes it is best given at a time.
    var stretch: Int { get }

    /// The number of the unit that could not be cut off; nil where units have none.
    var number: Int? { get }

    /// Cuts off as much of a unit without an end as has to be read as what it is; nil where its end is waited for.
    ///
    /// It is asked each time that a unit has become longer than ``LongUnit/shortest``; what follows is read as text.
    mutating func cutShort(_ bytes: Span<UInt8>) -> UnitCut?

    /// Says how much of `bytes` is of a unit that is too long to be held, and begins before them or with them.
    ///
    /// What is left comes again, with more behind it. Where it cannot be told, all that follows is of the unit.
    mutating func pass(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitStretch
}

extension UnitSplitter {
    var stretch: Int { ChunkedReader.chunk }

    var number: Int? { nil }

    mutating func cutShort(_ bytes: Span<UInt8>) -> UnitCut? { nil }

    mutating func pass(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitStretch {
        UnitStretch(count: bytes.count, endsUnit: false)
    }
}

/// A stretch of a unit that is too long to be held.
struct UnitStretch {
    var count: Int
    /// Whether the next unit begins behind it.
    var endsUnit: Bool
}

/// A stretch cut off the front of an input.
struct UnitCut {
    /// In bytes, above zero.
    var length: Int
    var reader: any UnitReader
    /// How many line ends stand in it, where the splitter knows; they are counted otherwise.
    var lines: Int?
}

/// Reads the messages of one stretch; it knows what the splitter knew when it cut.
protocol UnitReader: Sendable {
    func read(_ units: UnitBytes, with reader: ContentReader, _ yield: (Reading) -> Void)
}

/// The bytes of one stretch and where they stand in their input.
struct UnitBytes: Sendable {
    var storage: TextStorage
    var origin: Origin
    /// Of the first byte, in bytes of the input.
    var offset: Int
    /// Of the first byte, from 1.
    var line: Int
}

/// What a splitter may look at before it begins.
struct SplitInput {
    var origin: Origin
    var hints: ContentHints
    var companions: (any Companions)?
    var options: ReadingOptions
    /// How many containers lie around it.
    var depth = 0
    /// Reads the input from its beginning, stretch by stretch, once more; nil where it can be read just once.
    ///
    /// The closure gives false where it has seen enough.
    var preview: (@Sendable (_ body: (Span<UInt8>) -> Bool) -> Void)?
}
