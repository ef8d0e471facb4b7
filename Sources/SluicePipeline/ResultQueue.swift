/// Puts results, which come in any order, back into the order of their units.
struct ResultQueue {
    private var waiting: [Int: UnitResult] = [:]
    private var next = 0
    private var isBeingEmptied = false

    /// Adds a result; true where the caller must empty the queue, since nobody else does.
    mutating func add(_ result: UnitResult, number: Int) -> Bool {
        waiting[number] = result
        guard !isBeingEmptied, number == next else { return false }
        isBeingEmptied = true
        return true
    }

    /// The next result in order; nil where it has not come yet, and then whoever brings it goes on.
    mutating func take() -> UnitResult? {
        guard let result = waiting.removeValue(forKey: next) else {
            isBeingEmptied = false
            return nil
        }
        next += 1
        return result
    }
}
