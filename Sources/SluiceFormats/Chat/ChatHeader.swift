/// The date and time that a line of an exported chat begins with.
///
/// WhatsApp writes `31.12.23, 18:05 - ` on Android and `[31.12.23, 18:05:11] ` on iOS, Signal exports
/// `[2023-12-31, 18:05] `; what is copied out of WhatsApp on a computer has `[18:05, 31.12.2023] `. The order of the numbers, the marks between them and the clock follow the telephone's
/// country and settings.
struct ChatHeader {
    /// The three numbers of the date as they stand.
    var numbers: (Int, Int, Int)
    /// Of the first and third number.
    var digits: (first: Int, third: Int)
    /// `.`, `/` or `-`.
    var mark: UInt8
    var hour: Int
    var minute: Int
    var second: Int?
    /// Whether AM or PM stands there, in capitals as in the United States.
    var isCapital = false
    var isBracketed: Bool
    var hasComma = false
    /// Behind the header, where the author or the text begins.
    var end: Int
    /// Where the hour, the minute and the second stand; the last is empty where there is none.
    var places: (hour: Range<Int>, minute: Range<Int>, second: Range<Int>)

    /// Whether a header may begin with that byte: with a digit, a bracket or a mark of direction or byte order.
    @inline(__always)
    static func mayBegin(with byte: UInt8) -> Bool {
        WordBytes.isDigit(byte) || byte == 0x5B || byte == 0xE2 || byte == 0xEF
    }

    /// The header of the line that begins at `start`; nil where it has none.
    @inline(__always)
    static func read(at start: Int, before end: Int, in text: Span<UInt8>) -> ChatHeader? {
        guard start < end, mayBegin(with: text[start]) else { return nil }
        // The shortest is `1.1.23, 8:05 - `.
        var cursor = ChatCursor(place: start, end: min(end, start + longest))
        return cursor.header(in: text)
    }

    private static let longest = 64

    /// Takes the hour as one of the morning or the afternoon.
    fileprivate mutating func setHalf(_ half: (isAfternoon: Bool, isCapital: Bool)) {
        isCapital = half.isCapital
        if half.isAfternoon, hour < 12 { hour += 12 }
        if !half.isAfternoon, hour == 12 { hour = 0 }
    }
}

/// Reads a header from left to right.
private struct ChatCursor {
    var place: Int
    let end: Int

    mutating func header(in text: Span<UInt8>) -> ChatHeader? {
        skipMarks(in: text)
        let isBracketed = take(0x5B, in: text)
        let behind = place
        if isBracketed, let header = copiedHeader(in: text) { return header }
        place = behind
        guard let first = number(in: text, most: 4), let mark = separator(in: text),
            let second = number(in: text, most: 2), separator(in: text) == mark,
            let third = number(in: text, most: 4)
        else { return nil }
        if mark == 0x2E { _ = take(0x2E, in: text) }
        let hasComma = take(0x2C, in: text)
        guard skipBlanks(in: text) > 0 else { return nil }
        let before = dayHalf(in: text) ?? joiningWord(in: text)
        let hourPlace = place
        guard let hour = number(in: text, most: 2), hour.value < 25, let colon = clockMark(in: text),
            let minute = number(in: text, most: 2), minute.digits == 2, minute.value < 60
        else { return nil }
        let minuteEnd = place
        var header = ChatHeader(
            numbers: (first.value, second.value, third.value), digits: (first.digits, third.digits),
            mark: mark, hour: hour.value, minute: minute.value, isBracketed: isBracketed, hasComma: hasComma,
            end: 0,
            places: (hourPlace..<hourPlace + hour.digits, minuteEnd - 2..<minuteEnd, minuteEnd..<minuteEnd))
        if clockMark(in: text) == colon {
            let start = place
            guard let second = number(in: text, most: 2), second.value < 61 else { return nil }
            header.second = second.value
            header.places.second = start..<place
        }
        var blanks = skipBlanks(in: text)
        if blanks > 0, place < end, let clock = ChatWords.clock.match(at: place, in: text, before: end) {
            place = clock.end
            blanks = skipBlanks(in: text)
        }
        if let half = before ?? meridiem(in: text) {
            header.setHalf(half)
            _ = skipBlanks(in: text)
        } else if blanks == 0, !isBracketed {
            return nil
        }
        guard close(isBracketed, in: text) else { return nil }
        header.end = place
        return header
    }

    /// `18:05, 31.12.2023] `, the time in front of the date, behind a bracket.
    private mutating func copiedHeader(in text: Span<UInt8>) -> ChatHeader? {
        let hourPlace = place
        guard let hour = number(in: text, most: 2), hour.value < 25, take(0x3A, in: text),
            let minute = number(in: text, most: 2), minute.digits == 2, minute.value < 60
        else { return nil }
        let minuteEnd = place
        _ = skipBlanks(in: text)
        let half = meridiem(in: text)
        guard take(0x2C, in: text), skipBlanks(in: text) > 0,
            let first = number(in: text, most: 4), let mark = separator(in: text),
            let second = number(in: text, most: 2), separator(in: text) == mark,
            let third = number(in: text, most: 4), close(true, in: text)
        else { return nil }
        var header = ChatHeader(
            numbers: (first.value, second.value, third.value), digits: (first.digits, third.digits),
            mark: mark, hour: hour.value, minute: minute.value, isBracketed: true, hasComma: true, end: place,
            places: (hourPlace..<hourPlace + hour.digits, minuteEnd - 2..<minuteEnd, minuteEnd..<minuteEnd))
        if let half { header.setHalf(half) }
        return header
    }

    /// `] `, or `- `.
    private mutating func close(_ isBracketed: Bool, in text: Span<UInt8>) -> Bool {
        if isBracketed {
            guard take(0x5D, in: text) else { return false }
        } else if place + 2 < end, text[place] == 0xE2, text[place + 1] == 0x80, text[place + 2] == 0x93 {
            place += 3
        } else {
            guard take(0x2D, in: text) else { return false }
        }
        return place == end || skipBlanks(in: text) > 0
    }

    @inline(__always)
    private mutating func take(_ byte: UInt8, in text: Span<UInt8>) -> Bool {
        guard place < end, text[place] == byte else { return false }
        place += 1
        return true
    }

    @inline(__always)
    private mutating func number(in text: Span<UInt8>, most: Int) -> (value: Int, digits: Int)? {
        var value = 0
        var digits = 0
        while place < end, digits < most, WordBytes.isDigit(text[place]) {
            value = value * 10 + Int(text[place] - 0x30)
            digits += 1
            place += 1
        }
        return digits > 0 ? (value, digits) : nil
    }

    /// `.`, `/` or `-`; a blank may follow the dot.
    private mutating func separator(in text: Span<UInt8>) -> UInt8? {
        guard place < end, text[place] == 0x2E || text[place] == 0x2F || text[place] == 0x2D else {
            return nil
        }
        let byte = text[place]
        place += 1
        if byte == 0x2E { _ = take(0x20, in: text) }
        return byte
    }

    private mutating func clockMark(in text: Span<UInt8>) -> UInt8? {
        guard place + 1 < end, text[place] == 0x3A || text[place] == 0x2E || text[place] == 0x68,
            WordBytes.isDigit(text[place + 1])
        else { return nil }
        place += 1
        return text[place - 1]
    }

    /// Marks of direction, which stand before the bracket at times, and the byte order mark.
    private mutating func skipMarks(in text: Span<UInt8>) {
        while place + 2 < end {
            if text[place] == 0xE2, text[place + 1] == 0x80,
                text[place + 2] & 0xFE == 0x8E || text[place + 2] == 0xAA
            {
                place += 3
            } else if text[place] == 0xEF, text[place + 1] == 0xBB, text[place + 2] == 0xBF {
                place += 3
            } else {
                return
            }
        }
    }

    /// Spaces, no-break spaces, narrow no-break spaces (U+202F), marks of direction.
    ///
    /// - Returns: how many bytes they are.
    private mutating func skipBlanks(in text: Span<UInt8>) -> Int {
        let start = place
        while place < end {
            if text[place] == 0x20 {
                place += 1
            } else if text[place] == 0xC2, place + 1 < end, text[place + 1] == 0xA0 {
                place += 2
            } else if text[place] == 0xE2, place + 2 < end, text[place + 1] == 0x80,
                text[place + 2] == 0xAF || text[place + 2] == 0x89
            {
                place += 3
            } else {
                break
            }
        }
        return place - start
    }

    /// AM or PM as Chinese, Japanese and Korean write it before the time.
    private mutating func dayHalf(in text: Span<UInt8>) -> (isAfternoon: Bool, isCapital: Bool)? {
        guard place < end, text[place] >= 0xE4,
            let found = ChatWords.dayHalves.match(at: place, in: text, before: end)
        else { return nil }
        place = found.end
        _ = skipBlanks(in: text)
        return (found.meaning, false)
    }

    /// A word between date and time, such as `klo` or `um`.
    private mutating func joiningWord(in text: Span<UInt8>) -> (isAfternoon: Bool, isCapital: Bool)? {
        guard place < end, !WordBytes.isDigit(text[place]) else { return nil }
        let start = place
        while place < end, place - start < 6, WordBytes.isPart(text[place]), !WordBytes.isDigit(text[place]) {
            place += 1
        }
        if place > start { _ = take(0x2E, in: text) }
        _ = skipBlanks(in: text)
        return nil
    }

    /// `PM`, `pm`, `p.m.`, `p. m.`, or the words of other languages.
    private mutating func meridiem(in text: Span<UInt8>) -> (isAfternoon: Bool, isCapital: Bool)? {
        guard place + 1 < end else { return nil }
        if let found = ChatWords.dayHalvesBehind.match(at: place, in: text, before: end) {
            place = found.end
            return (found.meaning, false)
        }
        let first = text[place] | 0x20
        guard first == 0x61 || first == 0x70 else { return nil }
        let start = place
        place += 1
        _ = take(0x2E, in: text)
        _ = skipBlanks(in: text)
        guard place < end, text[place] | 0x20 == 0x6D else {
            place = start
            return nil
        }
        place += 1
        _ = take(0x2E, in: text)
        return (first == 0x70, text[start] & 0x20 == 0)
    }
}
