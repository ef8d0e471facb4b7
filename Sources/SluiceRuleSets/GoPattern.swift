/// A regular expression as Go's `regexp` reads it, put into PCRE2's syntax.
///
/// Most of it is the same in both. What differs: `\v` is one character in Go and a class in PCRE2; `\C` and octal
/// escapes; braces that are no repeat, which newer versions of PCRE2 may take for one; `\Q` without `\E`; and
/// all that lies beyond ASCII. Patterns that speak of it are matched as UTF-8, with the classes that Go keeps
/// to ASCII spelled out; all others are matched as bytes.
struct GoPattern {
    let regex: String
    /// Whether the pattern is for bytes; else it is for UTF-8.
    let bytes: Bool
    /// How many groups capture.
    let groups: Int

    init(_ source: String) {
        var translator = Translator(source, unicode: false)
        translator.run()
        if translator.needsUnicode {
            translator = Translator(source, unicode: true)
            translator.run()
        }
        regex = translator.output
        bytes = !translator.unicode
        groups = translator.groups
    }
}

private struct Translator {
    let unicode: Bool
    /// In UTF-8; text would be looked through anew with each piece that is added.
    private var written: [UInt8] = []
    private(set) var needsUnicode = false
    private(set) var groups = 0
    private let source: [Unicode.Scalar]
    private var position = 0

    init(_ source: String, unicode: Bool) {
        self.source = Array(source.unicodeScalars)
        self.unicode = unicode
    }

    mutating func run() {
        while let scalar = take() {
            switch scalar {
            case "\\": escape(inClass: false)
            case "[": characterClass()
            case "(": group()
            case "{": brace()
            default: append(scalar)
            }
        }
    }

    var output: String { String(decoding: written, as: UTF8.self) }

    private mutating func put(_ text: String) { written.append(contentsOf: text.utf8) }

    private func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        position + distance < source.count ? source[position + distance] : nil
    }

    private mutating func take() -> Unicode.Scalar? {
        guard let scalar = peek() else { return nil }
        position += 1
        return scalar
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        guard !scalar.isASCII else {
            written.append(UInt8(truncatingIfNeeded: scalar.value))
            return
        }
        needsUnicode = true
        put(String(scalar))
    }

    private mutating func group() {
        put("(")
        guard peek() == "?" else {
            groups += 1
            return
        }
        let isNamed = peek(1) == "P" ? peek(2) == "<" : peek(1) == "<" && peek(2) != "=" && peek(2) != "!"
        if isNamed { groups += 1 }
    }

    /// A brace stays one where a repeat follows: `{2}`, `{2,}`, `{2,5}`.
    private mutating func brace() {
        let rest = source[position...].prefix { $0 != "}" }
        let parts = rest.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        let isDigits = { (part: ArraySlice<Unicode.Scalar>) in part.allSatisfy { ("0"..."9").contains($0) } }
        let isRepeat =
            position + rest.count < source.count && parts.allSatisfy(isDigits) && !(parts.first ?? []).isEmpty
        put(isRepeat ? "{" : "\\{")
    }

    private mutating func escape(inClass: Bool) {
        guard let letter = take() else {
            put("\\")
            return
        }
        switch letter {
        case "Q": quoted()
        case "C": put("(?s:.)")
        case "v": put("\\x0B")
        case "0"..."7": octal(letter)
        case "p", "P":
            needsUnicode = true
            put("\\\(letter)")
        case "x": hexadecimal()
        case "b" where unicode && !inClass: put("(?:(?<=\(word))(?!\(word))|(?<!\(word))(?=\(word)))")
        case "B" where unicode && !inClass: put("(?:(?<=\(word))(?=\(word))|(?<!\(word))(?!\(word)))")
        default:
            if unicode, let set = GoCharacterSet.escape(letter) {
                put(inClass ? set.regex : "[\(set.regex)]")
            } else {
                put("\\")
                append(letter)
            }
        }
    }

    private var word: String { "[0-9A-Za-z_]" }

    private mutating func quoted() {
        while let scalar = take() {
            if scalar == "\\", peek() == "E" {
                position += 1
                return
            }
            let isPlain = !scalar.isASCII || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            if !isPlain { put("\\") }
            append(scalar)
        }
    }

    private mutating func octal(_ first: Unicode.Scalar) {
        var value = first.value - 0x30
        for _ in 0..<2 {
            guard let digit = peek(), ("0"..."7").contains(digit) else { break }
            value = value * 8 + digit.value - 0x30
            position += 1
        }
        hexadecimal(value)
    }

    private mutating func hexadecimal() {
        let isBraced = peek() == "{"
        if isBraced { position += 1 }
        let digits = source[position...].prefix(isBraced ? 8 : 2).prefix { $0.properties.isASCIIHexDigit }
        position += digits.count
        if isBraced, peek() == "}" { position += 1 }
        hexadecimal(UInt32(String(String.UnicodeScalarView(digits)), radix: 16) ?? 0)
    }

    private mutating func hexadecimal(_ value: UInt32) {
        if value > 0x7F { needsUnicode = true }
        let digits = String(value, radix: 16, uppercase: true)
        put(
            value > 0xFF ? "\\x{\(digits)}" : "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
        )
    }

    private mutating func characterClass() {
        put("[")
        if peek() == "^" { append("^", taking: 1) }
        if peek() == "]" { append("\\]", taking: 1) }
        while let scalar = take(), scalar != "]" {
            switch scalar {
            case "\\": escape(inClass: true)
            case "[": posixClass()
            default: append(scalar)
            }
        }
        put("]")
    }

    private mutating func append(_ text: String, taking count: Int) {
        put(text)
        position += count
    }

    /// A `[` inside a class: the head of a name such as `[:alpha:]`, else the character itself.
    private mutating func posixClass() {
        let name = source[position...].dropFirst().prefix { $0 != ":" && $0 != "]" }
        let text = String(String.UnicodeScalarView(name))
        let end = position + 1 + name.count
        guard peek() == ":", end + 1 < source.count, source[end] == ":", source[end + 1] == "]",
            let set = GoCharacterSet.posix(text)
        else {
            put("\\[")
            return
        }
        put(unicode ? set.regex : "[:\(text):]")
        position = end + 2
    }
}
