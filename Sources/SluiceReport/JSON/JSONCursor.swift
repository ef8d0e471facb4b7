/// Why a line is no JSON that was expected; the column counts bytes from 1.
struct JSONFault: Error, Hashable {
    var message: String
    var offset: Int
}

/// Reads one JSON text from its beginning to its end; nothing is built but what is asked for.
struct JSONCursor {
    private static let deepest = 64

    let bytes: [UInt8]
    private(set) var place: Int
    private let end: Int

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        place = range.lowerBound
        end = range.upperBound
    }

    /// The name of a field, compared without making a string of it.
    struct Name {
        fileprivate let bytes: [UInt8]
        fileprivate let range: Range<Int>

        /// As text; for names that are data themselves.
        var text: String { String(decoding: bytes[range], as: UTF8.self) }

        static func ~= (word: StaticString, name: Name) -> Bool {
            guard word.utf8CodeUnitCount == name.range.count else { return false }
            return word.withUTF8Buffer { word in
                for index in word.indices
                where unsafe word[index] != name.bytes[name.range.lowerBound + index] { return false }
                return true
            }
        }
    }

    func fault(_ message: String) -> JSONFault { JSONFault(message: message, offset: place) }

    /// Reads an object; `body` is called with the cursor at each value, and reads or skips it.
    mutating func object(
        _ body: (Name, inout JSONCursor) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        try expect(0x7B, "an object")
        if take(0x7D) { return }
        repeat {
            skipSpace()
            let name = try fieldName()
            try expect(0x3A, "a colon")
            try body(name, &self)
        } while take(0x2C)
        try expect(0x7D, "the object's end")
    }

    /// Reads an array; `body` is called with the cursor at each element.
    mutating func array(_ body: (inout JSONCursor) throws(JSONFault) -> Void) throws(JSONFault) {
        try expect(0x5B, "an array")
        if take(0x5D) { return }
        repeat { try body(&self) } while take(0x2C)
        try expect(0x5D, "the array's end")
    }

    mutating func string() throws(JSONFault) -> String {
        try expect(0x22, "a string")
        let start = place
        while place < end {
            let byte = bytes[place]
            if byte == 0x22 {
                place += 1
                return String(decoding: bytes[start..<place - 1], as: UTF8.self)
            }
            if byte == 0x5C { return try escapedString(from: start) }
            place += 1
        }
        throw fault("a string is not closed")
    }

    mutating func integer() throws(JSONFault) -> Int {
        skipSpace()
        let start = place
        let isNegative = place < end && bytes[place] == 0x2D
        if isNegative { place += 1 }
        var number = 0
        let digits = place
        while place < end, bytes[place] &- 0x30 < 10 {
            let (shifted, overflows) = number.multipliedReportingOverflow(by: 10)
            let (sum, carries) = shifted.addingReportingOverflow(Int(bytes[place] &- 0x30))
            guard !overflows, !carries else { throw fault("a number is too large") }
            number = sum
            place += 1
        }
        guard place > digits, place == end || ![0x2E, 0x65, 0x45].contains(bytes[place]) else {
            place = start
            throw fault("a whole number was expected")
        }
        return isNegative ? -number : number
    }

    mutating func number() throws(JSONFault) -> Double {
        skipSpace()
        let start = place
        while place < end, !JSONCursor.endsWord(bytes[place]) { place += 1 }
        guard let number = Double(String(decoding: bytes[start..<place], as: UTF8.self)) else {
            place = start
            throw fault("a number was expected")
        }
        return number
    }

    mutating func flag() throws(JSONFault) -> Bool {
        skipSpace()
        for (word, value) in [("true", true), ("false", false)]
        where bytes[place..<end].starts(with: word.utf8) {
            place += word.utf8.count
            return value
        }
        throw fault("true or false was expected")
    }

    /// Whether the value is `null`, which is then read.
    mutating func takeNull() -> Bool {
        skipSpace()
        guard place + 4 <= end, bytes[place] == 0x6E, bytes[place..<end].starts(with: "null".utf8) else {
            return false
        }
        place += 4
        return true
    }

    /// Reads a value that nobody asked for.
    mutating func skip() throws(JSONFault) { try skip(depth: 0) }

    /// - Throws: Where something stands behind the value.
    mutating func expectEnd() throws(JSONFault) {
        skipSpace()
        guard place == end else { throw fault("something stands behind the record") }
    }

    private mutating func skip(depth: Int) throws(JSONFault) {
        skipSpace()
        guard place < end else { throw fault("a value was expected") }
        guard depth < JSONCursor.deepest else { throw fault("the values are nested too deep") }
        switch bytes[place] {
        case 0x22: try skipString()
        case 0x7B: try object { _, cursor throws(JSONFault) in try cursor.skip(depth: depth + 1) }
        case 0x5B: try array { cursor throws(JSONFault) in try cursor.skip(depth: depth + 1) }
        default:
            let start = place
            while place < end, !JSONCursor.endsWord(bytes[place]) { place += 1 }
            guard place > start else { throw fault("a value was expected") }
        }
    }

    private mutating func skipString() throws(JSONFault) { _ = try fieldName() }

    /// A string without escapes as a name; one with escapes is no name of ours.
    private mutating func fieldName() throws(JSONFault) -> Name {
        try expect(0x22, "a string")
        let start = place
        while place < end, bytes[place] != 0x22 { place += bytes[place] == 0x5C ? 2 : 1 }
        guard place < end else {
            place = end
            throw fault("a string is not closed")
        }
        place += 1
        return Name(bytes: bytes, range: start..<place - 1)
    }

    private mutating func expect(_ byte: UInt8, _ what: String) throws(JSONFault) {
        guard take(byte) else { throw fault("\(what) was expected") }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard place < end, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func skipSpace() {
        while place < end, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2C, 0x3A, 0x5B, 0x5D, 0x7B, 0x7D, 0x22, 0x20, 0x09, 0x0A, 0x0D: true
        default: false
        }
    }
}

extension JSONCursor {
    /// The rest of a string of which one part has an escape.
    private mutating func escapedString(from start: Int) throws(JSONFault) -> String {
        var text = Array(bytes[start..<place])
        while place < end {
            let byte = bytes[place]
            place += 1
            switch byte {
            case 0x22: return String(decoding: text, as: UTF8.self)
            case 0x5C: try escape(into: &text)
            default: text.append(byte)
            }
        }
        throw fault("a string is not closed")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
        guard place < end else { throw fault("a string is not closed") }
        let byte = bytes[place]
        place += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: text.append(byte)
        case 0x62: text.append(0x08)
        case 0x66: text.append(0x0C)
        case 0x6E: text.append(0x0A)
        case 0x72: text.append(0x0D)
        case 0x74: text.append(0x09)
        case 0x75: text += UTF8.encode(try unicode()) ?? UTF8.encodedReplacementCharacter
        default: throw fault("an escape that JSON does not have")
        }
    }

    /// The character behind `\u`; a half of a pair alone is the replacement character.
    private mutating func unicode() throws(JSONFault) -> Unicode.Scalar {
        let first = try hexadecimal()
        guard first & 0xFC00 == 0xD800, place + 6 <= end, bytes[place] == 0x5C, bytes[place + 1] == 0x75
        else {
            return Unicode.Scalar(first) ?? "\u{FFFD}"
        }
        let before = place
        place += 2
        let second = try hexadecimal()
        guard second & 0xFC00 == 0xDC00 else {
            place = before
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        guard place + 4 <= end,
            let number = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
        else { throw fault("four hexadecimal digits were expected") }
        place += 4
        return number
    }
}
