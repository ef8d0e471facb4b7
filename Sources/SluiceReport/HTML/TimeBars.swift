/// Findings over time, by day, or where that makes too many bars, by week, month or year.
struct TimeBars {
    enum Unit: String { case day, week, month, year }

    let unit: Unit
    /// The first day of each bar and what it holds.
    let bars: [(start: Int, count: PeopleCount)]

    init(_ days: [Int: PeopleCount]) {
        let first = days.keys.min() ?? 0
        let unit = TimeBars.unit(span: (days.keys.max() ?? 0) - first)
        var bars: [Int: PeopleCount] = [:]
        for (day, count) in days {
            bars[TimeBars.start(of: day, unit), default: PeopleCount()].add(count)
        }
        self.unit = unit
        self.bars = bars.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func unit(span: Int) -> Unit {
        switch span {
        case ...120: .day
        case ...910: .week
        case ...4380: .month
        default: .year
        }
    }

    private static func start(of day: Int, _ unit: Unit) -> Int {
        switch unit {
        case .day: return day
        // The first of January 1970 was a Thursday.
        case .week: return day - ((day + 3) % 7 + 7) % 7
        case .month:
            let date = CalendarDay(day)
            return CalendarDay.number(year: date.year, month: date.month, day: 1)
        case .year: return CalendarDay.number(year: CalendarDay(day).year, month: 1, day: 1)
        }
    }
}

/// A day of the Gregorian calendar, as the number of days since 1970 and back.
///
/// The arithmetic is Howard Hinnant's `days_from_civil` and `civil_from_days`: years begin in March.
struct CalendarDay {
    let year: Int
    let month: Int

    /// The day in which a point in time lies, in UTC.
    static func number(_ seconds: Double) -> Int { Int((seconds / 86400).rounded(.down)) }

    static func number(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    init(_ number: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}
