/// The clock of one scan's verification.
struct VerificationRun {
    /// A window is tried in slices of so many starts at first; they grow and shrink to about 5 ms.
    static let firstSlice = 4096
    private static let longestSlice = 1 << 16
    /// The clock is looked at once in so many windows.
    private static let windowsBetweenLooks = 32

    let block: Block
    let allowance: Allowance
    let firstMatch: Int
    private var pieceBegan = 0
    private var untilLook = 0
    private var isExhausted = false

    init(block: Block, allowance: Allowance, firstMatch: Int) {
        self.block = block
        self.allowance = allowance
        self.firstMatch = firstMatch
    }

    mutating func beginPiece(at time: Int) {
        pieceBegan = time
        untilLook = VerificationRun.windowsBetweenLooks
        if !isExhausted { isExhausted = allowance.remaining <= 0 }
    }

    /// Draws what the piece took from the allowance.
    mutating func endPiece() { settle(Allowance.now) }

    private mutating func settle(_ now: Int) {
        allowance.spend(now - pieceBegan)
        pieceBegan = now
    }

    /// False where the time is used up.
    mutating func mayContinue() -> Bool {
        untilLook -= 1
        if untilLook <= 0 { look() }
        return !isExhausted
    }

    private mutating func look() {
        untilLook = VerificationRun.windowsBetweenLooks
        settle(Allowance.now)
        isExhausted = allowance.remaining <= 0
    }

    /// Makes slices longer or shorter by what the last one took, and looks at the clock if that was long.
    mutating func adapt(_ slice: inout Int, _ nanoseconds: Int) {
        if nanoseconds > 5_000_000 {
            slice = max(1, slice / 4)
        } else if nanoseconds < 1_000_000 {
            slice = min(VerificationRun.longestSlice, slice * 2)
        }
        if nanoseconds > 200_000 { untilLook = 0 }
    }
}
