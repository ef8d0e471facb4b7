import SluiceModel
import Testing

@testable import SluiceFormats

@Suite("What a zip's list does not name")
struct HiddenMembersTests {
    private func zip(_ name: String, _ text: String) -> [UInt8] {
        var zip = ZipMaker()
        zip.add(name, text)
        return zip.bytes
    }

    private func texts(_ bytes: [UInt8]) -> [String] {
        readings(of: bytes, name: "a.zip").flatMap { reading -> [String] in
            guard case .message(let message) = reading else { return [] }
            return message.parts.map { part in
                let mark = message.ambiguities.isEmpty ? "" : " (ambiguous)"
                return part.text.storage.string(in: 0..<part.text.storage.count) + mark
            }
        }
    }

    @Test("members between listed ones are read too, and said to be ambiguous")
    func between() {
        var zip = ZipMaker()
        zip.add("a.txt", "first")
        var hidden = ZipMaker.Member(name: Array("b.txt".utf8), data: Array("between".utf8))
        hidden.isListed = false
        zip.members.append(hidden)
        zip.add("c.txt", "last")
        #expect(texts(zip.bytes) == ["first", "last", "between (ambiguous)"])
        let found = readings(of: zip.bytes, name: "a.zip")
        #expect(listing(found).contains("a.zip!hidden at 40!b.txt: message\n"))
    }

    @Test("members that no list names at all are read")
    func unlisted() {
        var zip = ZipMaker()
        for name in ["a.txt", "b.txt"] {
            zip.members.append(
                ZipMaker.Member(name: Array(name.utf8), data: Array(name.utf8), isListed: false))
        }
        zip.add("c.txt", "listed")
        #expect(texts(zip.bytes) == ["listed", "a.txt (ambiguous)", "b.txt (ambiguous)"])
    }

    @Test("of two archives one behind the other both are read")
    func two() {
        let both = zip("a.txt", "of the first") + zip("b.txt", "of the second")
        #expect(Set(texts(both)) == ["of the second", "of the first (ambiguous)"])
    }

    @Test("text before the members, behind the list and in the comment is read")
    func around() {
        let plain = zip("a.txt", "member")
        // What stands before moves all places, which readers put right.
        var before = zip("b.txt", "member")
        before.replaceSubrange(before.count - 2..<before.count, with: little(UInt16(14)))
        let commented = before + Array("secret comment".utf8)
        #expect(texts(commented) == ["member", "secret comment (ambiguous)"])
        let appended = plain + Array("appended text, long enough".utf8)
        #expect(texts(appended).contains("appended text, long enough (ambiguous)"))
    }

    @Test("zeros, sums behind members and fields of local headers are nothing hidden")
    func honest() {
        var zip = ZipMaker()
        zip.add("a.txt", "first")
        zip.add("b.txt", "second")
        let bytes = zip.bytes
        #expect(HiddenMembers.stretches(of: TextStorage(bytes)).isEmpty)
        #expect(texts(bytes) == ["first", "second"])
        let padded = bytes + [UInt8](repeating: 0, count: 512)
        #expect(HiddenMembers.stretches(of: TextStorage(padded)).isEmpty)
    }

    @Test("lists of any bytes end")
    func damaged() {
        var zip = ZipMaker()
        for number in 0..<4 { zip.add("\(number).txt", "text \(number)") }
        let bytes = zip.bytes
        for place in bytes.indices {
            for value in [UInt8(0), 0xFF, bytes[place] ^ 0x20] {
                var odd = bytes
                odd[place] = value
                var last = 0
                for range in HiddenMembers.stretches(of: TextStorage(odd)) {
                    #expect(range.lowerBound >= last && range.upperBound <= odd.count)
                    last = range.upperBound
                }
            }
        }
    }
}
