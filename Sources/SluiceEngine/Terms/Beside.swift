/// What a text shows beside a word, as far as it can be told at a glance.
///
/// On each side a pair of ASCII word characters behind one separator, or ``unknown``, or ``impossible`` where no
/// term's separator and pair can stand.
struct Beside {
    /// What a term has beside its key: a pair behind or before it, or none.
    struct Neighbour {
        /// 14 bits: the pair's characters in six bits each, the side above.
        let code: UInt64

        static let none = Neighbour(code: 0)

        static func pair(_ first: UInt8, _ second: UInt8, isBefore: Bool) -> Neighbour {
            let code = Beside.code(UInt64(first) | UInt64(second) << 8)
            return Neighbour(code: code | (isBefore ? Beside.before : Beside.behind))
        }
    }

    static let behind: UInt64 = 0x1000
    static let before: UInt64 = 0x2000
    static let unknown: UInt64 = 0x4000
    static let impossible: UInt64 = 0x8000

    /// What stands before the word, with ``before`` set.
    let back: UInt64
    /// What stands behind it, with ``behind`` set.
    let ahead: UInt64

    /// Twelve bits that tell pairs of ASCII word characters apart, but for case.
    @inline(__always)
    static func code(_ pair: UInt64) -> UInt64 {
        let folded = pair | 0x2020
        let six = folded & 0x1F1F | folded &>> 1 & 0x2020
        return six & 0x3F | six &>> 2 & 0xFC0
    }

    /// Whether a term with this neighbour may match.
    @inline(__always)
    func allows(_ neighbour: UInt64) -> Bool {
        neighbour == 0 || neighbour == ahead || neighbour == back
            || ahead & Beside.unknown != 0 && neighbour & Beside.behind != 0
            || back & Beside.unknown != 0 && neighbour & Beside.before != 0
    }
}
