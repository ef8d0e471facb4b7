import SluiceModel

/// A way to write a value so that people read it and a plain search does not find it.
struct Disguise: Sendable {
    let name: String
    /// The value as it is written; the same where the disguise cannot be put on it.
    let put: @Sendable ([Unicode.Scalar]) -> [Unicode.Scalar]
    /// The value without the disguise, which is not always the value itself: a quoted line has a line end.
    var plain: @Sendable ([Unicode.Scalar]) -> [Unicode.Scalar] = { $0 }
    /// Stands at the beginning of every line.
    var linePrefix = ""
    var flow = LineFlow.fixed

    /// Puts `hidden` in the middle.
    static func inserting(_ name: String, _ hidden: String) -> Disguise {
        Disguise(name: name) { value in
            value.count < 2
                ? value
                : value[..<(value.count / 2)] + Array(hidden.unicodeScalars) + value[(value.count / 2)...]
        }
    }

    /// Puts `hidden` behind every character but the last that `takes` it.
    static func dotting(
        _ name: String, _ hidden: String,
        where takes: @escaping @Sendable (Unicode.Scalar) -> Bool = { _ in true }
    ) -> Disguise {
        Disguise(name: name) { value in
            value.enumerated().flatMap { index, scalar in
                index + 1 < value.count && scalar != "\n" && takes(scalar)
                    ? [scalar] + hidden.unicodeScalars : [scalar]
            }
        }
    }

    /// Writes the characters of `from` as those of `to`.
    static func writing(_ name: String, _ from: String, as to: String) -> Disguise {
        let pairs = Dictionary(uniqueKeysWithValues: zip(from.unicodeScalars, to.unicodeScalars))
        return Disguise(name: name) { $0.map { pairs[$0] ?? $0 } }
    }

    /// Characters of ASCII, and the first of those that they are written as.
    struct Stretch: Sendable {
        var from: ClosedRange<Unicode.Scalar>
        var first: UInt32

        init(_ from: ClosedRange<Unicode.Scalar>, _ first: UInt32) {
            self.from = from
            self.first = first
        }
    }

    /// Writes stretches of ASCII as those that begin elsewhere.
    static func moving(_ name: String, _ stretches: [Stretch]) -> Disguise {
        Disguise(name: name) { value in
            value.map { scalar in
                for stretch in stretches where stretch.from.contains(scalar) {
                    return Unicode.Scalar(stretch.first + scalar.value - stretch.from.lowerBound.value)
                        ?? scalar
                }
                return scalar
            }
        }
    }

    /// Writes all letters of a word but the first as those that look alike in another script.
    static func alike(_ name: String, _ from: String, as to: String) -> Disguise {
        let pairs = Dictionary(uniqueKeysWithValues: zip(from.unicodeScalars, to.unicodeScalars))
        return Disguise(name: name) { value in
            var isBegun = false
            return value.map { scalar in
                let isLetter = scalar.isASCII && scalar.properties.isAlphabetic
                defer { isBegun = isLetter || isBegun && scalar.properties.numericType != nil }
                return isBegun && isLetter ? pairs[scalar] ?? scalar : scalar
            }
        }
    }

    /// Writes each of `from` as one character.
    static func joining(_ name: String, _ pairs: [(String, Unicode.Scalar)]) -> Disguise {
        Disguise(name: name) { value in
            var text = String(String.UnicodeScalarView(value))
            for (letters, joined) in pairs {
                text = text.split(separator: letters, omittingEmptySubsequences: false).joined(
                    separator: String(joined))
            }
            return Array(text.unicodeScalars)
        }
    }

    /// Breaks the value at its first space and quotes all lines.
    static func quoting(_ name: String, _ prefix: String) -> Disguise {
        let broken: @Sendable ([Unicode.Scalar]) -> [Unicode.Scalar] = { value in
            var value = value
            if let space = value.firstIndex(of: " ") { value[space] = "\n" }
            return value
        }
        return Disguise(name: name, put: broken, plain: broken, linePrefix: prefix)
    }

    /// Breaks the value in a way that the lines flow.
    static func flowing(
        _ name: String, _ flow: LineFlow, prefix: String = "",
        put: @escaping @Sendable ([Unicode.Scalar]) -> [Unicode.Scalar]
    ) -> Disguise {
        Disguise(name: name, put: put, linePrefix: prefix, flow: flow)
    }
}

extension Disguise {
    private static let capitals: ClosedRange<Unicode.Scalar> = "A"..."Z"
    private static let smalls: ClosedRange<Unicode.Scalar> = "a"..."z"
    private static let digits: ClosedRange<Unicode.Scalar> = "0"..."9"

    private static let atSpace: @Sendable ([Unicode.Scalar]) -> [Unicode.Scalar] = { value in
        // A line that begins with a space would lose it: RFC 3676 takes it for stuffing.
        let space = value.indices.dropLast().first { value[$0] == " " && value[$0 + 1] != " " }
        guard let space else { return value }
        return value[...space] + ["\n"] + value[(space + 1)...]
    }

    private static let inWord: @Sendable ([Unicode.Scalar]) -> [Unicode.Scalar] = { value in
        guard
            let place = value.indices.dropFirst().first(where: { isWord(value[$0 - 1]) && isWord(value[$0]) })
        else {
            return value
        }
        return value[..<place] + [" ", "\r", "\n"] + value[place...]
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    static let all: [Disguise] = [
        .inserting("zero-width space", "\u{200B}"), .inserting("zero-width joiner", "\u{200D}"),
        .inserting("zero-width non-joiner", "\u{200C}"), .inserting("word joiner", "\u{2060}"),
        .inserting("byte order mark", "\u{FEFF}"), .inserting("soft hyphen", "\u{AD}"),
        .inserting("tag characters", "\u{E0001}\u{E0064}\u{E0065}"),
        .inserting("direction turned", "\u{202E}\u{202C}"),
        .inserting("isolated direction", "\u{2067}\u{2069}"), .inserting("direction mark", "\u{200E}"),
        .inserting("grapheme joiner", "\u{34F}"), .inserting("invisible operator", "\u{2063}"),
        .inserting("Hangul filler", "\u{3164}"), .dotting("zero-width spaces everywhere", "\u{200B}"),
        .dotting("variation selectors", "\u{FE0F}"), .dotting("ideographic variation selectors", "\u{E0100}"),
        .dotting("struck out", "\u{336}"), .dotting("underlined", "\u{332}"),
        .dotting("keycaps", "\u{FE0F}\u{20E3}") { digits.contains($0) },
        .writing("no-break spaces", " ", as: "\u{A0}"),
        .writing("narrow no-break spaces", " ", as: "\u{202F}"),
        .writing("ideographic spaces", " ", as: "\u{3000}"),
        .writing("no-break hyphens", "-", as: "\u{2011}"),
        .moving("full-width", [Stretch("!"..."~", 0xFF01)]),
        .moving("full-width digits", [Stretch(digits, 0xFF10)]),
        .moving(
            "mathematical bold",
            [Stretch(capitals, 0x1D400), Stretch(smalls, 0x1D41A), Stretch(digits, 0x1D7CE)]),
        .moving(
            "mathematical monospace",
            [Stretch(capitals, 0x1D670), Stretch(smalls, 0x1D68A), Stretch(digits, 0x1D7F6)]),
        .moving(
            "circled letters",
            [Stretch(capitals, 0x24B6), Stretch(smalls, 0x24D0), Stretch("1"..."9", 0x2460)]),
        .moving("squared letters", [Stretch(capitals, 0x1F130), Stretch(smalls, 0x249C)]),
        .moving("Arabic digits", [Stretch(digits, 0x660)]),
        .moving("Devanagari digits", [Stretch(digits, 0x966)]),
        .alike("Cyrillic letters", "ABEKMHOPCTYXIJSaeocpyxijs", as: "АВЕКМНОРСТУХІЈЅаеосрухіјѕ"),
        .alike("Greek letters", "ABEZHIKMNOPTYXovapu", as: "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναρυ"),
        .joining("ligatures", [("ffi", "ﬃ"), ("fi", "ﬁ"), ("ff", "ﬀ"), ("fl", "ﬂ"), ("st", "ﬆ")]),
        Disguise(name: "letters taken apart") { value in
            let parts: [Unicode.Scalar: Unicode.Scalar] = [
                "ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U",
            ]
            return value.flatMap { scalar in parts[scalar].map { [$0, "\u{308}"] } ?? [scalar] }
        },
        .quoting("quoted", "> "), .quoting("quoted twice", ">> "), .quoting("quoted with bars", "| "),
        .flowing("flowing", .flowed(deletesSpace: false), put: atSpace),
        .flowing("flowing in a quote", .flowed(deletesSpace: true), prefix: "> ", put: inWord),
    ]
}
