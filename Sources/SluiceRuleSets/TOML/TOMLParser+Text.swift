extension TOMLParser {
    /// A text between single quotes, on one line or, behind three of them, on several: taken as it stands.
    mutating func literalText() throws(TOMLFault) -> String {
        let quote = UInt8(ascii: "'")
        index += 1
        guard takeTwo(quote) else {
            let start = index
            while let byte = next, byte != quote {
                if TOMLParser.isControl(byte) { throw fault("a text without its closing quote") }
                index += 1
            }
            guard next == quote else { throw fault("a text without its closing quote") }
            defer { index += 1 }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }
        _ = takeLineEnd()
        let start = index
        while !isAtThree(quote) { try step(within: quote) }
        takeLastQuotes(quote)
        defer { index += 3 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// The same between double quotes, where a backslash begins what cannot stand there as it is.
    mutating func basicText() throws(TOMLFault) -> String {
        let quote = UInt8(ascii: "\"")
        index += 1
        let isLong = takeTwo(quote)
        if isLong { _ = takeLineEnd() }
        var text: [UInt8] = []
        var start = index
        while true {
            guard let byte = next else { throw fault("a text without its closing quote") }
            if isLong ? isAtThree(quote) : byte == quote { break }
            if byte == UInt8(ascii: "\\") {
                text += bytes[start..<index]
                try escape(isLong: isLong, into: &text)
                start = index
            } else if isLong {
                try step(within: quote)
            } else {
                if TOMLParser.isControl(byte) { throw fault("a text without its closing quote") }
                index += 1
            }
        }
        if isLong { takeLastQuotes(quote) }
        text += bytes[start..<index]
        index += isLong ? 3 : 1
        return String(decoding: text, as: UTF8.self)
    }

    /// Two more quotes behind the first one; an empty text is no beginning of a long one.
    private mutating func takeTwo(_ quote: UInt8) -> Bool {
        guard next == quote, peek(1) == quote else { return false }
        index += 2
        return true
    }

    /// Of four or five quotes the first belong to the text.
    private mutating func takeLastQuotes(_ quote: UInt8) {
        for _ in 0..<2 where peek(3) == quote { index += 1 }
    }

    private func isAtThree(_ quote: UInt8) -> Bool {
        next == quote && peek(1) == quote && peek(2) == quote
    }

    /// Passes over a character of a text of several lines.
    private mutating func step(within quote: UInt8) throws(TOMLFault) {
        guard let byte = next else { throw fault("a text without its closing quotes") }
        if takeLineEnd() { return }
        if TOMLParser.isControl(byte) { throw fault("a control character in a text") }
        index += 1
    }

    private mutating func escape(isLong: Bool, into text: inout [UInt8]) throws(TOMLFault) {
        index += 1
        if isLong, try skipsLineEnd() { return }
        switch next {
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "\""): text.append(0x22)
        case UInt8(ascii: "\\"): text.append(0x5C)
        case UInt8(ascii: "u"): text += try character(digits: 4)
        case UInt8(ascii: "U"): text += try character(digits: 8)
        default: throw fault("an escape that TOML does not know")
        }
        index += 1
    }

    /// The character of so many hexadecimal digits, up to the last of them.
    private mutating func character(digits: Int) throws(TOMLFault) -> [UInt8] {
        var value: UInt32 = 0
        for _ in 0..<digits {
            index += 1
            guard let digit = next.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
                throw fault("an escape with too few digits")
            }
            value = value << 4 | UInt32(digit)
        }
        guard let scalar = Unicode.Scalar(value) else { throw fault("an escape of no character") }
        return Array(String(scalar).utf8)
    }

    /// Behind a backslash that ends a line all white space goes, up to the next character.
    private mutating func skipsLineEnd() throws(TOMLFault) -> Bool {
        let start = index
        skipBlanks()
        guard takeLineEnd() else {
            index = start
            return false
        }
        repeat { skipBlanks() } while takeLineEnd()
        return true
    }
}
