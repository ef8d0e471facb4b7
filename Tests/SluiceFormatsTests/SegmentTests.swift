import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Segments of long texts")
struct SegmentTests {
    private static let text = String(repeating: "Zeile mit ä, ö und 𝄞\n", count: 40)
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func readings(_ reader: some Reader) -> [Reading] {
        var reader = reader
        var readings: [Reading] = []
        while let piece = reader.next() { piece.read { $0.spread { readings.append($0) } } }
        return readings
    }

    private func segments(_ readings: [Reading]) -> [TextSegment] {
        readings.compactMap {
            if case .message(let message) = $0 { message.parts.first?.text } else { nil }
        }
    }

    /// Bodies join to the text, begin at characters, and carry their neighbours' bytes.
    private func check(_ segments: [TextSegment], are text: String, _ sizes: SegmentSizes) {
        let bytes = Array(text.utf8)
        var joined: [UInt8] = []
        for segment in segments {
            let body = segment.storage.bytes(in: segment.body)
            #expect(segment.bodyOffset == joined.count)
            #expect(body.first.map { $0 & 0xC0 != 0x80 } ?? true)
            let whole = segment.storage.bytes(in: 0..<segment.storage.count)
            #expect(whole == Array(bytes[segment.offset..<segment.offset + whole.count]))
            #expect(segment.body.lowerBound == min(sizes.before, joined.count))
            joined += body
            #expect(
                segment.storage.count - segment.body.upperBound
                    >= min(sizes.behind, bytes.count - joined.count))
            #expect(!segment.endsText || segment.offset + segment.storage.count == bytes.count)
        }
        #expect(joined == bytes)
        #expect(segments.last?.endsText == true)
        #expect(segments.last.map { $0.body.upperBound == $0.storage.count } == true)
    }

    @Test("of a file join to its text", arguments: [1, 7, 64, 333, 100_000], [0, 5, 100])
    func file(body: Int, around: Int) throws {
        let path = try folder.write(Self.text, "long.txt")
        let sizes = SegmentSizes(body: body, before: around, behind: around)
        let file = ListedFile(path: PathBytes(path), size: Self.text.utf8.count)
        let found = readings(InputReader(file, reader: ContentReader(ReadingOptions()), sizes: sizes))
        check(segments(found), are: Self.text, sizes)
    }

    @Test("of a stream join to its text", arguments: [1, 7, 64, 333, 100_000], [0, 5, 100])
    func stream(body: Int, around: Int) throws {
        let sizes = SegmentSizes(body: body, before: around, behind: around)
        check(segments(try readings(ofStream: Self.text, sizes)), are: Self.text, sizes)
    }

    /// Segments with `brief` bytes behind their bodies give all that they may when they are asked.
    private func checkFuller(_ segments: [TextSegment], _ sizes: SegmentSizes) {
        let bytes = Array(Self.text.utf8)
        for segment in segments {
            let end = segment.bodyOffset + segment.body.count
            let behind = segment.storage.count - segment.body.upperBound
            #expect(behind <= sizes.briefBehind + 4)
            #expect((segment.fuller == nil) == segment.endsText)
            guard let fuller = segment.fuller?() else { continue }
            let last = min(bytes.count, end + sizes.behind)
            let held = fuller.storage.bytes(in: 0..<fuller.storage.count)
            #expect(fuller.fuller == nil)
            #expect(fuller.offset == segment.offset && fuller.body == segment.body)
            #expect(held == Array(bytes[segment.offset..<last]))
            #expect(fuller.endsText || last == end + sizes.behind)
        }
    }

    @Test("of a file are brief at first", arguments: [1, 64, 333], [40, 100])
    func briefFile(body: Int, behind: Int) throws {
        let path = try folder.write(Self.text, "long.txt")
        var sizes = SegmentSizes(body: body, before: 20, behind: behind)
        sizes.briefBehind = 5
        let file = ListedFile(path: PathBytes(path), size: Self.text.utf8.count)
        let found = readings(InputReader(file, reader: ContentReader(ReadingOptions()), sizes: sizes))
        checkFuller(segments(found), sizes)
    }

    @Test("of a stream are brief at first", arguments: [1, 64, 333], [40, 100, 5000])
    func briefStream(body: Int, behind: Int) throws {
        var sizes = SegmentSizes(body: body, before: 20, behind: behind)
        sizes.briefBehind = 5
        checkFuller(segments(try readings(ofStream: Self.text, sizes)), sizes)
    }

    @Test("of a stream may be asked for more in any order, while more is read")
    func askedInBetween() throws {
        var sizes = SegmentSizes(body: 100, before: 20, behind: 450)
        sizes.briefBehind = 5
        let head = TextStorage(Array(Self.text.utf8))
        var reader = StreamReader(
            SourceFiller(NoSource()), head: head, origin: Origin(path: "stream"), sizes: sizes)
        var held: [TextSegment] = []
        var number = 0
        while let piece = reader.next() {
            piece.read { if case .message(let message) = $0 { held.append(message.parts[0].text) } }
            number += 1
            // Of three that are held the eldest asks each time, and every fifth time all of them.
            if held.count > 3 { held.removeFirst() }
            checkFuller(number % 5 == 0 ? held.reversed() : held.prefix(1).map(\.self), sizes)
        }
        #expect(number > 4)
    }

    @Test("of a stream whose neighbours are gone have no more")
    func neighboursGone() throws {
        var sizes = SegmentSizes(body: 100, before: 20, behind: 450)
        sizes.briefBehind = 5
        var reader = StreamReader(
            SourceFiller(NoSource()), head: TextStorage(Array(Self.text.utf8)),
            origin: Origin(path: "stream"),
            sizes: sizes)
        var first: TextSegment?
        for _ in 0..<4 {
            reader.next()?.read {
                if first == nil, case .message(let message) = $0 { first = message.parts.first?.text }
            }
        }
        #expect(first?.fuller != nil)
        #expect(first?.fuller?() == nil)
    }

    @Test("of a file that shrinks end where it ends, and it is said")
    func shrinking() throws {
        let path = try folder.write(Self.text, "long.txt")
        let file = ListedFile(path: PathBytes(path), size: Self.text.utf8.count * 2)
        let sizes = SegmentSizes(body: 200, before: 10, behind: 10)
        let found = readings(InputReader(file, reader: ContentReader(ReadingOptions()), sizes: sizes))
        let joined = segments(found).flatMap { $0.storage.bytes(in: $0.body) }
        #expect(joined == Array(Self.text.utf8))
        let gaps = found.filter { if case .gap = $0 { true } else { false } }
        #expect(!gaps.isEmpty)
        #expect(segments(found).last?.endsText == true)
    }

    @Test("an empty stream is an empty message")
    func empty() throws {
        let sizes = SegmentSizes(body: 10, before: 10, behind: 10)
        let found = segments(try readings(ofStream: "", sizes))
        #expect(found.map(\.storage.count) == [0])
        #expect(found.first?.isWhole == true)
    }

    @Test("a cancelled stream ends and is said to be partial")
    func cancelled() throws {
        let cancellation = Cancellation()
        let pipe = Pipe()
        cancellation.cancel()
        let reader = InputReader(
            descriptor: pipe.fileHandleForReading.fileDescriptor, origin: Origin(path: "-"),
            reader: ContentReader(ReadingOptions()), sizes: SegmentSizes(body: 10, before: 10, behind: 10),
            cancellation: cancellation)
        let found = withExtendedLifetime(pipe) { readings(reader) }
        #expect(found.contains { if case .gap = $0 { true } else { false } })
    }

    /// What a pipe gives that holds `text`.
    ///
    /// A pipe closes its descriptors when it goes, and a test beside this one may be given their numbers: it has
    /// to outlive the reader.
    private func readings(ofStream text: String, _ sizes: SegmentSizes) throws -> [Reading] {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try pipe.fileHandleForWriting.close()
        let reader = InputReader(
            descriptor: pipe.fileHandleForReading.fileDescriptor, origin: Origin(path: "-"),
            reader: ContentReader(ReadingOptions()), sizes: sizes, cancellation: Cancellation())
        return withExtendedLifetime(pipe) { readings(reader) }
    }
}

/// A source that gives nothing.
private struct NoSource: ByteSource {
    mutating func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(SourceFault) -> Int { 0 }
}
