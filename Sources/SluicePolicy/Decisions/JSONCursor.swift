/// Why a text is no JSON, or not the JSON that was expected, and where.
struct JSONFault: Error, Hashable {
    /// An index of the bytes that were read.
    var place: Int
    var message: String
    var code = "bad-json"
    var help: String?
}

/// Walks over the JSON in some bytes once; no tree is built, and values are only looked at where somebody asks.
struct JSONCursor {
    private let bytes: [UInt8]
    private let end: Int
    private(set) var place: Int

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        end = range.upperBound
        place = range.lowerBound
    }

    /// Gives the members of the object that stands here: the range of each name without its quotes, and of its value.
    mutating func members(
        _ body: (_ name: Range<Int>, _ value: Range<Int>) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        try expect(0x7B, "an object '{…}' belongs here")
        guard !take(0x7D) else { return }
        repeat {
            skipBlanks()
            let name = try string()
            try expect(0x3A, "a ':' belongs here")
            skipBlanks()
            let value = try skipValue()
            try body(name, value)
        } while take(0x2C)
        try expect(0x7D, "a ',' or '}' belongs here")
    }

    /// Gives the ranges of the elements of the array that stands here.
    mutating func elements(_ body: (_ value: Range<Int>) throws(JSONFault) -> Void) throws(JSONFault) {
        try expect(0x5B, "an array '[…]' belongs here")
        guard !take(0x5D) else { return }
        repeat {
            skipBlanks()
            let value = try skipValue()
            try body(value)
        } while take(0x2C)
        try expect(0x5D, "a ',' or ']' belongs here")
    }

    /// - Throws: Where more than blanks follows.
    mutating func finish() throws(JSONFault) {
        skipBlanks()
        if place < end { throw JSONFault(place: place, message: "nothing may follow the object") }
    }

    /// Steps over a value; its range.
    private mutating func skipValue() throws(JSONFault) -> Range<Int> {
        let start = place
        guard place < end else { throw JSONFault(place: place, message: "a value is missing here") }
        switch bytes[place] {
        case 0x22: _ = try string()
        case 0x7B, 0x5B: try skipBrackets()
        default:
            while place < end, JSONCursor.isPlain(bytes[place]) { place += 1 }
            if place == start { throw JSONFault(place: place, message: "a value is missing here") }
        }
        return start..<place
    }

    /// Steps over brackets and what lies between; which kind closes which is not looked at.
    private mutating func skipBrackets() throws(JSONFault) {
        let start = place
        var depth = 0
        while place < end {
            switch bytes[place] {
            case 0x22:
                _ = try string()
                continue
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D: depth -= 1
            default: break
            }
            place += 1
            if depth == 0 { return }
        }
        throw JSONFault(place: start, message: "this bracket is not closed")
    }

    /// Steps over a string; the range of what stands between its quotes.
    private mutating func string() throws(JSONFault) -> Range<Int> {
        let start = place
        guard place < end, bytes[place] == 0x22 else {
            throw JSONFault(place: place, message: "a '\"' belongs here")
        }
        place += 1
        while place < end {
            switch bytes[place] {
            case 0x22:
                place += 1
                return start + 1..<place - 1
            case 0x5C: place += 2
            default: place += 1
            }
        }
        place = end
        throw JSONFault(place: start, message: "this string is not closed")
    }

    private mutating func expect(_ byte: UInt8, _ message: String) throws(JSONFault) {
        guard take(byte) else { throw JSONFault(place: min(place, end), message: message) }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard place < end, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func skipBlanks() {
        while place < end, JSONCursor.isBlank(bytes[place]) { place += 1 }
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
    }

    /// What numbers and literals are made of.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x2C && byte != 0x7D && byte != 0x5D && byte != 0x22 && byte != 0x3A
    }
}

extension [UInt8] {
    /// The text of the string whose literal, with its quotes, stands at `range`; nil where something else stands there.
    func string(at range: Range<Int>) -> String? {
        guard range.count >= 2, self[range.lowerBound] == 0x22 else { return nil }
        return JSONText.unquoted(self[range.lowerBound + 1..<range.upperBound - 1])
    }

    /// The number that stands at `range`; nil where something else stands there.
    func number(at range: Range<Int>) -> Int? { Int(String(decoding: self[range], as: UTF8.self)) }

    func equals(_ name: StaticString, at range: Range<Int>) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { bytes in
            for index in bytes.indices where unsafe self[range.lowerBound + index] != bytes[index] {
                return false
            }
            return true
        }
    }
}
