import TestSupport
import Testing

@testable import SluicePipeline

@Suite("Results")
struct ResultQueueTests {
    @Test("come out in the order of their units, in whatever order they come in", arguments: 1...20)
    func order(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var queue = ResultQueue<Int>()
        var out: [Int] = []
        for number in (0..<50).shuffled(using: &generator) {
            queue.add(number, number: number)
            while let (place, result) = queue.take() {
                #expect(place == result)
                out.append(result)
                queue.endTurn()
            }
        }
        #expect(out == Array(0..<50))
    }

    @Test("are given to one taker at a time")
    func turns() {
        var queue = ResultQueue<String>()
        queue.add("a", number: 0)
        queue.add("b", number: 1)
        #expect(queue.take()?.element == "a")
        #expect(queue.take() == nil)
        queue.endTurn()
        #expect(queue.take()?.element == "b")
        queue.endTurn()
        #expect(queue.take() == nil)
    }

    @Test("that are next need not be added to have their turn")
    func nextTurn() {
        var queue = ResultQueue<String>()
        var turns = [queue.take(turnOf: 1), queue.take(turnOf: 0), queue.take(turnOf: 1)]
        #expect(turns == [false, true, false])
        queue.add("b", number: 1)
        #expect(queue.take() == nil)
        queue.endTurn()
        #expect(queue.take()?.element == "b")
        queue.endTurn()
        turns = [queue.take(turnOf: 1), queue.take(turnOf: 2)]
        #expect(turns == [false, true])
    }
}
