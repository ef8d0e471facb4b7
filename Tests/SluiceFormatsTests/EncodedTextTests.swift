import Foundation
import SluiceModel
import SluiceText
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Text in other charsets")
struct EncodedTextTests {
    private static let text = String(repeating: "Zeile mit ä, ö und 𝄞\n", count: 60)
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static func wide(_ text: String, mark: Bool) -> [UInt8] {
        ((mark ? [0xFEFF] : []) + text.utf16).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    }

    private func readings(_ reader: some Reader) -> [Reading] {
        var reader = reader
        var readings: [Reading] = []
        while let piece = reader.next() { piece.read { readings.append($0) } }
        return readings
    }

    private func messages(_ readings: [Reading]) -> [Message] {
        readings.compactMap { if case .message(let message) = $0 { message } else { nil } }
    }

    private func string(_ part: Part) -> String { part.text.storage.string(in: 0..<part.text.storage.count) }

    /// Bodies join to the text, and each segment carries its neighbours' bytes.
    private func check(_ segments: [TextSegment], are text: String, _ sizes: SegmentSizes) {
        let bytes = Array(text.utf8)
        var joined: [UInt8] = []
        for segment in segments {
            #expect(segment.bodyOffset == joined.count)
            let whole = segment.storage.bytes(in: 0..<segment.storage.count)
            #expect(whole == Array(bytes[segment.offset..<segment.offset + whole.count]))
            #expect(segment.body.lowerBound == min(sizes.before, joined.count))
            joined += segment.storage.bytes(in: segment.body)
            #expect(
                segment.storage.count - segment.body.upperBound
                    >= min(sizes.behind, bytes.count - joined.count))
            #expect(!segment.endsText || segment.offset + segment.storage.count == bytes.count)
        }
        #expect(joined == bytes)
        #expect(segments.last?.endsText == true)
    }

    @Test("is decoded segment by segment", arguments: [16, 100, 333, 100_000], [0, 5, 100])
    func segments(body: Int, around: Int) throws {
        let sizes = SegmentSizes(body: body, before: around, behind: around)
        for mark in [true, false] {
            let bytes = Self.wide(Self.text, mark: mark)
            let path = try folder.write(bytes, "wide.txt")
            let file = ListedFile(path: PathBytes(path), size: bytes.count)
            let found = messages(
                readings(InputReader(file, reader: ContentReader(ReadingOptions()), sizes: sizes)))
            check(found.compactMap(\.parts.first?.text), are: Self.text, sizes)
            let stream = try OpenFile(PathBytes(path))
            let reader = InputReader(
                descriptor: stream.descriptor, owner: stream, origin: Origin(path: "-"),
                reader: ContentReader(ReadingOptions()), sizes: sizes, cancellation: Cancellation())
            check(messages(readings(reader)).compactMap(\.parts.first?.text), are: Self.text, sizes)
        }
    }

    @Test("is the same however it is fed", arguments: [1, 2, 3, 7, 64])
    func fed(size: Int) {
        let sizes = SegmentSizes(body: 50, before: 10, behind: 10)
        let bytes = Self.wide(Self.text, mark: true)
        var decoder = EncodedSegments(.utf16LittleEndian, sizes: sizes)
        var segments: [TextSegment] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            segments += decoder.feed(bytes[start..<min(bytes.count, start + size)].span, atEnd: false)
        }
        let nothing: [UInt8] = []
        segments += decoder.feed(nothing.span, atEnd: true)
        check(segments, are: Self.text, sizes)
    }

    @Test("is one message where it is held whole")
    func whole() throws {
        let cases: [(bytes: [UInt8], label: String?, text: String, charset: String)] = [
            (Self.wide("Geheim: Größe", mark: true), nil, "Geheim: Größe", "utf-16le"),
            ([0x47, 0x72, 0xFC, 0xDF, 0x65], nil, "Grüße", "windows-1252"),
            ([0x47, 0x72, 0xA4], "iso-8859-15", "Gr€", "iso-8859-15"),
            (Array("Grüße".utf8), "iso-8859-1", "Grüße", "utf-8"),
        ]
        for (bytes, label, text, charset) in cases {
            let hints = ContentHints(charset: label)
            let content = Content(TextStorage(bytes), origin: Origin(path: "a.txt"), hints: hints)
            var found: [Message] = []
            ContentReader(ReadingOptions()).read(content) {
                if case .message(let message) = $0 { found.append(message) }
            }
            let part = try #require(found.first?.parts.first)
            #expect(string(part) == text)
            #expect(part.raw?.charset == charset)
            #expect(found.first?.gaps.isEmpty == true)
        }
    }

    @Test("every reading of bytes that may be meant in two ways is given, and what cannot be decoded is said")
    func doubts() {
        let cyrillic: [UInt8] = [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2]
        let found = messages(
            PlainText.readings(of: TextStorage(cyrillic), origin: Origin(path: "a"), form: .auto))
        #expect(found.first.map { $0.parts.map(string).contains("Привет") } == true)
        #expect(found.first.map { $0.parts.count > 1 && !$0.ambiguities.isEmpty } == true)
        let broken = Self.wide("Guten Tag allerseits", mark: true) + [0x00, 0xD8, 0x61, 0]
        let gaps = messages(
            PlainText.readings(of: TextStorage(broken), origin: Origin(path: "a"), form: .auto))
        #expect(gaps.first?.gaps.count == 1)
    }
}

@Suite("HTML files")
struct HTMLFormatTests {
    private func read(_ bytes: [UInt8], _ name: String = "a") -> Message? {
        var found: Message?
        let content = Content(TextStorage(bytes), origin: Origin(path: name), hints: ContentHints(path: name))
        ContentReader(ReadingOptions()).read(content) {
            if case .message(let message) = $0 { found = message }
        }
        return found
    }

    private func string(_ part: Part) -> String { part.text.storage.string(in: 0..<part.text.storage.count) }

    @Test("give what is shown, its quotes as layers, and apart from it what is not")
    func parts() throws {
        let html = """
            <!DOCTYPE html><html><head><title>Falke</title></head><body>neu<span hidden>versteckt</span>
            <blockquote>alt</blockquote><!-- intern --><img alt=Bild></body></html>
            """
        let message = try #require(read(Array(html.utf8)))
        #expect(message.parts.map(string) == ["neu\nalt", "versteckt", "Falke\nBild", " intern "])
        #expect(message.parts.map(\.kind) == [.body, .comment, .comment, .comment])
        #expect(message.parts.map(\.member) == [nil, "hidden text", "attributes", "comments"])
        #expect(message.parts[0].layers.map(\.span) == [ByteSpan(4, 7)])
        #expect(message.parts[0].raw?.isVerbatim == false)
    }

    @Test("are known by their beginning, in any charset")
    func recognised() throws {
        let latin = Array("<meta charset=iso-8859-1>gr".utf8) + [0xFC] + Array("n<p>".utf8)
        #expect(read(latin)?.parts.first.map(string) == "grün")
        let wide = "\u{FEFF}<html>grün".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        #expect(read(wide)?.parts.first.map(string) == "grün")
        for text in ["<!-- x -->\n<HTML>a", "<?xml version='1.0'?><html>a", "\u{FEFF} <body>a"] {
            #expect(read(Array(text.utf8))?.parts.first.map(string) == "a", "\(text)")
        }
        #expect(read(Array("<p>a".utf8), "seite.html")?.parts.first.map(string) == "a")
        for text in ["<p>a", "a <html>", "<config><html/></config>", "< html>", "<"] {
            #expect(read(Array(text.utf8))?.parts.first.map(string) == text, "\(text)")
        }
    }
}
