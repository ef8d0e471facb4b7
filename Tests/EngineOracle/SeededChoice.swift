package import TestSupport

extension SeededGenerator {
    package mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }
    package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    package mutating func between(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }
    package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}
