extension TOMLParser {
    /// Lists within lists, and tables within tables, no deeper than this.
    private static let deepest = 100

    mutating func value(depth: Int) throws(TOMLFault) -> TOMLValue {
        guard depth < TOMLParser.deepest else { throw fault("too many lists within lists") }
        switch next {
        case UInt8(ascii: "'"): return .text(try literalText())
        case UInt8(ascii: "\""): return .text(try basicText())
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "{"): return .table(try inlineTable(depth: depth))
        default: return try word()
        }
    }

    private mutating func array(depth: Int) throws(TOMLFault) -> [TOMLTable.Entry] {
        index += 1
        var elements: [TOMLTable.Entry] = []
        while true {
            try skipLines()
            if take(UInt8(ascii: "]")) { return elements }
            let place = place
            elements.append(TOMLTable.Entry(value: try value(depth: depth + 1), place: place))
            try skipLines()
            guard take(UInt8(ascii: ",")) || next == UInt8(ascii: "]") else {
                throw fault("a list without its closing bracket")
            }
        }
    }

    private mutating func inlineTable(depth: Int) throws(TOMLFault) -> TOMLTable {
        let table = TOMLTable(.dotted, place)
        index += 1
        skipBlanks()
        if !take(UInt8(ascii: "}")) {
            repeat {
                try keyAndValue(into: table, depth: depth + 1)
                skipBlanks()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "}")) else { throw fault("a table without its closing brace") }
        }
        table.origin = .inline
        return table
    }

    // MARK: Numbers, moments, true and false

    private mutating func word() throws(TOMLFault) -> TOMLValue {
        let start = index
        while let byte = next, TOMLParser.isOfWord(byte) { index += 1 }
        // A date and a time may stand apart.
        if index - start == 10, next == 0x20, let digit = peek(1), (0x30...0x39).contains(digit) {
            index += 1
            while let byte = next, TOMLParser.isOfWord(byte) { index += 1 }
        }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        if let value = TOMLParser.value(of: word) { return value }
        index = start
        throw fault(word.isEmpty ? "a value is missing" : "a value of no kind")
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func value(of word: String) -> TOMLValue? {
        switch word {
        case "true": return .flag(true)
        case "false": return .flag(false)
        case "inf", "+inf": return .number(.infinity)
        case "-inf": return .number(-.infinity)
        case "nan", "+nan", "-nan": return .number(.nan)
        default: break
        }
        if let number = integer(word) ?? fraction(word) { return .number(number) }
        return isMoment(word) ? .moment : nil
    }

    /// Decimal with or without a sign, or hexadecimal, octal, binary behind `0x`, `0o`, `0b`.
    private static func integer(_ word: String) -> Double? {
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.hasPrefix(prefix) {
            guard let digits = joined(word.dropFirst(2)), digits.first != "+", digits.first != "-" else {
                return nil
            }
            return Int64(digits, radix: radix).map(Double.init)
        }
        guard let digits = joined(word[...]), !isPadded(digits) else { return nil }
        return Int64(digits).map(Double.init)
    }

    private static func fraction(_ word: String) -> Double? {
        let isWritten = word.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-._eE".utf8.contains($0) }
        guard isWritten, word.contains(where: { $0 == "." || $0 == "e" || $0 == "E" }) else { return nil }
        let parts = word.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        // Digits stand on both sides of a full stop, and before an exponent.
        if parts.count == 2 {
            guard parts[0].last?.isNumber == true, parts[1].first?.isNumber == true else { return nil }
        }
        guard let digits = joined(word[...]), !isPadded(digits) else { return nil }
        return Double(digits)
    }

    /// Without underscores, each of which stands between two digits; nil where one does not.
    private static func joined(_ digits: Substring) -> String? {
        let parts = digits.split(separator: "_", omittingEmptySubsequences: false)
        for (part, next) in zip(parts, parts.dropFirst()) {
            guard part.last?.isHexDigit == true, next.first?.isHexDigit == true else { return nil }
        }
        return digits.isEmpty ? nil : parts.joined()
    }

    /// Whether a zero stands before other digits.
    private static func isPadded(_ digits: String) -> Bool {
        let unsigned = digits.drop { $0 == "+" || $0 == "-" }
        return unsigned.first == "0" && unsigned.dropFirst().first?.isNumber == true
    }

    /// RFC 3339: a date, a time of day, or both with or without an offset.
    private static func isMoment(_ word: String) -> Bool {
        let zeros = word.utf8.map { (0x30...0x39).contains($0) ? UInt8(ascii: "0") : $0 }
        var rest = String(decoding: zeros, as: UTF8.self)[...]
        let (date, time) = ("0000-00-00", "00:00:00")
        let hasDate = rest.hasPrefix(date)
        if hasDate {
            rest = rest.dropFirst(date.count)
            guard let between = rest.popFirst() else { return true }
            guard "Tt ".contains(between) else { return false }
        }
        guard rest.hasPrefix(time) else { return false }
        rest = rest.dropFirst(time.count)
        if rest.first == "." {
            rest.removeFirst()
            guard rest.first == "0" else { return false }
            rest = rest.drop { $0 == "0" }
        }
        return rest.isEmpty || hasDate && ["Z", "z", "+00:00", "-00:00"].contains(rest)
    }
}
