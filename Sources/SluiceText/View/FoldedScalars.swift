/// What characters of a text become in its view, as data.
///
/// Letters and digits become what compatibility decomposition (NFKC, Unicode 14) makes of them, but without the
/// brackets and full stops of enclosed ones. Superscript and subscript digits stay, since `m²` is no `m2`.
enum FoldedScalars {
    /// Characters that show nothing; they are dropped.
    ///
    /// Zero-width characters, soft hyphen, joiners, bidirectional controls, variation selectors, tags, fillers, and
    /// marks that strike out, underline or enclose a character.
    static let dropped: [ClosedRange<UInt32>] = [
        0xAD...0xAD, 0x332...0x333, 0x335...0x336, 0x34F...0x34F, 0x61C...0x61C, 0x115F...0x1160,
        0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x20DD...0x20E0,
        0x20E2...0x20E4, 0x3164...0x3164, 0xFE00...0xFE0F, 0xFEFF...0xFEFF, 0xFFA0...0xFFA0,
        0xFFF9...0xFFFB, 0x1D173...0x1D17A, 0xE0000...0xE0FFF,
    ]

    /// Spaces of other widths than the usual one.
    static let spaces: [ClosedRange<UInt32>] = [
        0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x202F...0x202F, 0x205F...0x205F, 0x2800...0x2800,
        0x3000...0x3000,
    ]

    /// Line ends other than the usual ones: next line, line separator, paragraph separator.
    static let lineEnds: [ClosedRange<UInt32>] = [0x85...0x85, 0x2028...0x2029]

    /// Hyphens: the typographic one and the one at which no line is broken.
    static let hyphens: [ClosedRange<UInt32>] = [0x2010...0x2011]

    /// The zeros of all scripts' decimal digits; nine digits follow each.
    static let zeros: [UInt32] = [
        0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50,
        0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40,
        0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0x104A0, 0x10D30, 0x11066, 0x110F0,
        0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50,
        0x11D50, 0x11DA0, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140,
        0x1E2F0, 0x1E950, 0x1FBF0,
    ]

    /// Where the 26 capital letters stand: in brackets, circles, squares, as signs of flags.
    static let capitals: [UInt32] = [0x24B6, 0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6]
    /// Where the 26 small letters stand: in brackets, in circles.
    static let smalls: [UInt32] = [0x249C, 0x24D0]
    /// Mathematical letters: capitals and small ones, thirteen alphabets one after another.
    static let mathematical: UInt32 = 0x1D400
    static let mathematicalAlphabets: UInt32 = 13
    /// Mathematical Greek: five alphabets one after another, of these letters each.
    static let mathematicalGreek: UInt32 = 0x1D6A8
    static let greekAlphabet = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΘΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂εθκφρπ"

    /// Characters that become one character each.
    ///
    /// The first is named, the others follow. A middle dot stands for one that stays.
    static let single: [(first: UInt32, become: String)] = [
        (0x17F, "s"), (0x251, "a"), (0x261, "g"), (0x2B0, "h·jr···wy"), (0x2E1, "lsx"), (0x1D6A4, "ıȷ"),
        // Small capitals look like capitals.
        (0x262, "G"), (0x26A, "I"), (0x274, "N"), (0x280, "R"), (0x28F, "Y"), (0x299, "B"), (0x29C, "H"),
        (0x29F, "L"), (0x1D00, "A···CD·E··JK·M·O········P··TU···VWZ"), (0xA730, "FS"), (0xA7AF, "Q"),
        (0x1D2C, "A·B·DE·GHIJKLMN·O·PRTUWa···bde···g·km·o···ptu··v······iruv"), (0x1D9C, "c···f"),
        (0x1DBB, "z"),
        (0x2071, "i"), (0x207F, "n"), (0x2090, "aeox·hklmnpst"),
        (0x2102, "C"), (0x210A, "gHHHh"), (0x2110, "IILl·N"), (0x2119, "PQRRR"),
        (0x2124, "Z·Ω·Z·KÅBC·eEF·Mo"),
        (0x2139, "i"), (0x213C, "πγΓΠ"), (0x2145, "Ddeij"),
        (0x2160, "I···V····X"), (0x216C, "LCDM"), (0x2170, "i···v····x"), (0x217C, "lcdm"),
        (0x2460, "123456789"), (0x2474, "123456789"), (0x2488, "123456789"), (0x24EA, "0"),
        (0x24F5, "123456789"),
        (0x24FF, "0"), (0x2776, "123456789"), (0x2780, "123456789"), (0x278A, "123456789"),
        (0x1F100, "00123456789"), (0x1F10B, "00"), (0x1F12B, "CR"),
        // Small and full-width forms of ASCII.
        (0xFE50, ",·.·;:?!·(){}··#&*+-<>=·\\$%@"),
        (0xFF01, "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"),
        (0xFF41, "abcdefghijklmnopqrstuvwxyz{|}~"),
    ]

    /// Characters that become two or three of ASCII.
    static let several: [(first: UInt32, become: [String])] = [
        (0x132, ["IJ", "ij"]), (0x1C7, ["LJ", "Lj", "lj", "NJ", "Nj", "nj"]), (0x1F1, ["DZ", "Dz", "dz"]),
        (0x2116, ["No"]), (0x2161, ["II", "III", "IV"]), (0x2165, ["VI", "VII"]), (0x2168, ["IX"]),
        (0x216A, ["XI", "XII"]), (0x2171, ["ii", "iii", "iv"]), (0x2175, ["vi", "vii"]), (0x2178, ["ix"]),
        (0x217A, ["xi", "xii"]),
        (0x2469, ["10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"]),
        (0x247D, ["10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"]),
        (0x2491, ["10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"]),
        (0x24EB, ["11", "12", "13", "14", "15", "16", "17", "18", "19", "20"]), (0x24FE, ["10"]),
        (0x277F, ["10"]), (0x2789, ["10"]), (0x2793, ["10"]),
        (0xFB00, ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]),
    ]

    /// Cyrillic and Greek letters, each before the Latin letter that it looks like.
    static let alike =
        "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXҮYԌGԚQԜWӀIаaеeѕsіiјjоoрpсcуyхxһhԁdԛqԝwҽeѵvӏlкkмmтt"
        + "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCͿJαaιiκkνvοoρpτtυuχxγyωwηnϲcϳj"
}
