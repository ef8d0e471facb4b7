/// Puts what comes in any order back into the order of its numbers, for one taker at a time.
struct ResultQueue<Element: Sendable>: Sendable {
    private var waiting: [Int: Element] = [:]
    private var next = 0
    private var isTaken = false

    mutating func add(_ element: Element, number: Int) { waiting[number] = element }

    /// The next element in order, and with it the turn, until ``endTurn()``.
    ///
    /// Nil where it has not come yet, and then whoever brings it goes on; or where somebody else has the turn,
    /// who looks again behind it.
    mutating func take() -> (number: Int, element: Element)? {
        guard !isTaken, let element = waiting.removeValue(forKey: next) else { return nil }
        isTaken = true
        next += 1
        return (next - 1, element)
    }

    /// Takes the turn of an element that need not be added, since it is the next; false where it is not, or where
    /// somebody else has the turn.
    mutating func take(turnOf number: Int) -> Bool {
        guard !isTaken, number == next else { return false }
        isTaken = true
        next += 1
        return true
    }

    mutating func endTurn() { isTaken = false }
}
