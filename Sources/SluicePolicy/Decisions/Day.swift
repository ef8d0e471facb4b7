/// A day of the calendar, in UTC.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Since 1970-01-01.
    public var number: Int

    public init(number: Int) { self.number = number }

    /// The day of a moment, in seconds since 1970.
    public init(seconds: Double) { number = Int((seconds / 86_400).rounded(.down)) }

    /// When it begins, in seconds since 1970.
    public var seconds: Double { Double(number) * 86_400 }

    /// A day written as `2027-01-31`; nil where there is no such day.
    public init?(_ text: some StringProtocol) {
        let fields = text.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.map(\.utf8.count) == [4, 2, 2], fields.allSatisfy({ $0.utf8.allSatisfy(Day.isDigit) }),
            let year = Int(fields[0]), let month = Int(fields[1]), let day = Int(fields[2]),
            (1...12).contains(month), day >= 1
        else { return nil }
        number = Day.number(year: year, month: month, day: day)
        // The 31st of a month that has 30 days is the first of the next one.
        guard description == text else { return nil }
    }

    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    public func adding(days: Int) -> Day { Day(number: number + days) }

    public var description: String {
        // After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return Day.padded(year, 4) + "-" + Day.padded(month, 2) + "-" + Day.padded(day, 2)
    }

    /// days_from_civil of the same source.
    private static func number(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
