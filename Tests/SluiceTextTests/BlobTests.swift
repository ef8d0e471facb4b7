import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceText

@Suite("Blobs")
struct BlobTests {
    private static let secret = "Streng geheim: Projekt Falke, Größe 12 €"

    private func find(_ text: String, _ limits: BlobLimits = BlobLimits()) -> BlobSearch {
        find(Array(text.utf8), limits)
    }

    private func find(_ bytes: [UInt8], _ limits: BlobLimits = BlobLimits()) -> BlobSearch {
        TextStorage(bytes).withSpan { BlobFinder.blobs(in: $0, limits: limits) }
    }

    private func texts(_ search: BlobSearch) -> [String] {
        search.blobs.map { $0.storage.string(in: 0..<$0.storage.count) }
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    private static func hex(_ text: String) -> String {
        text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private static func wrapped(_ text: String, _ end: String) -> String {
        let characters = Array(base64(String(repeating: text + ". ", count: 5)))
        return stride(from: 0, to: characters.count, by: 76)
            .map { String(characters[$0..<min(characters.count, $0 + 76)]) }.joined(separator: end)
    }

    private static let written: [(text: String, encoding: BlobEncoding)] = [
        ("siehe ⟦\(base64(secret))⟧ dort", .base64),
        ("token=⟦\(base64(secret).replacingOccurrences(of: "=", with: ""))⟧.", .base64),
        (
            "url/⟦\(base64(secret + "??>>").replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "+", with: "-"))⟧",
            .base64
        ),
        ("data:text/plain;base64,⟦\(base64(secret))⟧)", .base64),
        ("x\n⟦\(wrapped(secret, "\n"))⟧\ny", .base64), ("x\r\n⟦\(wrapped(secret, "\r\n"))⟧\r\n", .base64),
        ("hex ⟦\(hex(secret))⟧ ende", .hex), ("0x⟦\(hex(secret).uppercased())⟧", .hex),
        (
            "a ⟦https://x.example/?q=Streng%20geheim%3A%20Projekt%20Falke%2C%20Gr%C3%B6%C3%9Fe%2012%20%E2%82%AC⟧ b",
            .percent
        ),
        (
            "a ⟦Streng geheim: Projekt Falke, Gr&ouml;&szlig;e 12 &#8364;⟧".replacingOccurrences(
                of: "⟦Streng geheim: Projekt Falke, ", with: "Streng geheim: Projekt Falke, ⟦"), .entities
        ),
        ("{\"a\":\"⟦Gr\\u00f6\\u00dfe 12 \\u20ac⟧\"}", .escapes),
        ("⟦\\x53\\x74\\x72eng geheim: Projekt Falke, Gr\\xc3\\xb6\\xc3\\x9fe⟧ ", .escapes),
        ("a ⟦Gr=C3=B6=C3=9Fe⟧ b", .quotedPrintable),
    ]

    @Test("of every encoding are found where they stand", arguments: Self.written)
    func found(text: String, encoding: BlobEncoding) throws {
        let marked = Marked(text)
        let search = find(marked.text)
        let blob = try #require(search.blobs.first)
        #expect(blob.encodings == [encoding])
        #expect(blob.span.range == marked.spans.first)
        #expect(texts(search)[0].contains("Größe"))
    }

    @Test("a letter hidden in an address is shown")
    func address() {
        #expect(texts(find("mailto:max%40firma.example")) == ["mailto:max@firma.example"])
        #expect(texts(find("&#103;eheim")) == ["geheim"])
        #expect(texts(find("ge=\nhe=\nim")) == ["geheim"])
    }

    @Test("a token of three parts shows its head and its body")
    func token() {
        let head = Self.base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}").replacingOccurrences(of: "=", with: "")
        let body = Self.base64("{\"sub\":\"max@firma.example\"}").replacingOccurrences(of: "=", with: "")
        let found = texts(find("Bearer \(head).\(body).c2lnbmF0dXJlLTEyMzQ1Njc4OTA_-"))
        #expect(
            found.prefix(2) == ["{\"alg\":\"HS256\",\"typ\":\"JWT\"}", "{\"sub\":\"max@firma.example\"}"])
    }

    @Test("text of wide characters within base64 is decoded")
    func wide() {
        let bytes = Self.secret.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        #expect(texts(find("powershell -enc \(Data(bytes).base64EncodedString())")) == [Self.secret])
    }

    @Test("within blobs are found three levels deep, and no deeper")
    func nested() {
        let one = Self.base64(Self.secret)
        let two = Self.hex("innen: \(one)")
        let three = Self.base64("mitte: \(two)")
        let four = Self.base64("außen: \(three)")
        let found = find("x \(three) y")
        #expect(found.blobs.map(\.encodings) == [[.base64], [.base64, .hex], [.base64, .hex, .base64]])
        #expect(texts(found).last == Self.secret)
        #expect(Set(found.blobs.map(\.span)).count == 1)
        #expect(!texts(find(four)).contains(Self.secret))
    }

    @Test(
        "chance finds are left",
        arguments: [
            "Donaudampfschifffahrtsgesellschaftskapitaen",
            "/usr/share/doc/libSomethingOrOther2/examples/README",
            "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "a=20 b",
            "100 % 20er & mehr",
            "AT&amp;T und B&nbsp;C", "C:\\users\\xaver\\u", "x=\ny",
            "eineZiemlichLangeKennungImQuelltextMitGrossbuchstaben",
            "00000000-0000-0000-0000-000000000000", "________________________________",
            "https://x.example/a%20b",
            "-----BEGIN PGP SIGNATURE-----", "++++++++++++++++++++++++++++++++++++++++", "",
        ])
    func chance(text: String) {
        #expect(texts(find(text)) == [])
    }

    @Test("an archive is told from text")
    func container() throws {
        let zip = [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0xA7, count: 60)
        let blob = try #require(find(Data(zip).base64EncodedString()).blobs.first)
        #expect(!blob.isText)
        #expect(blob.storage.bytes == zip)
    }

    @Test("limits end the search, and it is said")
    func limits() {
        var limits = BlobLimits()
        limits.bytes = 100
        let text = (0..<10).map { "\($0) \(Self.base64(Self.secret)) " }.joined()
        let found = find(text, limits)
        #expect(found.isCut)
        #expect(found.bytes <= 100)
        #expect(!find(text).isCut)
        #expect(find(text).blobs.count == 10)
    }

    @Test("any bytes are searched, and places lie in them")
    func damage() {
        var random = SeededGenerator(seed: 9)
        for (text, _) in Self.written {
            let bytes = Array(Marked(text).text.utf8)
            for length in 0...bytes.count { check(Array(bytes.prefix(length))) }
            for _ in 0..<30 {
                var mutated = bytes
                for _ in 0..<3 {
                    let choice = Array("%&\\=;#xu\n \u{0}Az0+/".utf8).randomElement(using: &random) ?? 0
                    mutated[.random(in: 0..<bytes.count, using: &random)] = choice
                }
                check(mutated)
            }
        }
    }

    private func check(_ bytes: [UInt8]) {

        for blob in find(bytes).blobs {
            #expect(blob.span.start >= 0 && blob.span.end <= bytes.count && blob.span.count > 0)
        }
    }

    @Test("hostile texts end in time")
    func hostile() {
        for piece in ["%41 ", "%", "&#65;", "&a", "\\u0041", "=\n", "=41", "QUJD", "QUJD\n", "aA1/", "4142"] {
            _ = find(String(repeating: piece, count: 50_000))
        }
        let picture = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) })
            .base64EncodedString(options: .lineLength76Characters)
        _ = find(picture)
    }
}
