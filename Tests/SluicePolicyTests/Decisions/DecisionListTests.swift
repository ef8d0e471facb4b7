import SluiceModel
import TestSupport
import Testing

@testable import SluicePolicy

@Suite("A file of decisions")
struct DecisionListTests {
    private let today = Day(number: 20_779)

    private func fingerprint(_ number: Int) throws -> Fingerprint {
        let digits = String(number, radix: 16)
        return try #require(Fingerprint(String(repeating: "0", count: 32 - digits.count) + digits))
    }

    private func decision(
        _ number: Int, _ state: DecisionState = .known, reason: String? = "so", until: String? = nil
    ) throws -> Decision {
        Decision(
            fingerprint: try fingerprint(number), rule: try #require(RuleID("iban")), state: state,
            reason: reason, until: try until.map { try #require(Day($0)) })
    }

    private func text(_ list: DecisionList) -> String { String(decoding: list.contents(), as: UTF8.self) }

    @Test("is written sorted, whatever the order of deciding, and read back as it was")
    func roundTrip() throws {
        var list = DecisionList()
        list.setKey("k1")
        for number in [7, 3, 300, 1] { list.decide(try decision(number, reason: "„weil“ \"a\\b\"\n\u{1}")) }
        let bytes = list.contents()
        let read = try DecisionList(bytes)
        #expect(read.contents() == bytes)
        #expect(read.all.map(\.fingerprint) == (try [1, 3, 7, 300].map { try fingerprint($0) }))
        #expect(read.all == list.all)
        #expect(read.keyID == "k1")
        #expect(try read[fingerprint(7)]?.reason == "„weil“ \"a\\b\"\n\u{1}")
        #expect(try read[fingerprint(8)] == nil)
    }

    @Test("keeps lines that nobody changes byte by byte, with fields of later versions")
    func keepsLines() throws {
        let odd =
            #"{ "fingerprint" : "00000000000000000000000000000005", "rule":"iban","state":"known","ticket":[1,{"a":"}"}] }"#
        var list = try DecisionList(Array((odd + "\r\n\n").utf8))
        list.decide(try decision(9))
        list.decide(try decision(2))
        let lines = [
            String(decoding: try decision(2).line, as: UTF8.self), odd,
            String(decoding: try decision(9).line, as: UTF8.self), "",
        ]
        #expect(text(list) == lines.joined(separator: "\n"))
        list.remove(try fingerprint(5))
        #expect(!text(list).contains("ticket"))
        #expect(list.count == 2)
    }

    @Test("sorts what a merge has put together, and drops a line that stands there twice")
    func sorts() throws {
        let lines = try [9, 2, 9, 4].map { String(decoding: try decision($0).line, as: UTF8.self) }
        let list = try DecisionList(Array(lines.joined(separator: "\n").utf8))
        #expect(list.all.map(\.fingerprint) == (try [2, 4, 9].map { try fingerprint($0) }))
    }

    @Test("releases what is known, false or accepted, up to its last day, and says what is back")
    func standing() throws {
        var list = DecisionList()
        list.decide(try decision(1))
        list.decide(try decision(2, .falseAlarm))
        list.decide(try decision(3, .accepted, until: today.description))
        list.decide(try decision(4, .accepted, until: today.adding(days: -1).description))
        list.decide(try decision(5, .fixed))
        let read = try DecisionList(list.contents())
        for list in [list, read] {
            var standings: [DecisionStanding] = []
            for number in 1...6 { standings.append(list.standing(of: try fingerprint(number), on: today)) }
            #expect(
                standings == [
                    .released(.known), .released(.falseAlarm), .released(.accepted), .expired(.accepted),
                    .back,
                    .open,
                ])
        }
    }

    @Test("takes back and decides anew")
    func changes() throws {
        var list = try DecisionList(try decision(1).line)
        list.remove(try fingerprint(1))
        let first = try fingerprint(1)
        #expect(list.isEmpty && list.standing(of: first, on: today) == .open)
        list.decide(try decision(1, .fixed))
        #expect(list.count == 1)
        var other = try DecisionList(Array(try decision(1).line + [0x0A] + decision(2).line))
        other.apply(changesOf: list)
        #expect(other.all.map(\.state) == [.fixed, .known])
    }

    @Test("forgets what expired long ago, and nothing else")
    func retention() throws {
        var list = DecisionList()
        for (number, age) in [(1, 91), (2, 90), (3, -5)] {
            list.decide(try decision(number, until: today.adding(days: -age).description))
        }
        list.decide(try decision(4, .fixed))
        #expect(list.removeExpired(before: today.adding(days: -90)) == 1)
        #expect(list.all.map(\.fingerprint) == (try [2, 3, 4].map { try fingerprint($0) }))
    }

    @Test(
        "says where a line is wrong and what would be right",
        arguments: [
            (#"{"fingerprint":"12"}"#, "d.jsonl:1:16: error: this is no fingerprint"),
            ("\n" + #"{"rule":"x","state":"known"}"#, "d.jsonl:2:1: error: 'fingerprint' is missing"),
            (#"{"fingerprint":"F","rule":"ä b"}"#, "d.jsonl:1:16: error: this is no fingerprint"),
            (#"{"rule":"Ä b"}"#, "d.jsonl:1:9: error: this is no rule's name"),
            (#"{"reason":"ü","state":"seen"}"#, "d.jsonl:1:23: error: this is no state"),
            (#"{"until":"2027-02-30"}"#, "d.jsonl:1:10: error: this is no day"),
            (#"{"reason":7}"#, "d.jsonl:1:11: error: a text in quotes belongs here"),
            (#"{"reason":"x"#, "d.jsonl:1:11: error: this string is not closed"),
            (#"{"reason":"x"} y"#, "d.jsonl:1:16: error: nothing may follow the object"),
            ("<<<<<<< HEAD", "d.jsonl:1:1: error: git left the marks of a conflict here"),
            ("known", "d.jsonl:1:1: error: an object '{…}' belongs here"),
            (
                #"{"fingerprint":"00000000000000000000000000000005","rule":"iban","state":"accepted"}"#,
                "d.jsonl:1:1: error: what is accepted is accepted until a day"
            ),
        ])
    func faults(text: String, expected: String) throws {
        do throws(Diagnostics) {
            _ = try DecisionList(Array(text.utf8), file: "d.jsonl")
            Issue.record("was read")
        } catch {
            #expect(error.all.count == 1)
            #expect(error.description.hasPrefix(expected))
            #expect(error.all.first?.help != nil)
        }
    }

    @Test("names every fault of a file, and two lines that say different things")
    func twice() throws {
        let lines = [
            String(decoding: try decision(1).line, as: UTF8.self), "x",
            String(decoding: try decision(1, .fixed).line, as: UTF8.self), "y",
        ]
        do throws(Diagnostics) {
            _ = try DecisionList(Array(lines.joined(separator: "\n").utf8))
            Issue.record("was read")
        } catch {
            #expect(error.all.map(\.line) == [2, 4, 3])
            #expect(error.all.last?.code == "decided-twice")
            #expect(error.all.last?.message.contains("line 1") == true)
        }
    }

    @Test("survives damage: cut anywhere it is read or refused, never taken for less than it holds")
    func damage() throws {
        var list = DecisionList()
        for number in 1...3 { list.decide(try decision(number, reason: "ä\\\"")) }
        let bytes = list.contents()
        let lineEnds = bytes.indices.filter { bytes[$0] == 0x0A }
        for cut in 0...bytes.count {
            let read = try? DecisionList(Array(bytes[..<cut]))
            // A cut at or right before a line end leaves whole lines.
            let isWhole = cut == 0 || lineEnds.contains(cut) || lineEnds.contains(cut - 1)
            #expect((read != nil) == isWhole)
        }
    }

    @Test("finds any of many thousands of decisions")
    func many() throws {
        var generator = SeededGenerator(seed: 5)
        var bytes: [UInt8] = []
        for number in (0..<20_000).shuffled(using: &generator) {
            bytes += try decision(number * 3).line + [0x0A]
        }
        let list = try DecisionList(bytes)
        for number in stride(from: 0, to: 60_000, by: 601) {
            let expected: DecisionStanding = number % 3 == 0 ? .released(.known) : .open
            let standing = list.standing(of: try fingerprint(number), on: today)
            #expect(standing == expected)
        }
    }
}
