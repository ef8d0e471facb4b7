/// A date found in words that people or programs wrote, such as `Mi., 27. Okt. 2021 um 09:31 Uhr`.
struct DateText {
    /// Since 1970; a time without a zone is taken as UTC.
    var seconds: Double
    /// From the date's first to its last word or number.
    var range: Range<Int>

    /// The first date in `text`: German, English, ISO 8601 and RFC 5322 forms, and numbers in the order of a country.
    static func find(in text: [UInt8]) -> DateText? {
        var reader = DateReader(text)
        return reader.read()
    }
}

/// Collects the numbers, months and zones of one text until a date is whole.
private struct DateReader {
    private let text: [UInt8]
    private var place = 0
    private var numbers: [(value: Int, digits: Int)] = []
    private var month: Int?
    private var numbersBeforeMonth = 0
    private var day: (year: Int, month: Int, day: Int)?
    private var time: (hour: Int, minute: Int, second: Int)?
    private var zone: Int?
    private var range: Range<Int>?

    init(_ text: [UInt8]) { self.text = text }

    mutating func read() -> DateText? {
        while place < text.count {
            let start = place
            if WordBytes.isDigit(text[place]) {
                guard readNumber() else { break }
            } else if text[place] == 0x2B || text[place] == 0x2D, time != nil, zone == nil {
                place += 1
                if readOffset(negative: text[start] == 0x2D) { note(start) }
            } else if WordBytes.isPart(text[place]) {
                readWord()
            } else {
                // An address or a quoted name ends what may belong to the date.
                if day != nil || settleWords(), text[place] == 0x3C || text[place] == 0x22 { break }
                place += 1
            }
        }
        guard let range, day != nil || settleWords(), let day else { return nil }
        var civil = CivilTime(year: day.year, month: day.month, day: day.day)
        if let time { (civil.hour, civil.minute, civil.second) = time }
        guard let seconds = civil.seconds else { return nil }
        return DateText(seconds: seconds - Double(zone ?? 0), range: range)
    }

    private mutating func note(_ start: Int) {
        range = (range?.lowerBound ?? start)..<place
    }

    /// A number and what is joined to it: `27.10.2021`, `2021-10-27T09:31`, `9:31:12`, `2021年10月27日`.
    ///
    /// - Returns: false where the date is whole and the number is not part of it.
    private mutating func readNumber() -> Bool {
        let start = place
        let first = digits()
        if let group = dateGroup(first) {
            guard day == nil else { return false }
            day = group
            if place < text.count, text[place] == 0x54 { place += 1 }
            note(start)
            return true
        }
        if time == nil, first.digits <= 2, place + 1 < text.count,
            text[place] == 0x3A || text[place] | 0x20 == 0x68 || text[place] == 0x2E && day != nil,
            WordBytes.isDigit(text[place + 1])
        {
            readTime(first.value)
            note(start)
            return true
        }
        if day == nil {
            if month == nil { numbersBeforeMonth += 1 }
            numbers.append(first)
            if month != nil || first.digits <= 2 { note(start) }
            return numbers.count < 12
        }
        return first.digits <= 2 || time == nil
    }

    private mutating func digits() -> (value: Int, digits: Int) {
        var value = 0
        let start = place
        while place < text.count, WordBytes.isDigit(text[place]) {
            if place - start < 9 { value = value * 10 + Int(text[place] - 0x30) }
            place += 1
        }
        return (value, place - start)
    }

    /// Three numbers with the same mark between them.
    private mutating func dateGroup(_ first: (value: Int, digits: Int))
        -> (year: Int, month: Int, day: Int)?
    {
        let back = place
        guard let mark = separator(), let second = nextNumber(), separator() == mark, let third = nextNumber()
        else {
            place = back
            return nil
        }
        // `日` closes a date written in Chinese or Japanese.
        if mark == .character, place + 3 <= text.count, text[place] == 0xE6 { place += 3 }
        if first.digits == 4 { return (first.value, second.value, third.value) }
        let year = CivilTime.fullYear(third.value)
        // English of the United States alone writes the month first; it does so with slashes, and with AM and PM.
        if mark == .slash, first.value <= 12, second.value > 12 || isTwelveHours() {
            return (year, first.value, second.value)
        }
        return (year, second.value, first.value)
    }

    private enum Mark { case dot, slash, dash, character }

    private mutating func separator() -> Mark? {
        guard place + 1 < text.count else { return nil }
        let byte = text[place]
        if byte == 0xE5 || byte == 0xE6, place + 3 < text.count {
            place += 3
            return .character
        }
        place += 1
        // `27. 10. 2021` is usual in Czech and found in German.
        if byte == 0x2E, text[place] == 0x20, place + 1 < text.count, WordBytes.isDigit(text[place + 1]) {
            place += 1
        }
        return byte == 0x2E ? .dot : byte == 0x2F ? .slash : byte == 0x2D ? .dash : nil
    }

    private mutating func nextNumber() -> (value: Int, digits: Int)? {
        guard place < text.count, WordBytes.isDigit(text[place]) else { return nil }
        return digits()
    }

    private func isTwelveHours() -> Bool {
        for index in place..<max(place, min(text.count, place + 24) - 1)
        where [0x61, 0x70].contains(text[index] | 0x20) && text[index + 1] | 0x20 == 0x6D
            && WordBytes.isPart(text[index - 1]) == WordBytes.isDigit(text[index - 1])
        {
            return true
        }
        return false
    }

    private mutating func readTime(_ hour: Int) {
        place += 1
        let minute = digits().value
        var second = 0
        if place + 1 < text.count, text[place] == 0x3A, WordBytes.isDigit(text[place + 1]) {
            place += 1
            second = digits().value
        }
        time = (hour, minute, second)
    }

    /// `GMT+2`, `+0200`, `+02:00`; hours east of Greenwich.
    private mutating func readOffset(negative: Bool) -> Bool {
        guard place < text.count, WordBytes.isDigit(text[place]) else { return false }
        let number = digits()
        var seconds =
            number.digits > 2 ? (number.value / 100 * 60 + number.value % 100) * 60 : number.value * 3600
        if number.digits <= 2, place + 2 < text.count, text[place] == 0x3A, WordBytes.isDigit(text[place + 1])
        {
            place += 1
            seconds += digits().value * 60
        }
        guard seconds <= 15 * 3600 else { return false }
        zone = negative ? -seconds : seconds
        return true
    }

    private mutating func readWord() {
        let start = place
        while place < text.count, WordBytes.isPart(text[place]), !WordBytes.isDigit(text[place]) {
            place += 1
        }
        guard let found = DateWord.table.match(at: start, in: text.span, before: place) else { return }
        let isWhole = found.end == place
        switch found.meaning {
        case .month(let number):
            guard day == nil, month == nil, isWhole || found.end - start >= 4, isBesideNumber(start) else {
                return
            }
            month = number
        case .zone(let offset):
            // `GMT+2` says more behind it.
            let isBare = place >= text.count || text[place] != 0x2B && text[place] != 0x2D
            guard time != nil, isWhole else { return }
            if zone == nil, isBare { zone = offset }
        case .afternoon:
            guard let hour = time?.hour, isWhole else { return }
            if hour < 12 { time?.hour += 12 }
        case .morning:
            guard let hour = time?.hour, isWhole else { return }
            if hour == 12 { time?.hour = 0 }
        case .hour:
            guard time != nil, isWhole else { return }
        }
        note(start)
    }

    /// Whether a number stands before or behind the word just read; a name such as June has none.
    private func isBesideNumber(_ start: Int) -> Bool {
        var before = start - 1
        while before >= 0, start - before <= 5, !WordBytes.isDigit(text[before]) { before -= 1 }
        if before >= 0, WordBytes.isDigit(text[before]) { return true }
        var behind = place
        while behind < text.count, behind - place <= 2, !WordBytes.isDigit(text[behind]) { behind += 1 }
        return behind < text.count && WordBytes.isDigit(text[behind])
    }

    /// Makes a day of a month's name and the numbers around it.
    private mutating func settleWords() -> Bool {
        guard day == nil, let month else { return day != nil }
        guard let year = numbers.last(where: { $0.digits == 4 }) else { return false }
        let before = numbers.prefix(numbersBeforeMonth).last { $0.digits <= 2 }
        let behind = numbers.dropFirst(numbersBeforeMonth).first { $0.digits <= 2 }
        guard let number = before ?? behind else { return false }
        day = (year.value, month, number.value)
        return true
    }
}
