import Foundation
import SluiceModel
import SluiceText
import Testing

@testable import SluiceFormats

@Suite("Blobs of messages")
struct MessageBlobTests {
    private static let secret = "Streng geheim: Projekt Falke"

    private func string(_ part: Part) -> String { part.text.storage.string(in: 0..<part.text.storage.count) }
    private func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    private func message(_ text: String, raw: RawForm?, layers: [Layer] = []) -> Message {
        Message(origin: Origin(path: "a"), parts: [Part(text: TextSegment(text), layers: layers, raw: raw)])
    }

    @Test("are parts of their own, with their place in the file")
    func parts() {
        let blob = base64(Self.secret)
        var found = message("siehe \(blob) !", raw: RawForm(span: ByteSpan(100, 200)))
        MessageBlobs.expand(&found)
        #expect(found.parts.map(string) == ["siehe \(blob) !", Self.secret])
        let part = found.parts[1]
        #expect(part.kind == .blob)
        #expect(part.member == "base64 at 6")
        #expect(part.raw?.span == ByteSpan(106, 106 + blob.utf8.count))
        #expect(part.raw?.isVerbatim == false)
    }

    @Test("have no place in the file where their text has none, and keep the layer around them")
    func placeless() {
        let blob = base64(Self.secret)
        let raw = RawForm(span: ByteSpan(0, 9), transferEncoding: "quoted-printable")
        let quote = Layer(kind: .quoted(depth: 1), span: ByteSpan(0, 80))
        var found = message("siehe \(blob) !", raw: raw, layers: [quote])
        MessageBlobs.expand(&found)
        #expect(found.parts.last?.raw == nil)
        #expect(found.parts.last?.layers.map(\.kind) == [.quoted(depth: 1)])
        #expect(found.parts.last?.layers.map(\.span) == [ByteSpan(0, Self.secret.utf8.count)])
    }

    @Test("of a text in segments come with the segment in which they begin")
    func segments() {
        let text = "vor \(base64(Self.secret)) nach"
        let storage = TextStorage(Array(text.utf8))
        for body in [0..<4, 4..<storage.count] {
            let segment = TextSegment(storage: storage, body: body, offset: 1000, endsText: true)
            var found = Message(origin: Origin(path: "a"), parts: [Part(text: segment)])
            MessageBlobs.expand(&found)
            #expect(found.parts.dropFirst().map(\.member) == (body.lowerBound == 0 ? [] : ["base64 at 1004"]))
        }
    }

    @Test("that are documents are read as such")
    func documents() {
        let rtf = "{\\rtf1 Streng ge{\\b heim} und lang genug}"
        var found = message(base64(rtf), raw: nil)
        MessageBlobs.expand(&found, with: ContentReader(ReadingOptions()))
        #expect(found.parts.dropFirst().map(string) == ["Streng geheim und lang genug"])
        let zip = Data([0x50, 0x4B, 3, 4] + [UInt8](repeating: 0xA7, count: 60)).base64EncodedString()
        found = message(zip, raw: nil)
        MessageBlobs.expand(&found)
        #expect(found.gaps.count == 1)
    }

    @Test("that are too large are said")
    func limits() {
        var limits = BlobLimits()
        limits.bytes = 10
        var found = message(base64(Self.secret), raw: nil)
        MessageBlobs.expand(&found, limits: limits)
        #expect(found.parts.count == 1)
        #expect(found.gaps.count == 1)
    }
}
