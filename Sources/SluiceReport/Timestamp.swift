import Glibc

/// Points in time as ISO 8601 writes them, in UTC.
enum Timestamp {
    /// The time so many seconds after the beginning of 1970.
    static func text(_ seconds: Double) -> String {
        var time = time_t(max(-6e10, min(2e11, seconds.isFinite ? seconds : 0)).rounded(.down))
        var parts = unsafe tm()
        guard unsafe gmtime_r(&time, &parts) != nil else { return "" }
        let (year, month, day) = unsafe (Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday))
        let (hour, minute, second) = unsafe (Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec))
        let date = [padded(year, 4), padded(month, 2), padded(day, 2)]
        let clock = [hour, minute, second].map { padded($0, 2) }
        return date.joined(separator: "-") + "T" + clock.joined(separator: ":") + "Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
