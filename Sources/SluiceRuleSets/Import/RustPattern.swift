/// A regular expression as Rust's `regex` reads it over bytes, put into PCRE2's syntax.
///
/// Free-spacing patterns lose their white space and comments, since in Rust these also fall away within a class; flags
/// keep their scopes. `\v` is one character in Rust and a class in PCRE2, `\<` and `\>` are borders of words, a `[` within
/// a class opens another one. What has no counterpart is named by ``unsupported``.
struct RustPattern {
    let regex: String
    /// How many groups capture.
    let groups: Int
    /// The number of the group named `TOKEN`; nil where there is none.
    let token: Int?
    /// What cannot be said in PCRE2's syntax over bytes; nil where all can.
    let unsupported: String?

    init(_ source: String) {
        var translator = RustTranslator(source)
        translator.run()
        regex = translator.output
        groups = translator.groups
        token = translator.token
        unsupported = translator.unsupported
    }
}

private struct RustTranslator {
    private(set) var output = ""
    private(set) var groups = 0
    private(set) var token: Int?
    private(set) var unsupported: String?
    private let source: [Unicode.Scalar]
    private var position = 0
    /// Whether white space is free, for each open group, the innermost last.
    private var isFree = [false]

    init(_ source: String) { self.source = Array(source.unicodeScalars) }

    private func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        position + distance < source.count ? source[position + distance] : nil
    }

    private mutating func refuse(_ what: String) { if unsupported == nil { unsupported = what } }

    mutating func run() {
        while let scalar = peek() {
            position += 1
            switch scalar {
            case "\\": escape(inClass: false)
            case "[": characterClass()
            case "(": group()
            case ")":
                if isFree.count > 1 { isFree.removeLast() }
                output += ")"
            case "{": brace()
            case "#" where isFree.last == true: comment()
            default: plain(scalar)
            }
        }
    }

    private mutating func plain(_ scalar: Unicode.Scalar) {
        if isFree.last == true, scalar.properties.isWhitespace { return }
        output.unicodeScalars.append(scalar)
    }

    private mutating func comment() {
        while let scalar = peek(), scalar != "\n" { position += 1 }
    }

    // MARK: - Groups and flags

    private mutating func group() {
        guard peek() == "?" else {
            groups += 1
            open("(")
            return
        }
        position += 1
        switch peek() {
        case "#":
            // A comment of Vectorscan's, which ends at the next parenthesis.
            while let scalar = peek(), scalar != ")" { position += 1 }
            position += 1
        case "P", "<": named()
        default: flags()
        }
    }

    private mutating func open(_ text: String) {
        output += text
        isFree.append(isFree.last ?? false)
    }

    private mutating func named() {
        if peek() == "P" { position += 1 }
        guard peek() == "<", peek(1) != "=", peek(1) != "!" else {
            refuse("a look-around or a reference to a group")
            return
        }
        position += 1
        let name = String(String.UnicodeScalarView(source[position...].prefix { $0 != ">" }))
        position += name.unicodeScalars.count + 1
        groups += 1
        if name.uppercased() == "TOKEN", token == nil { token = groups }
        open("(")
    }

    private mutating func flags() {
        let letters = source[position...].prefix { $0 != ")" && $0 != ":" }
        position += letters.count
        var kept = ""
        var isOff = false
        var free = isFree.last ?? false
        for letter in letters {
            switch letter {
            case "-":
                isOff = true
                kept += "-"
            case "x": free = !isOff
            case "i", "m", "s", "U": kept.unicodeScalars.append(letter)
            case "u": if !isOff { refuse("classes of Unicode (flag u)") }
            default: refuse("the flag \(letter)")
            }
        }
        if kept.hasSuffix("-") { kept.removeLast() }
        guard peek() == ":" else {
            position += 1
            isFree[isFree.count - 1] = free
            if !kept.isEmpty { output += "(?\(kept))" }
            return
        }
        position += 1
        open("(?\(kept):")
        isFree[isFree.count - 1] = free
    }

    private mutating func brace() {
        let rest = source[position...].prefix { $0 != "}" }
        let text = String(String.UnicodeScalarView(rest)).filter { isFree.last != true || !$0.isWhitespace }
        let parts = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            parts.contains(where: { !$0.isEmpty })
        else {
            output += "\\{"
            return
        }
        output += "{" + (text.hasPrefix(",") ? "0" : "") + text + "}"
        position += rest.count + 1
    }

    // MARK: - Escapes

    private mutating func escape(inClass: Bool) {
        guard let letter = peek() else {
            output += "\\"
            return
        }
        position += 1
        switch letter {
        case "v": output += "\\x0B"
        case "<" where !inClass: output += "\\b(?=\\w)"
        case ">" where !inClass: output += "\\b(?<=\\w)"
        case "b" where peek() == "{": refuse("\\b with a kind in braces")
        case "p", "P": refuse("classes of Unicode (\\p)")
        case "x", "u", "U": hexadecimal(letter)
        default:
            output += "\\"
            output.unicodeScalars.append(letter)
        }
    }

    private mutating func hexadecimal(_ letter: Unicode.Scalar) {
        let isBraced = peek() == "{"
        if isBraced { position += 1 }
        let longest = isBraced ? 8 : letter == "x" ? 2 : letter == "u" ? 4 : 8
        let digits = source[position...].prefix(longest).prefix { $0.properties.isASCIIHexDigit }
        position += digits.count + (isBraced ? 1 : 0)
        let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16) ?? 0
        if value > 0xFF { refuse("a character beyond one byte") }
        let text = String(value, radix: 16, uppercase: true)
        output += "\\x" + String(repeating: "0", count: max(0, 2 - text.count)) + text
    }

    // MARK: - Classes

    private mutating func characterClass() {
        output += "["
        skipSpace()
        if peek() == "^" { take("^") }
        skipSpace()
        if peek() == "]" { take("\\]") }
        members()
        output += "]"
    }

    private mutating func take(_ text: String) {
        output += text
        position += 1
    }

    private mutating func skipSpace() {
        while isFree.last == true, let scalar = peek(), scalar.properties.isWhitespace { position += 1 }
    }

    /// What stands up to the class's end; members of a class within it are members of this one.
    private mutating func members() {
        while let scalar = peek(), scalar != "]" {
            position += 1
            switch scalar {
            case "\\": escape(inClass: true)
            case "[": inner()
            case "#" where isFree.last == true: comment()
            case "&" where peek() == "&", "~" where peek() == "~": refuse("sets of classes (&&, ~~)")
            case "-" where peek() == "-": refuse("differences of classes (--)")
            default: plain(scalar)
            }
        }
        position += 1
    }

    private mutating func inner() {
        if peek() == ":" {
            let name = source[position...].prefix { $0 != "]" }
            output += "[" + String(String.UnicodeScalarView(name)) + "]"
            position += name.count + 1
            return
        }
        if peek() == "^" { refuse("a negated class within a class") }
        members()
    }
}
