import TestSupport

extension [UInt8] {
    /// Changes, takes out and doubles bytes at so many places; `telling` are those that a format reads as signs.
    mutating func damage(times: ClosedRange<Int>, with telling: [UInt8], _ random: inout SeededGenerator) {
        for _ in 0..<Int.random(in: times, using: &random) {
            let place = Int.random(in: 0..<count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: self[place] = UInt8.random(in: 0...255, using: &random)
            case 1: self[place] = telling.randomElement(using: &random) ?? 0
            case 2: remove(at: place)
            default:
                let end = Swift.min(count, place + Int.random(in: 1...60, using: &random))
                insert(contentsOf: self[place..<end], at: Int.random(in: 0..<place + 1, using: &random))
            }
        }
    }
}
