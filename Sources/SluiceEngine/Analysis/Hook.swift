/// Where in a match something stands that a filter can see, and what else must hold there.
///
/// A place at which the filter sees it is the hook's *anchor*: the first byte of the run of fixed bytes that
/// the filter looks at. Whatever a hook asks for holds in every match that follows its element sequence.
struct Hook: Hashable, Sendable {
    /// What the filter looks at.
    enum Sight: Hashable, Sendable {
        /// Four-byte strings, one set of them at an even and one at an odd distance from the anchor.
        case grams([GramWindow])
        /// A stretch of at least so many bytes of a class.
        case stretch(Stretch)
        /// Bytes of classes, each at its distance from the anchor, in their order.
        case classes([ClassPlace])
        /// Two bytes next to each other; the first at this distance from the anchor.
        case pair(ByteSet, ByteSet, distance: Int)
        /// A number, whose first digit is the anchor.
        case number(NumberSight)
    }

    var sight: Sight
    /// The least and most bytes between the match's start and the anchor; `most` is nil only with a ``walk``.
    var least: Int
    var most: Int?
    /// The class run before the anchor that leads back to the first start.
    var walk: Walk?
    /// What stands right before the anchor, a zero where the text begins there; nil where that is not known.
    var before: ByteSet?
    /// The sets of the bytes from the anchor on.
    var sequence: [ByteSet]
    /// What stands right behind ``sequence``, a zero where the text has ended; nil where that is not known.
    var behind: ByteSet?
    /// What must follow behind ``sequence``.
    var shape: ForwardShape?

    /// Takes in another hook that looks for the same; false where it looks for something else.
    mutating func absorb(_ other: Hook) -> Bool {
        guard sight == other.sight, sequence == other.sequence, shape == other.shape,
            before == other.before, behind == other.behind,
            walk?.set == other.walk?.set, walk?.cut == other.walk?.cut, (most == nil) == (other.most == nil)
        else { return false }
        least = min(least, other.least)
        most = most.flatMap { most in other.most.map { max(most, $0) } }
        if let mine = walk, let others = other.walk {
            walk?.most = mine.most.flatMap { most in others.most.map { max(most, $0) } }
            walk?.before = max(mine.before, others.before)
        }
        return true
    }

    var isStretch: Bool { if case .stretch = sight { true } else { false } }
}

/// Four neighbouring bytes that a filter looks up, as sets with bit 0x20 of every byte set.
struct GramWindow: Hashable, Sendable {
    /// From the anchor to the window's first byte; negative where that lies before it.
    var distance: Int
    /// Four sets.
    var sets: [ByteSet]

    var count: Int { sets.reduce(1) { $0 * $1.count } }
}

/// A run of one class directly before the anchor, which may begin anywhere in it.
///
/// The earliest start of a match is found by walking back from the anchor while bytes are of the class.
struct Walk: Hashable, Sendable {
    var set: ByteSet
    /// Nil where the run has no bound.
    var most: Int?
    /// The most bytes that a match can have before the run.
    var before: Int
    /// Where the run stands in the source if it is an optional beginning of the pattern and may be cut out: from
    /// the anchor on, the rest must match by itself.
    var cut: [Range<Int>]
}

/// A stretch of bytes of one class.
struct Stretch: Hashable, Sendable {
    /// What a filter can tell of eight bytes at once; each is a superset of the stretch's class.
    enum Family: Int, CaseIterable, Sendable {
        /// 0x30–0x3F and 0x60–0x6F, in either case: hexadecimal digits and some more.
        case hexadecimal
        /// 0x20–0x3F: digits, space, punctuation.
        case numeric
        /// Everything of ASCII but 0x00–0x1F and 0x20–0x2F: letters, digits and some more.
        case word
    }

    var family: Family
    var set: ByteSet
    var least: Int
    /// So many of any eight neighbouring bytes have bit 0x10 set; of use in the numeric family only.
    var digits: Int
}

/// A rough form of what follows a hook's fixed bytes: some bytes to skip, one that must come, a run.
///
/// It is a superset of what the pattern asks for, and cheap enough to be tried at every keyword.
struct ForwardShape: Hashable, Sendable {
    /// First come at most `mostSkipped` bytes of this set.
    var skipped: ByteSet
    var mostSkipped: Int
    /// Then comes a byte of this set.
    var required: ByteSet
    /// Then, so many bytes behind it at most, a run begins.
    var mostBetween: Int
    /// The run has at least `runLength` bytes of this set; a length of 0 asks for no run.
    var run: ByteSet
    var runLength: Int
}
