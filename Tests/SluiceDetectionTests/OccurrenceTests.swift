import SluiceModel
import Testing

@testable import SluiceDetection

@Suite("Findings that are alike")
struct OccurrenceTests {
    private func findings(_ text: String, path: String = "a.txt", id: String? = nil) throws -> [Finding] {
        var message = makeMessage(text, path: path)
        message.origin.messageID = id
        return try detect(message, try makeRule("key", ["KEY-[0-9]{4}"]))
    }

    private func numbers(_ counter: inout OccurrenceCounter, _ findings: [Finding]) -> [Int] {
        var numbers: [Int] = []
        for finding in findings { numbers.append(counter.number(of: finding)) }
        return numbers
    }

    @Test("are numbered by value, path and message, and anew for each file")
    func numbered() throws {
        var counter = OccurrenceCounter()
        #expect(numbers(&counter, try findings("KEY-1111 KEY-2222\nKEY-1111 KEY-1111")) == [1, 1, 2, 3])
        #expect(numbers(&counter, try findings("KEY-1111", path: "b.txt")) == [1])
        #expect(numbers(&counter, try findings("KEY-1111", id: "m1")) == [1])
        #expect(numbers(&counter, try findings("KEY-1111")) == [4])
        counter.endFile()
        #expect(numbers(&counter, try findings("KEY-1111")) == [1])
    }

    @Test("never get a number twice, though no more is remembered than fits")
    func bounded() throws {
        var counter = OccurrenceCounter(most: 3)
        var seen: Set<[Int]> = []
        for round in 0..<5 {
            for value in 1000..<1004 {
                for number in numbers(&counter, try findings("KEY-\(value)")) {
                    #expect(seen.insert([value, number]).inserted, "round \(round)")
                }
            }
        }
    }

    @Test("are known by what stays when messages come before them")
    func sameness() throws {
        var first = try #require(try findings("KEY-1111").first)
        first.location.origin.message = 3
        var moved = first
        moved.location.origin.message = 10
        moved.location.line = 80
        #expect(first.sameness == moved.sameness)
        first.time = 1_700_000_000.25
        #expect(first.sameness != moved.sameness)
        moved.time = first.time
        moved.author = Person(name: "Kai")
        #expect(first.sameness != moved.sameness)
        first.location.origin.messageID = "a"
        moved.location.origin.messageID = "a"
        #expect(first.sameness == moved.sameness)
        moved.location.partKind = .subject
        #expect(first.sameness != moved.sameness)
    }
}
