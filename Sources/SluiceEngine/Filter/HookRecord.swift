/// A ``Hook`` as the kernel reads it; sets are numbers of the ``ClassTable``.
struct HookRecord: BitwiseCopyable {
    /// Stands for "no bound".
    static let unbounded = Int32.max

    var expression: Int32
    /// The term of a list that the hook leads to; -1 for a pattern.
    var term: Int32 = -1
    /// Bytes between the match's start and the anchor; `most` is ``unbounded`` where only the walk tells.
    var least: Int32
    var most: Int32
    /// The class that leads back from the anchor; -1 for none.
    var walkSet: Int32 = -1
    var walkMost: Int32 = 0
    var walkBefore: Int32 = 0
    /// Whether the rest of the pattern must match at the anchor by itself.
    var hasTail = Flag(false)
    /// What stands right before the fixed bytes, and right behind them; -1 where anything may.
    var before: Int32 = -1
    var behind: Int32 = -1
    /// Where the sets of the fixed bytes lie, and how many there are.
    var sequence: Int32 = 0
    var sequenceCount: Int32 = 0
    /// The number of the ``ShapeRecord``; -1 for none.
    var shape: Int32 = -1
}

/// A ``ForwardShape`` as the kernel reads it.
struct ShapeRecord: BitwiseCopyable {
    var skipped: Int32
    var required: Int32
    var run: Int32
    var mostSkipped: Int32
    var mostBetween: Int32
    var runLength: Int32
    /// Whether a byte may be skipped and required at once: then each of them is tried.
    var isAmbiguous: Flag
}

/// A hook that is seen as a stretch of a class.
struct StretchRecord: BitwiseCopyable {
    /// Records of one class together, since its bytes are looked at once for all, and alike ones one behind the other.
    static func sorted(_ records: [StretchRecord]) -> [StretchRecord] {
        var sorted = records.sorted { $0.order < $1.order }
        var first = 0
        for index in sorted.indices {
            if sorted[index].order.kind != sorted[first].order.kind { first = index }
            sorted[first].alike += 1
        }
        return sorted
    }

    private struct Order: Comparable {
        struct Kind: Equatable { var set, isNumber, hasTwoWords: Int32 }

        var kind: Kind
        var number: Int32

        static func < (left: Order, right: Order) -> Bool {
            (left.kind.set, left.kind.isNumber, left.kind.hasTwoWords, left.number)
                < (right.kind.set, right.kind.isNumber, right.kind.hasTwoWords, right.number)
        }
    }

    private var order: Order {
        Order(
            kind: Order.Kind(
                set: set, isNumber: isNumber.isSet ? 1 : 0,
                hasTwoWords: length >= StretchRecord.twoWords ? 1 : 0),
            number: number)
    }

    /// A stretch of so many bytes holds two neighbouring words of eight, at multiples of 8.
    static let twoWords = 23

    var expression: Int32
    var least: Int32
    var most: Int32
    var set: Int32
    var length: Int32
    var digits: Int32
    /// Whether the class has digits only.
    var isNumber: Flag
    /// The number of this record among all stretches: it indexes what a scan remembers of each.
    var number: Int32
    /// How many records from this one on are alike in what eight bytes can tell; 0 but for the first of them.
    var alike: Int32 = 0
}

/// A hook that is seen as two neighbouring bytes.
struct PairRecord: BitwiseCopyable {
    var first: Int32
    var second: Int32
    /// From the anchor to the first byte.
    var distance: Int32
    var hook: Int32
}

/// A string of classes that hooks are seen as, and which hooks.
struct ClassRecord: BitwiseCopyable {
    /// Up to four classes, and where they stand behind the first; zeros behind the last.
    var classes: (UInt8, UInt8, UInt8, UInt8)
    var offsets: (UInt8, UInt8, UInt8, UInt8)
    var count: Int32
    /// The hooks' places in ``FilterProgram/classHooks``.
    var first: Int32
    var end: Int32
}

/// A hook of a string of classes.
struct ClassHook: BitwiseCopyable {
    /// The eight bytes at the anchor must be `value` under `mask`.
    var mask: UInt64
    var value: UInt64
    var hook: Int32
    /// From the anchor to the string.
    var distance: Int32
}
