/// Points in time as ISO 8601 writes them, in UTC.
enum Timestamp {
    /// The time so many seconds after the beginning of 1970.
    static func text(_ seconds: Double) -> String {
        let time = Int(max(-6e10, min(2e11, seconds.isFinite ? seconds : 0)).rounded(.down))
        let day = (time < 0 ? time - 86_399 : time) / 86_400
        let clock = time - day * 86_400
        let date = civil(day)
        var text: [UInt8] = []
        text.reserveCapacity(24)
        append(date.year, 4, to: &text)
        for (sign, number) in [(0x2D, date.month), (0x2D, date.day), (0x54, clock / 3600)] {
            text.append(UInt8(sign))
            append(number, 2, to: &text)
        }
        for number in [clock / 60 % 60, clock % 60] {
            text.append(0x3A)
            append(number, 2, to: &text)
        }
        text.append(0x5A)
        return String(decoding: text, as: UTF8.self)
    }

    /// The seconds of a text that ``text(_:)`` made; nil where it made none such.
    static func seconds(_ text: String) -> Double? {
        let words = text.split { "-T:Z".contains($0) }.map { Int($0) }
        guard words.count == 6, text.hasSuffix("Z"), let year = words[0], let month = words[1],
            let day = words[2], let hour = words[3], let minute = words[4], let second = words[5],
            (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        return Double(days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
    }

    private static func append(_ number: Int, _ width: Int, to text: inout [UInt8]) {
        let digits = String(number)
        for _ in 0..<max(0, width - digits.utf8.count) { text.append(0x30) }
        text += digits.utf8
    }

    /// Days since 1970 of a date; eras of 400 years that begin in March, since the leap day is then the last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year < 0 ? year - 399 : year) / 400
        let ofEra = year - era * 400
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    /// The date so many days after the beginning of 1970.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted < 0 ? shifted - 146_096 : shifted) / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let isNext = month >= 10
        return (
            year + era * 400 + (isNext ? 1 : 0), isNext ? month - 9 : month + 3,
            ofYear - (153 * month + 2) / 5 + 1
        )
    }
}
