/// Dates as mails carry them (RFC 5322, 3.3), with obsolete zones, missing parts and the orders that programs write.
enum MailDate {
    /// Seconds since 1970; nil where no day is named.
    static func seconds(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
        var reading = DateReading()
        var place = range.lowerBound
        while place < range.upperBound {
            let byte = bytes[place]
            if byte == 0x28 {
                place = (bytes.place(of: 0x29, in: place..<range.upperBound) ?? range.upperBound - 1) + 1
                continue
            }
            let start = place
            if byte.isLetter {
                while place < range.upperBound, bytes[place].isLetter { place += 1 }
                reading.word(bytes, start..<place)
            } else if byte.isDigit {
                while place < range.upperBound, bytes[place].isDigit || bytes[place] == 0x3A { place += 1 }
                let before = start > range.lowerBound ? bytes[start - 1] : 0x20
                reading.number(bytes, start..<place, behind: before)
            } else {
                place += 1
            }
        }
        return reading.seconds
    }

    /// The number of a month by its English name, from 1; nil for other words.
    static func month(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Int? {
        guard let letters = ThreeLetters(bytes, word) else { return nil }
        return months.firstIndex(of: letters).map { $0 + 1 }
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map(ThreeLetters.init)
}

/// The first three bytes of a word in lower case, by which months and days of the week are told.
struct ThreeLetters: Hashable {
    private let value: UInt32

    init(_ name: StaticString) {
        value = name.withUTF8Buffer { letters in
            var value: UInt32 = 0
            for index in 0..<min(3, letters.count) { value = value << 8 | UInt32(unsafe letters[index]) }
            return value
        }
    }

    /// Nil where the word is shorter.
    init?(_ bytes: Span<UInt8>, _ word: Range<Int>) {
        guard word.count >= 3 else { return nil }
        let start = word.lowerBound
        value =
            UInt32(bytes[start].lowerCased) << 16 | UInt32(bytes[start + 1].lowerCased) << 8
            | UInt32(bytes[start + 2].lowerCased)
    }
}

/// What has been found in a date so far.
private struct DateReading {
    private var day: Int?
    private var month: Int?
    private var year: Int?
    private var time: (hour: Int, minute: Int, second: Int)?
    /// East of Greenwich, in minutes.
    private var zone = 0

    /// In hours east of Greenwich (RFC 5322, 4.3, and those of central Europe).
    private static let zones: [(name: [UInt8], hours: Int)] = [
        ("est", -5), ("edt", -4), ("cst", -6), ("cdt", -5), ("mst", -7), ("mdt", -6), ("pst", -8),
        ("pdt", -7),
        ("cest", 2), ("cet", 1), ("mesz", 2), ("mez", 1), ("bst", 1), ("eest", 3), ("eet", 2), ("jst", 9),
    ].map { (Array($0.0.utf8), $0.1) }

    mutating func word(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        if month == nil, let named = MailDate.month(bytes, range) {
            month = named
        } else if time != nil,
            let known = DateReading.zones.first(where: {
                $0.name.count == range.count
                    && bytes.hasWord($0.name, at: range.lowerBound, before: range.upperBound)
            })
        {
            zone = known.hours * 60
        } else if let hour = time?.hour, range.count == 2, bytes[range.lowerBound + 1].lowerCased == 0x6D {
            if bytes[range.lowerBound].lowerCased == 0x70, hour < 12 { time?.hour += 12 }
            if bytes[range.lowerBound].lowerCased == 0x61, hour == 12 { time?.hour = 0 }
        }
    }

    /// Takes digits and colons; `before` is the byte in front of them.
    mutating func number(_ bytes: Span<UInt8>, _ range: Range<Int>, behind before: UInt8) {
        guard range.count <= 12 else { return }
        var fields = (0, 0, 0)
        var count = 1
        for index in range {
            let byte = bytes[index]
            if byte == 0x3A {
                count += 1
            } else if count == 1 {
                fields.0 = fields.0 * 10 + Int(byte & 0xF)
            } else if count == 2 {
                fields.1 = fields.1 * 10 + Int(byte & 0xF)
            } else {
                fields.2 = fields.2 * 10 + Int(byte & 0xF)
            }
        }
        if time != nil, before == 0x2B || before == 0x2D {
            let minutes = count > 1 ? fields.0 * 60 + fields.1 : fields.0 / 100 * 60 + fields.0 % 100
            if minutes <= 24 * 60 { zone = before == 0x2D ? -minutes : minutes }
        } else if count > 1, time == nil {
            time = fields
        } else if count == 1 {
            date(fields.0, digits: range.count, behind: before)
        }
    }

    private mutating func date(_ value: Int, digits: Int, behind before: UInt8) {
        if digits >= 4, year == nil {
            year = value
        } else if year != nil, before == 0x2D, month == nil, (1...12).contains(value) {
            month = value
        } else if day == nil, (1...31).contains(value) {
            day = value
        } else if year == nil, digits <= 3 {
            // RFC 5322, 4.3: two digits below 50 are of this century.
            year = digits == 3 ? 1900 + value : value < 50 ? 2000 + value : 1900 + value
        }
    }

    var seconds: Double? {
        guard let day, let month, let year, (1...9999).contains(year) else { return nil }
        let time = time ?? (0, 0, 0)
        guard time.hour < 25, time.minute < 61, time.second < 62 else { return nil }
        let seconds = time.hour * 3600 + time.minute * 60 + time.second - zone * 60
        return Double(DateReading.days(year, month, day) * 86400 + seconds)
    }

    /// Days since 1970 in the Gregorian calendar; years begin in March, so that the leap day is the last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
