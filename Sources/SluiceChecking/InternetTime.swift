import Glibc

/// Times as mails (RFC 5322, 3.3) and answers by HTTP (RFC 9110, 5.6.7) have them.
public enum InternetTime {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37` for so many seconds since 1970, and what universal time is called: `+0000` in mails,
    /// `GMT` in HTTP.
    public static func text(_ seconds: Double, zone: String) -> String {
        var whole = time_t(seconds)
        var parts = unsafe tm()
        _ = unsafe gmtime_r(&whole, &parts)
        func two(_ number: CInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = unsafe "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)])"
        let time = unsafe "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        return unsafe "\(day) \(1900 + parts.tm_year) \(time) \(zone)"
    }
}
