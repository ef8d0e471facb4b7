/// What folding must know about scalars beyond ASCII: lower-case form, word character, white space.
///
/// Scalars below U+3000 are looked up in a table that is made when first needed; the others are asked of the
/// standard library, CJK and Hangul by their ranges.
@safe
final class ScalarTable: Sendable {
    static let shared = ScalarTable()

    private static let word: UInt32 = 1 << 30
    private static let space: UInt32 = 1 << 31
    static let tabled: UInt32 = 0x3000

    private let entries: FrozenBuffer<UInt32>

    private init() {
        entries = FrozenBuffer(
            (0..<ScalarTable.tabled).map { Unicode.Scalar($0).map(ScalarTable.entry) ?? $0 })
    }

    /// The scalar's lower-case form, with the flags above.
    private static func entry(_ scalar: Unicode.Scalar) -> UInt32 {
        let properties = scalar.properties
        var entry = scalar.value
        if properties.changesWhenLowercased, let first = properties.lowercaseMapping.unicodeScalars.first {
            entry = first.value
        }
        if isWord(properties.generalCategory) || scalar == "_" { entry |= word }
        if properties.isWhitespace { entry |= space }
        return entry
    }

    private static func isWord(_ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber: true
        default: false
        }
    }

    private func entry(_ value: UInt32) -> UInt32 {
        if value < ScalarTable.tabled { return unsafe entries.base[Int(value)] }
        // Han and Hangul syllables: letters without case.
        if 0x4E00...0x9FFF ~= value || 0xAC00...0xD7A3 ~= value { return value | ScalarTable.word }
        return Unicode.Scalar(value).map(ScalarTable.entry) ?? value
    }

    func isWord(_ value: UInt32) -> Bool { entry(value) & ScalarTable.word != 0 }
    func isSpace(_ value: UInt32) -> Bool { entry(value) & ScalarTable.space != 0 }
    func lowercase(_ value: UInt32) -> UInt32 { entry(value) & 0x1F_FFFF }

    /// Which other scalars have `value` as their lower-case form.
    func uppercases(_ value: UInt32) -> [UInt32] {
        switch value {
        case 0x6B: [0x4B, 0x212A]
        case 0x69: [0x49, 0x130]
        case 0x61...0x7A: [value - 32]
        case 0..<0x80: []
        default: ScalarTable.upper[value] ?? []
        }
    }

    /// Cased scripts all lie below U+20000.
    private static let upper: [UInt32: [UInt32]] = {
        var map: [UInt32: [UInt32]] = [:]
        for value in UInt32(0x80)..<0x2_0000 {
            let lower = shared.lowercase(value)
            if lower != value { map[lower, default: []].append(value) }
        }
        return map
    }()
}
