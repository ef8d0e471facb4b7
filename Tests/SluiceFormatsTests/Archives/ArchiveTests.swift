import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Archives")
struct ArchiveTests {
    @Test("of every kind give their members' texts")
    func kinds() throws {
        let folder = packageFolder.appendingPathComponent("Fixtures/archives")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { !$0.hasSuffix(".txt") && $0 != "make.sh" }
        var list = ""
        for name in names.sorted() {
            let bytes = try Array(Data(contentsOf: folder.appendingPathComponent(name)))
            list += listing(readings(of: bytes, name: name))
        }
        try expectGolden(list, "Fixtures/archives/messages.txt")
    }

    @Test("within archives are read, and named by the whole way")
    func nested() {
        var inner = ZipMaker()
        inner.add("notes/b.txt", "inside")
        var middle = ZipMaker()
        middle.add("inner.zip", bytes: inner.bytes)
        middle.add("a.txt", "between")
        var outer = ZipMaker()
        outer.add("middle.zip", bytes: middle.bytes)
        #expect(
            listing(readings(of: outer.bytes, name: "outer.zip")) == """
                outer.zip!middle.zip!inner.zip!notes/b.txt: message
                  body: inside
                outer.zip!middle.zip!a.txt: message
                  body: between

                """)
    }

    @Test("deeper than allowed are named")
    func depth() {
        var bytes = Array("text".utf8)
        for level in 0..<5 {
            var zip = ZipMaker()
            zip.add("\(level)", bytes: bytes)
            bytes = zip.bytes
        }
        var limits = ReadingLimits.scan
        limits.depth = 2
        #expect(
            listing(readings(of: bytes, name: "a.zip", limits: limits)) == """
                a.zip!4!3!2: gap: limit reached: containers within containers, at most 2

                """)
    }

    @Test("that unpack to too much end, and what came before is read")
    func bombs() {
        var limits = ReadingLimits.scan
        limits.ratio = 50
        let found = readings(of: bomb(unpacked: 11 << 20), name: "a.txt.gz", limits: limits)
        let gaps = found.compactMap { if case .gap(let gap) = $0 { gap } else { nil } }
        #expect(gaps.contains { $0.reason == .limit("50 times the packed size") })
        #expect(gaps.contains { $0.origin.path == "a.txt.gz!a.txt" })
        #expect(found.contains { if case .message = $0 { true } else { false } })
    }

    @Test("with more members than allowed end there")
    func members() {
        var zip = ZipMaker()
        for number in 0..<20 { zip.add("\(number).txt", "text") }
        var limits = ReadingLimits.gateway
        limits.members = 10
        let found = readings(of: zip.bytes, name: "a.zip", limits: limits)
        #expect(
            found.contains {
                if case .gap(let gap) = $0 { gap.reason == .limit("10 members") } else { false }
            })
    }

    @Test("cut short anywhere give what is there, and say so")
    func truncated() {
        var zip = ZipMaker()
        zip.add("a.txt", "the first member's text")
        zip.add("b.txt", "the second member's text")
        let whole = zip.bytes
        for length in stride(from: 10, to: whole.count, by: 23) {
            let found = listing(readings(of: Array(whole[..<length]), name: "a.zip"))
            #expect(found.contains("gap"), "cut at \(length)")
        }
    }

    @Test("with broken and locked members give the others")
    func broken() {
        var zip = ZipMaker()
        zip.add("a.txt", "first")
        zip.members.append(
            ZipMaker.Member(name: Array("b.txt".utf8), data: [0xFF, 1, 2, 3, 4, 5], method: 8))
        zip.members.append(
            ZipMaker.Member(name: Array("c.txt".utf8), data: Array(repeating: 7, count: 30), flags: 1))
        zip.add("d.txt", "last")
        #expect(
            listing(readings(of: zip.bytes, name: "a.zip")) == """
                a.zip!a.txt: message
                  body: first
                a.zip!b.txt: gap: damaged: ZIP decompression failed (-3)
                a.zip!c.txt: gap: encrypted
                a.zip!d.txt: message
                  body: last

                """)
    }
}
