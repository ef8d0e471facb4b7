import Foundation
import SluiceModel
import SluiceText
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Bytes without a known beginning")
struct ByteLooksTests {
    @Test("that are random are skipped, with zeros among them or without", arguments: 1...40)
    func random(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        for count in [100, 266, 700, 5000] {
            let bytes = (0..<count).map { _ in UInt8.random(in: (seed % 2 == 0 ? 0 : 1)...255, using: &random)
            }
            let list = listing(readings(of: bytes, name: "daten.bin"))
            #expect(list == "daten.bin: skipped: binary file\n", "\(count) bytes")
        }
    }

    private static let texts: [(label: String, text: String)] = [
        ("windows-1252", "Größe und Übermaß: vierzig Stück für Frau Müller, Straße 7"),
        ("koi8-r", "Привет, мир: это секретный план"), ("windows-1251", "Совершенно секретно: план на год"),
        ("shift_jis", "秘密の計画です。来月まで誰にも話さないでください。"), ("gb18030", "机密计划请勿外传下个月之前不要告诉任何人"),
        ("euc-kr", "비밀 계획입니다. 아무에게도 말하지 마세요."), ("big5", "機密計畫請勿外傳下個月之前不要告訴任何人"),
        ("iso-8859-7", "Άκρως απόρρητο σχέδιο για το επόμενο έτος"),
        ("ibm850", "Größe und Übermaß für Straße"),
        ("windows-1256", "خطة سرية للغاية للعام القادم"), ("windows-1255", "תוכנית סודית ביותר לשנה הבאה"),
        ("iso-2022-jp", "秘密の計画です。"),
    ]

    @Test("that are text in any charset are read, long or short", arguments: texts)
    func text(label: String, text: String) throws {
        for times in [1, 2, 30] {
            let bytes = try #require(encoded(String(repeating: text, count: times), label))
            for length in [bytes.count, bytes.count - 1, bytes.count / 2] where length > 0 {
                let list = listing(readings(of: Array(bytes.prefix(length)), name: "text"))
                #expect(!list.contains("skipped"), "\(label), \(length) bytes")
            }
        }
    }

    @Test("that are text with controls between its fields are read")
    func controls() {
        let order = "8=FIX.4.4\u{1}9=65\u{1}35=A\u{1}49=WESTBACH\u{1}56=BANK\u{1}58=Größe\u{1}"
        #expect(listing(readings(of: Array(order.utf8), name: "fix")).contains("body: 8=FIX"))
        let old = order.unicodeScalars.map { UInt8($0.value) }
        #expect(listing(readings(of: old, name: "fix")).contains("Größe"))
    }

    /// By the C library, as `iconv` has it.
    private func encoded(_ text: String, _ label: String) -> [UInt8]? {
        guard let converter = unsafe iconv_open(label, "utf-8"), unsafe converter != iconv_t(bitPattern: -1)
        else {
            return nil
        }
        defer { unsafe iconv_close(converter) }
        var source = Array(text.utf8CString.dropLast())
        var target = [CChar](repeating: 0, count: 4 * source.count + 16)
        let count = target.count
        let left = unsafe source.withUnsafeMutableBufferPointer { input in
            unsafe target.withUnsafeMutableBufferPointer { output -> Int? in
                var (start, size) = (input.baseAddress, input.count)
                var (end, room) = (output.baseAddress, count)
                guard unsafe iconv(converter, &start, &size, &end, &room) != .max else { return nil }
                _ = unsafe iconv(converter, nil, nil, &end, &room)
                return room
            }
        }
        return left.map { target[..<(count - $0)].map { UInt8(bitPattern: $0) } }
    }
}
