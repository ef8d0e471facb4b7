/// A date and a time of day as people write them.
struct CivilTime: Equatable {
    var year: Int
    var month: Int
    var day: Int
    var hour = 0
    var minute = 0
    var second = 0

    /// Seconds since 1970, the time taken as UTC; nil where there is no such day or time.
    var seconds: Double? {
        guard (1...12).contains(month), day >= 1, day <= CivilTime.days(in: month, of: year),
            (0...24).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        let days = CivilTime.dayNumber(year: year, month: month, day: day)
        return Double(days * 86400 + hour * 3600 + minute * 60 + second)
    }

    /// The number of days since 1970-01-01 in the Gregorian calendar.
    ///
    /// Years are counted from March, so that the leap day is their last; 400 years have 146,097 days.
    static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        default: 31
        }
    }

    /// The year that two digits mean: 1970 to 2069.
    static func fullYear(_ year: Int) -> Int { year >= 100 ? year : year >= 70 ? 1900 + year : 2000 + year }
}
