import TestSupport
import Testing

@testable import SluiceFormats

@Suite("RAR archives")
struct RarTests {
    private let letter = Array("Dear Ms Example,\nthe order is on its way.\n".utf8)

    @Test("of both formats give what is stored in them")
    func stored() {
        let text = """
            a.rar!grüße.txt: message
              body: Dear Ms Example,⏎the order is on its way.⏎

            """
        #expect(listing(readings(of: RarMaker.four("letter.txt", letter), name: "a.rar")).contains("Dear Ms"))
        let member = RarMaker.Member(name: "grüße.txt", data: letter)
        #expect(listing(readings(of: RarMaker.five([member]), name: "a.rar")) == text)
    }

    @Test("with encrypted members or headers say so, and give the other members")
    func encrypted() {
        let members = [
            RarMaker.Member(name: "a.txt", data: letter),
            // Longer than what is read at once.
            RarMaker.Member(name: "b.txt", data: [UInt8](repeating: 0x9C, count: 300_000), isLocked: true),
            RarMaker.Member(name: "c.txt", data: letter),
            RarMaker.Member(name: "d.txt", data: letter, isLocked: true),
        ]
        let found = listing(readings(of: RarMaker.five(members), name: "a.rar"))
        #expect(found.contains("a.rar!a.txt: message") && found.contains("a.rar!c.txt: message"))
        #expect(
            found.contains("a.rar!b.txt: gap: encrypted") && found.contains("a.rar!d.txt: gap: encrypted"))
        let locked = RarMaker.four("a.txt", letter, locked: true)
        #expect(listing(readings(of: locked, name: "a.rar")) == "a.rar!a.txt: gap: encrypted\n")
        for hidden in [RarMaker.four("a.txt", letter, hidden: true), RarMaker.five(members, hidden: true)] {
            #expect(listing(readings(of: hidden, name: "a.rar")) == "a.rar: gap: encrypted\n")
        }
    }

    @Test("have the same headers however their bytes come", arguments: [1, 2, 3, 7, 64, 1000])
    func headers(step: Int) {
        let members = (0..<6).map {
            RarMaker.Member(
                name: "\($0)", data: [UInt8](repeating: 7, count: $0 * 90), isLocked: $0.isMultiple(of: 2))
        }
        let bytes = RarMaker.five(members)
        for end in stride(from: 0, through: bytes.count, by: 41) + [bytes.count] {
            var headers = RarHeaders()
            for start in stride(from: 0, to: end, by: step) {
                unsafe bytes[start..<min(end, start + step)].withUnsafeBytes { unsafe headers.take($0) }
            }
            #expect(headers.encrypted.isSubset(of: [0, 2, 4]) && !headers.areEncrypted)
            if end == bytes.count { #expect(headers.encrypted == [0, 2, 4]) }
        }
    }

    @Test("that are no archives end the reading of headers, and nothing else")
    func nonsense() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            var headers = RarHeaders()
            let noise = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
            let bytes = RarHeaders.signature + noise
            unsafe bytes.withUnsafeBytes { unsafe headers.take($0) }
        }
    }
}
