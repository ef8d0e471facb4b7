extension Stretch.Family {
    /// All bytes that the filter lets pass for this family.
    var superset: ByteSet {
        switch self {
        case .hexadecimal: Stretch.Family.hexadecimalSet
        case .numeric: Stretch.Family.numericSet
        case .word: Stretch.Family.wordSet
        }
    }

    private static let hexadecimalSet = (0...255).reduce(into: ByteSet()) { set, byte in
        if [0x30, 0x60].contains((byte | 0x20) & 0xF0) { set.insert(UInt8(byte)) }
    }
    private static let numericSet = ByteSet(0x20...0x3F)
    private static let wordSet = (0...127).reduce(into: ByteSet()) { set, byte in
        if (byte | 0x20) & 0x50 != 0 { set.insert(UInt8(byte)) }
    }

    /// The shortest stretch in which the filter is sure to see what it looks for.
    ///
    /// A stretch of 15 bytes holds eight that begin at a multiple of 8, one of 11 eight that begin at a
    /// multiple of 4; words of letters are common, so two in a row are asked for there.
    var shortest: Int {
        switch self {
        case .hexadecimal: 15
        case .numeric: 11
        case .word: 23
        }
    }

    /// About how often such a stretch is seen.
    var cost: Float {
        switch self {
        case .hexadecimal: 6e-4
        case .numeric: 8e-4
        case .word: 1.2e-2
        }
    }
}

extension Stretch {
    /// Nil where the elements are too short together, or hold too few digits to tell numbers from lines.
    init?(family: Family, elements: ArraySlice<Element>) {
        let length = elements.reduce(0) { $0 + $1.lengths.least }
        guard length >= family.shortest else { return nil }
        set = elements.reduce(into: ByteSet()) { $0.formUnion($1.bytes) }
        digits = family == .numeric ? Stretch.leastDigits(in: elements) : 0
        guard family != .numeric || digits >= 3 else { return nil }
        self.family = family
        least = length
    }

    /// The fewest bytes with bit 0x10 among any eight neighbours, with every separator there that may be.
    private static func leastDigits(in elements: ArraySlice<Element>) -> Int {
        let marked = ByteSet(0x30...0x3F)
        var layout: [Bool] = []
        for element in elements {
            switch element {
            case .byte(let set): layout.append(set.isSubset(of: marked))
            case .gap(let gap):
                let isDigit = gap.set.isSubset(of: marked)
                let copies = isDigit ? gap.least : min(gap.most ?? 8, 8)
                layout.append(contentsOf: repeatElement(isDigit, count: min(copies, 64)))
            case .edge, .before, .behind: break
            }
        }
        guard layout.count >= 8 else { return 0 }
        return (0...layout.count - 8).map { start in
            layout[start..<start + 8].reduce(0) { $0 + ($1 ? 1 : 0) }
        }.min() ?? 0
    }
}

extension ForwardShape {
    /// Bytes behind the fixed ones that a shape may look at; text is readable that far behind its end.
    static let reach = 60

    /// The shape of what `elements` ask for; nil where they ask for nothing that is cheap to see.
    init?(_ elements: ArraySlice<Element>) {
        var rest = elements[...]
        var skipped = ByteSet()
        var mostSkipped = 0
        ForwardShape.takeOptional(&rest, into: &skipped, most: &mostSkipped)
        guard let element = rest.popFirst(), mostSkipped <= 40 else { return nil }
        var between = 0
        switch element {
        case .byte: break
        case .gap(let gap):
            guard let most = gap.most else { return nil }
            between = most - 1
        case .edge, .before, .behind: return nil
        }
        var ignored = ByteSet()
        var run = ByteSet()
        var length = 0
        if !ForwardShape.takeOptional(&rest, into: &ignored, most: &between) {
            between = 0
        } else {
            while let element = rest.popFirst() {
                guard element.bytes.count > 0, length < 16 else { break }
                if length > 0, !element.bytes.isSubset(of: run), !run.isSubset(of: element.bytes) { break }
                if element.lengths.least == 0 { break }
                run.formUnion(element.bytes)
                length += element.lengths.least
                if element.lengths.most != element.lengths.least { break }
            }
        }
        let room = ForwardShape.reach - mostSkipped - between - 2
        guard room > 0 else { return nil }
        self.skipped = skipped
        self.mostSkipped = mostSkipped
        required = element.bytes
        mostBetween = between
        self.run = run
        runLength = min(length, 16, room)
    }

    /// Takes gaps that may be empty; false where one of them has no bound.
    @discardableResult
    private static func takeOptional(
        _ rest: inout ArraySlice<Element>, into set: inout ByteSet, most: inout Int
    ) -> Bool {
        while let element = rest.first {
            switch element {
            case .edge, .before, .behind: break
            case .gap(let gap) where gap.least == 0:
                guard let more = gap.most, most + more <= reach else {
                    most = reach + 1
                    return false
                }
                set.formUnion(gap.set)
                most += more
            case .byte, .gap: return true
            }
            rest.removeFirst()
        }
        return true
    }
}
