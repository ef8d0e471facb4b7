/// The order in which the numbers of a date stand.
enum DateOrder: Int, CaseIterable, Sendable {
    case dayMonthYear, monthDayYear, yearMonthDay

    /// The header's time in seconds since 1970, taken as UTC; nil where there is no such day.
    func seconds(of header: ChatHeader) -> Double? {
        let date = date(of: header)
        return CivilTime(
            year: date.year, month: date.month, day: date.day, hour: header.hour, minute: header.minute,
            second: header.second ?? 0
        ).seconds
    }

    func date(of header: ChatHeader) -> (year: Int, month: Int, day: Int) {
        let (first, second, third) = header.numbers
        return switch self {
        case .dayMonthYear: (CivilTime.fullYear(third), second, first)
        case .monthDayYear: (CivilTime.fullYear(third), first, second)
        case .yearMonthDay: (CivilTime.fullYear(first), second, third)
        }
    }
}

/// Infers the order of the numbers from all headers of one chat.
///
/// A number above 12 is no month, one above 31 no day, four digits are a year. Where that leaves a choice, messages
/// stand in the order in which they were sent: the order with fewer steps back in time is taken, then the one that
/// puts the messages closer together. Where that is not much closer, the order is ``isAmbiguous``.
struct DateOrderInference {
    private var candidates = DateOrder.allCases.map(Candidate.init)
    private var isEmpty = true
    private var differs = false
    private var capital = false

    private struct Candidate {
        let order: DateOrder
        var isPossible = true
        var stepsBack = 0
        /// In days.
        var distance = 0
        var last: Int?

        init(_ order: DateOrder) { self.order = order }

        mutating func note(_ header: ChatHeader) {
            let date = order.date(of: header)
            guard (1...12).contains(date.month), (1...31).contains(date.day) else {
                isPossible = false
                return
            }
            let day = CivilTime.dayNumber(year: date.year, month: date.month, day: date.day)
            if let last {
                if day < last { stepsBack += 1 }
                distance += abs(day - last)
            }
            last = day
        }
    }

    /// Whether just one order is left.
    var isSettled: Bool { !isEmpty && candidates.count { $0.isPossible } == 1 }

    mutating func note(_ header: ChatHeader) {
        isEmpty = false
        if header.isCapital { capital = true }
        if header.numbers.0 != header.numbers.1 { differs = true }
        for index in candidates.indices where candidates[index].isPossible {
            switch candidates[index].order {
            case .yearMonthDay where header.digits.third == 4: candidates[index].isPossible = false
            case .dayMonthYear where header.digits.first == 4: candidates[index].isPossible = false
            // No country puts the month first and dots between.
            case .monthDayYear where header.digits.first == 4 || header.mark == 0x2E:
                candidates[index].isPossible = false
            default: candidates[index].note(header)
            }
        }
        // Two digits at the beginning are a year where nothing else is possible.
        if header.mark != 0x2D, header.digits.first != 4, candidates[0].isPossible || candidates[1].isPossible
        {
            candidates[2].isPossible = false
        }
    }

    private var best: [Candidate] {
        candidates.filter(\.isPossible).sorted {
            ($0.stepsBack, $0.distance, rank($0)) < ($1.stepsBack, $1.distance, rank($1))
        }
    }

    /// What countries do most: the day first, but the month where AM and PM are in capitals.
    private func rank(_ candidate: Candidate) -> Int {
        candidate.order == .monthDayYear && capital ? -1 : candidate.order.rawValue
    }

    var order: DateOrder { best.first?.order ?? (capital ? .monthDayYear : .dayMonthYear) }

    /// Whether another order would do as well.
    var isAmbiguous: Bool {
        guard !isEmpty else { return false }
        let best = best
        guard let first = best.first else { return true }
        return differs
            && best.dropFirst().contains {
                $0.stepsBack <= first.stepsBack && $0.distance <= 10 * (first.distance + 7)
            }
    }
}
