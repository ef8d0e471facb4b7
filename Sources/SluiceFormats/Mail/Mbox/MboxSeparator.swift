import CScanKernels

/// Whether a line that begins with `From ` parts the mails of an mbox: `From sender date`, in the forms programs write.
enum MboxSeparator {
    enum Judgement {
        case parts
        case isText
        /// The line, or the one behind it, does not end within the bytes.
        case undecided
    }

    static let mark = Array("\nFrom ".utf8)
    /// What UUCP put behind the date, with a host.
    private static let remote = Array("remote from ".utf8)
    private static let longestLine = 512

    /// A line that says something of where mails begin and end.
    struct Line {
        /// The line feed before it.
        var place: Int
        /// Whether it begins with `From `; else it may be a field that counts the bytes of a mail.
        var isMark: Bool
    }

    /// The first such line at or behind `start`; the line feeds between `start` and ``Line/place``, or the end where
    /// there is none, are added to `feeds`.
    static func line(in bytes: Span<UInt8>, from start: Int, _ feeds: inout Int) -> Line? {
        guard start < bytes.count else { return nil }
        let found = unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return buffer.count }
            return unsafe sluice_mail_line(base, max(0, start), buffer.count, &feeds)
        }
        return found < bytes.count ? Line(place: found, isMark: bytes[found + 1] == 0x46) : nil
    }

    /// Judges the line at `start`, which begins with `From `.
    ///
    /// A line of a mail may begin so too; a separator ends with a date, and a header follows it.
    static func judge(_ bytes: Span<UInt8>, at start: Int, _ range: Range<Int>, atEnd: Bool) -> Judgement {
        let limit = min(range.upperBound, start + longestLine)
        guard let end = bytes.place(of: 0x0A, in: start..<limit) else {
            if limit < range.upperBound || atEnd { return .isText }
            return .undecided
        }
        let form = Form(bytes, bytes.trimmed(start + 5..<end))
        guard form != .other else { return .isText }
        let follows = Follower(bytes, end + 1, range.upperBound, atEnd: atEnd)
        if follows == .unknown { return .undecided }
        let isBehindEmptyLine = isBehindEmptyLine(bytes, start, range.lowerBound)
        switch form {
        case .dated:
            let isEnough = isBehindEmptyLine ? follows != .text : follows == .knownField
            return isEnough ? .parts : .isText
        case .addressed: return isBehindEmptyLine && follows == .knownField ? .parts : .isText
        case .other: return .isText
        }
    }

    private static func isBehindEmptyLine(_ bytes: Span<UInt8>, _ start: Int, _ first: Int) -> Bool {
        var place = start
        guard place > first else { return true }
        place -= 1
        if place > first, bytes[place - 1] == 0x0D { place -= 1 }
        return place == first || bytes[place - 1] == 0x0A
    }

    private static func placeOfRemote(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard let place = bytes.place(of: remote, in: range), place > range.lowerBound,
            bytes[place - 1] == 0x20
        else { return nil }
        return place - 1
    }

    /// What stands in the line behind the separator's.
    private enum Follower {
        case knownField, field, nothing, text, unknown

        init(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int, atEnd: Bool) {
            let end = bytes.place(of: 0x0A, in: start..<min(limit, start + 1024))
            if end == nil, !atEnd, limit - start < 1024 {
                self = .unknown
                return
            }
            let line = start..<(end ?? min(limit, start + 1024))
            if bytes.trimmed(line).isEmpty {
                self = .nothing
            } else if bytes.has(">From ", at: start, before: limit) {
                self = .field
            } else if let name = MailHeader.name(bytes, line) {
                self = MailFieldKind(bytes, name.range).isTelling ? .knownField : .field
            } else {
                self = .text
            }
        }
    }

    /// What stands behind `From `.
    private enum Form {
        case dated, addressed, other

        init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
            self = Form(dated: bytes, range)
            guard self != .dated, let end = MboxSeparator.placeOfRemote(bytes, range) else { return }
            self = Form(dated: bytes, range.lowerBound..<end)
        }

        /// Likewise for a line without a host behind its date.
        private init(dated bytes: Span<UInt8>, _ range: Range<Int>) {
            var date = DateWords()
            var end = range.upperBound
            while end > range.lowerBound, let start = date.take(bytes, range.lowerBound..<end) {
                end = start
                while end > range.lowerBound, bytes[end - 1].isWhiteSpace { end -= 1 }
            }
            let sender = range.lowerBound..<end
            let isOneWord = bytes.place(of: 0x20, in: sender) == nil
            let hasAt = bytes.place(of: 0x40, in: sender) != nil
            if date.isDate, !sender.isEmpty, isOneWord || hasAt || bytes[sender.lowerBound] == 0x22 {
                self = .dated
            } else {
                self = isOneWord && hasAt ? .addressed : .other
            }
        }
    }

    /// The words of a date, from its end to its beginning.
    private struct DateWords {
        private var hasTime = false
        private var hasMonth = false
        private var numbers = 0
        private var words = 0

        var isDate: Bool { hasTime && hasMonth && numbers > 0 }

        private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(ThreeLetters.init)

        /// Where the last word of `range` begins, if it is of a date; nil otherwise.
        mutating func take(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
            words += 1
            guard words <= 9 else { return nil }
            var start = range.upperBound
            var digits = 0
            var letters = 0
            var colons = 0
            while start > range.lowerBound {
                let byte = bytes[start - 1]
                if byte.isDigit {
                    digits += 1
                } else if byte.isLetter {
                    letters += 1
                } else if byte == 0x3A {
                    colons += 1
                } else if byte.isWhiteSpace {
                    break
                } else if byte != 0x2C && byte != 0x2B && byte != 0x2D && byte != 0x28 && byte != 0x29 {
                    return nil
                }
                start -= 1
            }
            let isTaken = take(
                bytes, start..<range.upperBound, digits: digits, letters: letters, colons: colons)
            return isTaken ? start : nil
        }

        /// Whether `word`, with so many of each, is of a date.
        private mutating func take(
            _ bytes: Span<UInt8>, _ word: Range<Int>, digits: Int, letters: Int, colons: Int
        ) -> Bool {
            if letters == 0 {
                if colons > 0, digits >= 3 { hasTime = true } else if digits > 0 { numbers += 1 }
                return digits > 0
            }
            if digits == 0, MailDate.month(bytes, word) != nil, letters <= 9 {
                hasMonth = true
                return true
            }
            let isWeekday = ThreeLetters(bytes, word).map(DateWords.weekdays.contains) ?? false
            // The zone stands before any month as the date is read from its end.
            return digits == 0 && (isWeekday && letters <= 9 || !hasMonth && letters <= 5)
        }
    }
}
