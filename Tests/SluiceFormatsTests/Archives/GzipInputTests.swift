import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Gzip")
struct GzipInputTests {
    /// A member of stored blocks, with whatever its head may have.
    private static func member(_ text: [UInt8], flags: UInt8 = 0) -> [UInt8] {
        var bytes: [UInt8] = [0x1F, 0x8B, 8, flags, 0, 0, 0, 0, 0, 3]
        if flags & 4 != 0 { bytes += [3, 0, 1, 2, 3] }
        if flags & 8 != 0 { bytes += Array("name.txt".utf8) + [0] }
        if flags & 16 != 0 { bytes += Array("of our own".utf8) + [0] }
        if flags & 2 != 0 { bytes += [7, 7] }
        for start in stride(from: 0, to: max(1, text.count), by: 60_000) {
            let block = Array(text[start..<min(text.count, start + 60_000)])
            bytes.append(start + 60_000 >= text.count ? 1 : 0)
            bytes += little(UInt16(block.count)) + little(~UInt16(block.count)) + block
        }
        return bytes + little(checksum(text)) + little(UInt32(text.count))
    }

    private enum Ending { case regular, broken, truncated, none }

    private func read(_ bytes: [UInt8]) throws -> (text: [UInt8], Ending)? {
        let inflater = try #require(Inflater(), "libisal2 is not installed")
        let file = try OpenFile(holding: TextStorage(bytes))
        guard let input = GzipInput(descriptor: file.descriptor, inflater) else { return nil }
        var text: [UInt8] = []
        while true {
            switch input.next() {
            case .bytes(let bytes): unsafe text += bytes
            case .end: return (text, .regular)
            case .broken: return (text, .broken)
            case .truncated: return (text, .truncated)
            }
        }
    }

    @Test("members follow each other, with every kind of head", arguments: 0..<32)
    func members(_ flags: Int) throws {
        let (first, second) = (Array("first ".utf8), [UInt8](repeating: 0x62, count: 300_000))
        let bytes =
            GzipInputTests.member(first, flags: UInt8(flags)) + GzipInputTests.member([])
            + GzipInputTests.member(second) + Array("what is no member".utf8)
        let found = try #require(try read(bytes))
        #expect(found.1 == .regular && found.text == first + second)
    }

    @Test("cut anywhere it says so, and gives what came before")
    func cut() throws {
        let text = Array("a few words that are stored".utf8)
        let bytes = GzipInputTests.member(text, flags: 8)
        for length in 19..<bytes.count {
            let found = try #require(try read(Array(bytes.prefix(length))))
            #expect(found.1 == .truncated && text.starts(with: found.text))
        }
        #expect(try read(Array(bytes.prefix(18))) == nil)
    }

    @Test("with a wrong checksum it is broken")
    func checksums() throws {
        var bytes = GzipInputTests.member(Array("words".utf8))
        bytes[bytes.count - 8] ^= 1
        #expect(try read(bytes)?.1 == .broken)
    }

    @Test("what is none is left alone")
    func others() throws {
        #expect(try read([]) == nil)
        #expect(try read([0x1F, 0x8B, 8, 0xE0, 0, 0, 0, 0, 0, 0, 1]) == nil)
        #expect(try read(Array("plain text, long enough".utf8)) == nil)
    }
}
