/// The clock of one scan's verification.
struct VerificationRun {
    /// The clock is looked at once in so many windows.
    private static let windowsBetweenLooks = 32

    let block: Block
    let allowance: Allowance
    let firstMatch: Int
    /// Up to when time was drawn.
    private var drawnUntil = 0
    /// The time, where nothing but looks for mail addresses, which take no time to speak of, was done since it was
    /// looked at; else zero.
    private var latest = 0
    private var untilLook = 0
    private var isExhausted = false

    init(block: Block, allowance: Allowance, firstMatch: Int) {
        self.block = block
        self.allowance = allowance
        self.firstMatch = firstMatch
    }

    /// So much time may pass undrawn, in nanoseconds: all threads at work on a text draw from one account.
    private static let undrawn = 50_000

    mutating func beginPiece(at time: Int) {
        drawnUntil = time
        latest = time
        untilLook = VerificationRun.windowsBetweenLooks
        if !isExhausted { isExhausted = allowance.remaining <= 0 }
    }

    /// Draws what the piece took from the allowance.
    mutating func endPiece() { settle(Allowance.now) }

    private mutating func settle(_ now: Int) {
        allowance.spend(now - drawnUntil)
        drawnUntil = now
    }

    /// The time, by a look at the clock where it is not known.
    func time() -> Int { latest > 0 ? latest : Allowance.now }

    /// Notes the time after the last search.
    mutating func note(_ time: Int) { latest = time }

    /// False where the time is used up.
    mutating func mayContinue() -> Bool {
        untilLook -= 1
        latest = 0
        return untilLook > 0 ? !isExhausted : look(at: Allowance.now)
    }

    /// Draws what has passed; false where the time is used up.
    mutating func look(at now: Int) -> Bool {
        untilLook = VerificationRun.windowsBetweenLooks
        guard now - drawnUntil >= VerificationRun.undrawn else { return !isExhausted }
        settle(now)
        isExhausted = allowance.remaining <= 0
        return !isExhausted
    }

    /// Whether an expression that has taken so many nanoseconds may go on: one alone may take half of the
    /// time, so that the others are not left unseen.
    func isFair(_ spent: Int) -> Bool { spent <= allowance.total / 2 }
}

/// How many start positions one search tries, so that it takes about a millisecond.
///
/// PCRE2's match limit starts anew at each start position. So a slice of many starts gets a low limit each;
/// where one of them needs more, the slice shrinks and the limit grows, until a single start has it all.
struct Slice {
    static let longest = 1024
    private static let steps = 4 * Matcher.matchLimit

    private(set) var starts = 64

    var stepsPerStart: Int { max(1000, min(Matcher.matchLimit, Slice.steps / starts)) }

    /// After a search that took so long.
    mutating func adapt(_ nanoseconds: Int) {
        if nanoseconds > 2_000_000 {
            starts = max(1, starts / 4)
        } else if nanoseconds < 500_000 {
            starts = min(Slice.longest, starts * 2)
        }
    }

    /// After a start has met its limit; false where there is nothing left to shrink.
    mutating func shrink() -> Bool {
        guard starts > 1 else { return false }
        starts = max(1, starts / 16)
        return true
    }
}
