/// Says of each character what it becomes in a view.
///
/// Immutable and made once, when the first character beyond ASCII is met.
final class FoldTable: Sendable {
    /// What a character becomes, before it is known what stands around it.
    struct Form: Hashable {
        /// The scalars, of which there are `count`; unused ones are zero.
        var scalars: [3 of UInt32]
        var count: Int

        @inline(__always)
        init(_ scalar: UInt32) {
            scalars = [scalar, 0, 0]
            count = 1
        }

        fileprivate init(packed: UInt32) {
            scalars = [packed & 0x7F, packed >> 8 & 0x7F, packed >> 16 & 0x7F]
            count = packed >> 16 & 0x7F == 0 ? 2 : 3
        }

        static let nothing = Form(count: 0)

        private init(count: Int) {
            scalars = [0, 0, 0]
            self.count = count
        }

        var last: UInt32 { count > 0 ? scalars[count - 1] : 0 }

        static func == (left: Form, right: Form) -> Bool {
            left.count == right.count && left.scalars[0] == right.scalars[0]
                && left.scalars[1] == right.scalars[1] && left.scalars[2] == right.scalars[2]
        }

        func hash(into hasher: inout Hasher) {
            for index in 0..<count { hasher.combine(scalars[index]) }
        }
    }

    fileprivate struct Stretch {
        var first: UInt32
        var last: UInt32
        /// Where in ``targets`` the form of the first stands; those of the others follow, or are the same.
        var target: Int
        var isConstant: Bool
    }

    static let shared = FoldTable()

    fileprivate static let isPacked: UInt32 = 1 << 31
    private static let supplement: UInt32 = 0xE0000
    private static let planes: UInt32 = 0x2_0000

    /// A bit for each character that may become another, for every block of 64.
    private let flags: [UInt64]
    /// A bit for each of ``stretches``' characters.
    private let changes: [UInt64]
    /// A bit for each character that is dropped.
    private let drops: [UInt64]
    /// A bit for each mark that makes another letter of some letter.
    private let marks: [UInt64]
    private let stretches: [Stretch]
    private let targets: [UInt32]
    /// The Latin letters that those of U+0370 to U+052F look like; zero where there is none.
    private let alike: [UInt8]
    let compositions = Compositions()

    private init() {
        var alike = [UInt8](repeating: 0, count: 0x530 - 0x370)
        let letters = Array(FoldedScalars.alike.unicodeScalars)
        for index in stride(from: 0, to: letters.count - 1, by: 2) {
            alike[Int(letters[index].value) - 0x370] = UInt8(truncatingIfNeeded: letters[index + 1].value)
        }
        self.alike = alike
        var builder = Builder()
        builder.addConstants()
        builder.addAlphabets()
        builder.addLists()
        stretches = builder.stretches.sorted { $0.first < $1.first }
        targets = builder.targets
        let ofStretches = stretches.map { $0.first...$0.last }
        let ofAlike = alike.indices.filter { alike[$0] != 0 }.map { UInt32($0) + 0x370...UInt32($0) + 0x370 }
        changes = FoldTable.bits(ofStretches)
        flags = FoldTable.bits(ofStretches + ofAlike + compositions.marks.map { $0...$0 })
        drops = FoldTable.bits(FoldedScalars.dropped)
        marks = FoldTable.bits(compositions.marks.map { $0...$0 })
    }

    /// Gathers what the lists say.
    fileprivate struct Builder {
        var stretches: [Stretch] = []
        var targets: [UInt32] = []
    }

    private static func bits(_ ranges: [ClosedRange<UInt32>]) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: Int(planes >> 6) + 64)
        for range in ranges {
            for scalar in range {
                guard let index = flagIndex(scalar) else { continue }
                bits[index] |= 1 << UInt64(scalar & 63)
            }
        }
        return bits
    }
}

extension FoldTable.Builder {
    mutating func addConstants() {
        let lists = [
            (FoldedScalars.dropped, UInt32(0)), (FoldedScalars.spaces, 0x20), (FoldedScalars.lineEnds, 0x0A),
            (FoldedScalars.hyphens, 0x2D),
        ]
        for (ranges, target) in lists {
            for range in ranges {
                stretches.append(
                    FoldTable.Stretch(
                        first: range.lowerBound, last: range.upperBound, target: targets.count,
                        isConstant: true))
                targets.append(target)
            }
        }
    }

    mutating func addAlphabets() {
        let capitals = Array(UInt32(0x41)...0x5A)
        let smalls = Array(UInt32(0x61)...0x7A)
        for first in FoldedScalars.zeros { add(first, Array(0x30...0x39)) }
        for first in FoldedScalars.capitals { add(first, capitals) }
        for first in FoldedScalars.smalls { add(first, smalls) }
        for alphabet in 0..<FoldedScalars.mathematicalAlphabets {
            add(FoldedScalars.mathematical + alphabet * 52, capitals + smalls)
        }
        let greek = FoldedScalars.greekAlphabet.unicodeScalars.map(\.value)
        for alphabet in 0..<UInt32(5) {
            add(FoldedScalars.mathematicalGreek + alphabet * UInt32(greek.count), greek)
        }
    }

    mutating func addLists() {
        for (first, become) in FoldedScalars.single {
            for (index, scalar) in become.unicodeScalars.enumerated() where scalar != "·" {
                add(first + UInt32(index), [scalar.value])
            }
        }
        for (first, become) in FoldedScalars.several {
            let packed = become.map { text in
                text.utf8.enumerated().reduce(FoldTable.isPacked) {
                    $0 | UInt32($1.element) << (8 * UInt32($1.offset))
                }
            }
            add(first, packed)
        }
    }

    private mutating func add(_ first: UInt32, _ forms: [UInt32]) {
        stretches.append(
            FoldTable.Stretch(
                first: first, last: first + UInt32(forms.count) - 1, target: targets.count, isConstant: false)
        )
        targets += forms
    }
}

extension FoldTable {
    @inline(__always)
    private static func flagIndex(_ scalar: UInt32) -> Int? {
        if scalar < planes { return Int(scalar >> 6) }
        let index = scalar &- supplement
        return index < 64 * 64 ? Int(planes >> 6 &+ index >> 6) : nil
    }

    @inline(__always)
    private static func isSet(_ scalar: UInt32, in bits: [UInt64]) -> Bool {
        guard let index = flagIndex(scalar) else { return false }
        return bits[index] >> UInt64(scalar & 63) & 1 == 1
    }

    /// Whether the character may become another; where not, it stays whatever stands around it.
    @inline(__always)
    func isFlagged(_ scalar: UInt32) -> Bool {
        FoldTable.isSet(scalar, in: flags)
    }

    /// Whether the character is left out.
    @inline(__always)
    func isDropped(_ scalar: UInt32) -> Bool {
        FoldTable.isSet(scalar, in: drops)
    }

    /// Whether a character is put on the letter before it.
    @inline(__always)
    func isMark(_ scalar: UInt32) -> Bool {
        if scalar < 0x300 || scalar >= 0x370 && scalar < 0x600 { return false }
        switch scalar {
        case 0x300..<0x370, 0x1AB0..<0x1B00, 0x1DC0..<0x1E00, 0x20D0..<0x2100, 0xFE20..<0xFE30: return true
        default: return FoldTable.isSet(scalar, in: marks)
        }
    }

    /// What the character becomes where nothing around it has a say.
    func form(of scalar: UInt32) -> Form {
        guard scalar >= 0x80, scalar < 0x370 || scalar >= 0x530, FoldTable.isSet(scalar, in: changes) else {
            return Form(scalar)
        }
        if scalar >= 0xFF01, scalar <= 0xFF5E { return Form(scalar - 0xFEE0) }
        var low = 0
        var high = stretches.count
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].last < scalar { low = middle + 1 } else { high = middle }
        }
        guard low < stretches.count, stretches[low].first <= scalar else { return Form(scalar) }
        let stretch = stretches[low]
        let target = targets[stretch.target + (stretch.isConstant ? 0 : Int(scalar - stretch.first))]
        if target == 0 { return .nothing }
        return target & FoldTable.isPacked != 0 ? Form(packed: target) : Form(target)
    }

    /// The Latin letter that a Cyrillic or Greek one looks like; zero where it looks like none.
    func latin(alike scalar: UInt32) -> UInt8 {
        let index = scalar &- 0x370
        return index < 0x530 - 0x370 ? alike[Int(index)] : 0
    }
}
