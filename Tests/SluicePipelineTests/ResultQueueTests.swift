import SluiceFormats
import TestSupport
import Testing

@testable import SluicePipeline

@Suite("Results")
struct ResultQueueTests {
    private struct Nothing: Piece {
        var byteCount: Int
        func read(_ yield: (Reading) -> Void) {}
    }

    @Test("come out in the order of their units, in whatever order they come in", arguments: 1...20)
    func order(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var queue = ResultQueue()
        var out: [Int] = []
        for number in (0..<50).shuffled(using: &generator) {
            let unit = WorkUnit(number: number, piece: Nothing(byteCount: 0), allowance: nil, ignored: number)
            guard queue.add(UnitResult(unit), number: number) else { continue }
            while let result = queue.take() { out.append(result.ignored) }
        }
        #expect(out == Array(0..<50))
    }
}
