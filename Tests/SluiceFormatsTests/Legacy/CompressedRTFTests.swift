import SluiceModel
import Testing

@testable import SluiceFormats

@Suite("Packed RTF")
struct CompressedRTFTests {
    /// The examples of [MS-OXRTFCP], 4.
    @Test("is unpacked as the description's examples")
    func examples() throws {
        let simple: [UInt8] = [
            0x2D, 0, 0, 0, 0x2B, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7, 3, 0, 0x0A, 0, 0x72,
            0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68, 0x65, 0x6C, 0x09, 0, 0x20,
            0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
        ]
        let found = try #require(CompressedRTF.unpack(TextStorage(simple)))
        #expect(
            found.rtf.string(in: 0..<found.rtf.count)
                == "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")
        #expect(!found.isCut)
        let crossing: [UInt8] = [
            0x1A, 0, 0, 0, 0x1C, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xE2, 0xD4, 0x4B, 0x51, 0x41, 0, 4, 0x20,
            0x57, 0x58, 0x59, 0x5A, 0x0D, 0x6E, 0x7D, 1, 0x0E, 0xB0,
        ]
        let second = try #require(CompressedRTF.unpack(TextStorage(crossing)))
        #expect(second.rtf.string(in: 0..<second.rtf.count) == "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}")
    }

    @Test("cut at any length gives what is there")
    func truncated() {
        let bytes = [0x2D, 0, 0, 0, 0x2B, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0, 0, 0, 0] + [UInt8](0...40)
        for length in bytes.indices {
            let found = CompressedRTF.unpack(TextStorage(bytes[..<length]))
            #expect((found?.rtf.count ?? 0) <= 9 * length)
        }
    }
}
