import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Zips of the usual kind")
struct UsualZipTests {
    private static let texts: [String] = ["first", "", String(repeating: "many words ", count: 300), "last"]

    private static var plain: ZipMaker {
        var zip = ZipMaker()
        for (index, text) in texts.enumerated() { zip.add("folder/\(index).txt", text) }
        return zip
    }

    private static func directory(_ bytes: [UInt8]) throws -> ZipDirectory? {
        let file = try OpenFile(holding: TextStorage(bytes))
        return withExtendedLifetime(file) { ZipDirectory(descriptor: file.descriptor) }
    }

    @Test("are read by their list of members")
    func usual() throws {
        let zip = UsualZipTests.plain
        let directory = try #require(try UsualZipTests.directory(zip.bytes))
        #expect(directory.members.map(\.size) == UsualZipTests.texts.map(\.utf8.count))
        #expect(directory.members.allSatisfy { $0.isFile && !$0.isDeflated })
        let names = directory.members.map { String(decoding: directory.bytes[$0.name], as: UTF8.self) }
        #expect(names == UsualZipTests.texts.indices.map { "folder/\($0).txt" })
        let texts = readings(of: zip.bytes, name: "a.zip").compactMap { reading -> String? in
            guard case .message(let message) = reading, let text = message.parts.first?.text else {
                return nil
            }
            return text.storage.string(in: text.body)
        }
        #expect(texts == UsualZipTests.texts)
    }

    private static let oddities: [(String, @Sendable (inout [UInt8], inout ZipMaker) -> Void)] = [
        ("bytes before it", { bytes, _ in bytes = [0x23, 0x0A] + bytes }),
        (
            "a comment",
            { bytes, _ in
                bytes[bytes.count - 2] = 2; bytes += [0x61, 0x62]
            }
        ),
        (
            "encryption",
            { bytes, zip in
                zip.members[1].flags = 1; bytes = zip.bytes
            }
        ),
        (
            "another method",
            { bytes, zip in
                zip.members[1].method = 12; bytes = zip.bytes
            }
        ),
        (
            "a zero in a name",
            { bytes, zip in
                zip.members[1].name = [0x61, 0, 0x62]; bytes = zip.bytes
            }
        ),
        (
            "a backslash in a name",
            { bytes, zip in
                zip.members[1].name = [0x61, 0x5C, 0x62]; bytes = zip.bytes
            }
        ),
        (
            "letters that may be composed",
            { bytes, zip in
                zip.members[1].name = Array("u\u{308}".utf8)
                zip.members[1].flags = 0x800
                bytes = zip.bytes
            }
        ),
        ("a list that is too long", { bytes, _ in bytes[bytes.count - 10] &+= 1 }),
        (
            "more members than are listed",
            { bytes, _ in
                bytes[bytes.count - 12] &+= 1; bytes[bytes.count - 14] &+= 1
            }
        ),
    ]

    @Test("are told from others", arguments: 0..<9)
    func unusual(_ index: Int) throws {
        var zip = UsualZipTests.plain
        var bytes = zip.bytes
        UsualZipTests.oddities[index].1(&bytes, &zip)
        #expect(try UsualZipTests.directory(bytes) == nil, "\(UsualZipTests.oddities[index].0)")
    }

    @Test("cut anywhere are none")
    func cut() throws {
        let bytes = UsualZipTests.plain.bytes
        for length in stride(from: 0, to: bytes.count, by: 7) {
            #expect(try UsualZipTests.directory(Array(bytes.prefix(length))) == nil)
        }
    }

    @Test("with sizes too large for 32 bits say them elsewhere")
    func wide() {
        let field = little(UInt16(1)) + little(UInt16(16)) + little(UInt64(5 << 32)) + little(UInt64(7))
        let bytes = LittleBytes(little(UInt16(0x5455)) + little(UInt16(1)) + [9] + field)
        var numbers = [0xFFFF_FFFF, 3, 0xFFFF_FFFF]
        let isWhole = ZipExtra.widen(&numbers, by: 0..<bytes.count, of: bytes)
        #expect(isWhole && numbers == [5 << 32, 3, 7])
        var missing = [0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF]
        #expect(!ZipExtra.widen(&missing, by: 0..<bytes.count, of: bytes))
    }

    @Test("with a damaged member are read before it and behind it")
    func damaged() {
        var zip = UsualZipTests.plain
        zip.members[2].told = (1, zip.members[2].data.count)
        let list = listing(readings(of: zip.bytes, name: "a.zip"))
        #expect(list.contains("a.zip!folder/0.txt: message\n  body: first\n"))
        #expect(list.contains("a.zip!folder/2.txt: gap"))
        #expect(list.contains("a.zip!folder/3.txt: message\n  body: last\n"))
    }

    @Test("with a member of another name before its bytes are left to libarchive")
    func otherName() {
        var zip = UsualZipTests.plain
        zip.members[3].listedName = Array("folder/other.txt".utf8)
        let list = listing(readings(of: zip.bytes, name: "a.zip"))
        #expect(list.contains("  body: first\n") && list.contains("  body: last\n"))
    }
}
