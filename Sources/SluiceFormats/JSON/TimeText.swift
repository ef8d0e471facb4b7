/// Times as exports write them.
///
/// Without a zone a time is taken as UTC: it is only an attribute of a message, and the same on every machine.
enum TimeText {
    /// Seconds since 1970; nil where `text` is no time.
    static func seconds(_ text: Span<UInt8>) -> Double? {
        guard text.count >= 6, text.count <= 40 else { return nil }
        if let number = epoch(text) { return number }
        return unsafe text.withUnsafeBufferPointer { text in
            var scan = unsafe Scan(text: text)
            return unsafe seconds(&scan, first: text[0])
        }
    }

    /// Whether `text` is a time.
    @inline(__always)
    static func isTime(_ text: Span<UInt8>) -> Bool {
        beginsWithDate(text) || seconds(text) != nil
    }

    /// Whether `text` begins with a year of four digits, a month and a day, as most do: what follows may be anything.
    @inline(__always)
    private static func beginsWithDate(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 10, text.count <= 40, text[4] == 0x2D, text[7] == 0x2D else { return false }
        for place in 0..<4 where text[place] &- 0x30 > 9 { return false }
        guard let month = number(at: 5, in: text), let day = number(at: 8, in: text) else { return false }
        return 1...12 ~= month && 1...31 ~= day
    }

    @inline(__always)
    private static func number(at place: Int, in text: Span<UInt8>) -> UInt8? {
        let (tens, ones) = (text[place] &- 0x30, text[place + 1] &- 0x30)
        return tens < 10 && ones < 10 ? tens * 10 + ones : nil
    }

    private static func seconds(_ scan: inout Scan, first: UInt8) -> Double? {
        if first >= 0x41 { return written(&scan) }
        guard let one = scan.number(atMost: 4) else { return nil }
        switch scan.next() {
        case UInt8(ascii: "-"):
            guard let month = scan.number(atMost: 2), scan.take("-"), let day = scan.number(atMost: 2) else {
                return nil
            }
            return whole(year: one, month: month, day: day, &scan)
        case UInt8(ascii: "."):
            guard let month = scan.number(atMost: 2), scan.take("."), let year = scan.number(atMost: 4) else {
                return nil
            }
            return whole(year: year, month: month, day: one, &scan)
        case UInt8(ascii: "/"):
            guard let two = scan.number(atMost: 2), scan.take("/"), let three = scan.number(atMost: 4) else {
                return nil
            }
            return one > 31
                ? whole(year: one, month: two, day: three, &scan)
                : whole(year: three, month: one > 12 ? two : one, day: one > 12 ? one : two, &scan)
        default: return nil
        }
    }

    /// Seconds, milli-, micro- or nanoseconds since 1970, by their size; they have nine digits since 1973.
    private static func epoch(_ text: Span<UInt8>) -> Double? {
        guard text.count >= 9, text[0] != 0x30 else { return nil }
        var whole = 0.0
        var digits = 0
        var scale = 1.0
        var hasPoint = false
        for index in text.indices {
            switch text[index] {
            case 0x30...0x39:
                let digit = Double(text[index] - 0x30)
                if hasPoint {
                    scale /= 10
                    whole += digit * scale
                } else {
                    whole = whole * 10 + digit
                    digits += 1
                }
            case UInt8(ascii: ".") where !hasPoint: hasPoint = true
            default: return nil
            }
        }
        switch digits {
        case 9...10: return whole
        case 12...13: return whole / 1e3
        case 15...16: return whole / 1e6
        case 18...19: return whole / 1e9
        default: return nil
        }
    }

    /// `Wed Oct 10 20:19:24 +0000 2018`, as X writes it.
    private static func written(_ scan: inout Scan) -> Double? {
        guard scan.word().count == 3, scan.take(" ") else { return nil }
        let name = scan.word()
        guard let month = months.firstIndex(of: name), scan.take(" "), let day = scan.number(atMost: 2),
            scan.take(" "), let clock = scan.clock(), scan.take(" ")
        else { return nil }
        let zone = scan.zone()
        guard scan.take(" "), let year = scan.number(atMost: 4) else { return nil }
        return days(year: year, month: month + 1, day: day).map { $0 * 86400 + clock - zone }
    }

    private static let months: [[UInt8]] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ].map { Array($0.utf8) }

    private static func whole(year: Int, month: Int, day: Int, _ scan: inout Scan) -> Double? {
        guard let date = days(year: year < 100 ? year + 2000 : year, month: month, day: day) else {
            return nil
        }
        if scan.take(",") {
            _ = scan.take(" ")
        } else if !scan.take("T"), !scan.take(" ") {
            return date * 86400
        }
        guard let clock = scan.clock() else { return date * 86400 }
        _ = scan.take(" ")
        return date * 86400 + clock - scan.zone()
    }

    /// Days since 1970 in the Gregorian calendar, counted from March so that leap days come last.
    private static func days(year: Int, month: Int, day: Int) -> Double? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let ofEra = shifted - era * 400
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return Double(era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468)
    }

    /// A place in a text that moves forwards.
    @safe
    private struct Scan {
        private let text: UnsafeBufferPointer<UInt8>
        private let count: Int
        private var place = 0

        /// It must not outlive the memory that `text` lies in.
        @unsafe
        init(text: UnsafeBufferPointer<UInt8>) {
            unsafe self.text = unsafe text
            count = text.count
        }

        /// The byte that comes next; zero at the end.
        private var byte: UInt8 { place < count ? unsafe text[place] : 0 }
        private var isAtDigit: Bool { (0x30...0x39).contains(byte) }

        mutating func next() -> UInt8 {
            guard place < count else { return 0 }
            defer { place += 1 }
            return byte
        }

        mutating func take(_ byte: Unicode.Scalar) -> Bool {
            guard place < count, UInt32(self.byte) == byte.value else { return false }
            place += 1
            return true
        }

        mutating func number(atMost digits: Int) -> Int? {
            var value = 0
            let start = place
            while place - start < digits, isAtDigit {
                value = value * 10 + Int(byte - 0x30)
                place += 1
            }
            return place > start ? value : nil
        }

        mutating func word() -> [UInt8] {
            var word: [UInt8] = []
            while (0x61...0x7A).contains(byte | 0x20) {
                word.append(byte)
                place += 1
            }
            return word
        }

        /// `18:05`, `18:05:11`, `18:05:11.25`.
        mutating func clock() -> Double? {
            guard let hour = number(atMost: 2), hour < 25, take(":"), let minute = number(atMost: 2),
                minute < 60
            else { return nil }
            var seconds = Double(hour * 3600 + minute * 60)
            guard take(":"), let second = number(atMost: 2) else { return seconds }
            seconds += Double(second)
            guard take(".") || take(",") else { return seconds }
            var scale = 0.1
            while isAtDigit {
                seconds += Double(byte - 0x30) * scale
                scale /= 10
                place += 1
            }
            return seconds
        }

        /// Seconds east of Greenwich.
        mutating func zone() -> Double {
            let sign: Double
            if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return 0 }
            guard let hours = number(atMost: 2) else { return 0 }
            _ = take(":")
            return sign * Double(hours * 3600 + (number(atMost: 2) ?? 0) * 60)
        }
    }
}
