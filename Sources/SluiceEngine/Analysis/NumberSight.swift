/// A part of a pattern that is a number of at least so many digits: digits, and what may stand between two of them.
///
/// Numbers of eight digits and more are rare in text, and one pass sees all of them. Which rule's number it may be,
/// their digits and what stands before them tell.
struct NumberSight: Hashable, Sendable {
    /// The fewest digits that count; every number seen has eight bytes at least.
    static let fewest = 8
    /// What a number is seen of: digits, and `, - . /`, space and bytes beyond ASCII between them.
    static let bytes = ByteSet.nonASCII.union(ByteSet(0x2C...0x39)).union(ByteSet(0x20))
    /// Between two digits no more bytes stand than these.
    static let mostBetween = 3
    /// In what the kernel sees as one number, no more than these do: each is no further than two from a digit.
    static let mostSeen = 4

    /// How many digits there are at least.
    var digits: Int
    /// Which bytes the number has.
    var set: ByteSet
    /// What stands before the number's first digit, as far as it is known: so many bytes of fixed sets.
    var prefix: [ByteSet]
    /// Whether the byte before is surely none of a number: then the number begins with the run of its bytes.
    var isWhole: Bool
    /// What stands behind the number, where that is surely none of its bytes; else nil.
    var behind: ByteSet?

    /// About how often such a number stands in text.
    var share: Float {
        let all: Float = digits < 9 ? 6e-4 : digits < 11 ? 4e-4 : digits < 13 ? 2e-4 : 5e-5
        let isPlain = set.isDisjoint(with: ByteSet(0x2D...0x2E))
        return all / (prefix.isEmpty && behind == nil ? 1 : 10) / (isPlain ? 3 : 1)
    }
}

extension NumberSight {
    /// The number that begins with the element at `first`, and the number of elements it goes on for; nil where
    /// there is none.
    init?(_ elements: [Element], from first: Int) {
        guard case .byte(let start) = elements[first], start.isSubset(of: .digits) else { return nil }
        digits = 0
        set = ByteSet()
        behind = nil
        var between = 0
        var pending = ByteSet()
        scan: for element in elements[first...] {
            let bytes = element.bytes
            guard bytes.isSubset(of: NumberSight.bytes) else {
                let isFar = between > NumberSight.mostBetween || element.lengths.least == 0
                if !isFar, bytes.isDisjoint(with: NumberSight.bytes) { behind = bytes }
                break
            }
            switch element {
            case .edge, .before, .behind: continue
            case .byte(let one) where one.isSubset(of: .digits):
                guard between <= NumberSight.mostBetween else { break scan }
                digits += 1
            case .byte:
                between += 1
                pending.formUnion(bytes)
                continue
            case .gap(let gap) where gap.set.isSubset(of: .digits):
                pending.formUnion(bytes)
                guard gap.least > 0 else { continue }
                guard between <= NumberSight.mostBetween else { break scan }
                digits += gap.least
            case .gap(let gap):
                guard let most = gap.most, most <= NumberSight.mostBetween else { break scan }
                between += most
                pending.formUnion(bytes)
                continue
            }
            set.formUnion(pending)
            set.formUnion(bytes)
            pending = ByteSet()
            between = 0
        }
        guard digits >= NumberSight.fewest else { return nil }
        prefix = []
        for element in elements[..<first].reversed() where !element.isEmpty {
            guard case .byte(let one) = element, prefix.count < 8 else { break }
            prefix.insert(one, at: 0)
        }
        let before = elements[..<first].last { !$0.isEmpty }
        isWhole = before.map { $0.lengths.least > 0 && $0.bytes.isDisjoint(with: NumberSight.bytes) } ?? false
        if !isWhole { prefix = [] }
    }
}
