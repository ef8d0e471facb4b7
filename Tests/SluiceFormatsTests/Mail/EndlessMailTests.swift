import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("A unit too long to be held")
struct EndlessMailTests {
    private static let limit = 2 << 20
    private static let separator = "From a@b.example Tue May 12 18:42:10 2026\n"
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let sizes = SegmentSizes(body: 1 << 18, before: 1 << 16, behind: 1 << 16)

    private func readings(_ text: String, name: String, limit: Int = Self.limit) throws -> [Reading] {
        let path = try folder.write(text, name)
        var limits = ReadingLimits.scan
        limits.wholeContent = limit
        let reader = ContentReader(ReadingOptions(limits: limits))
        var input = InputReader(
            ListedFile(path: PathBytes(path), size: text.utf8.count), reader: reader, sizes: Self.sizes)
        return all(&input)
    }

    /// As a stream, of which nobody knows how long it is.
    private func streamed(_ text: String) throws -> [Reading] {
        let file = try OpenFile(PathBytes(try folder.write(text, "stream")))
        var input = InputReader(
            member: SourceFiller(FileSource(file, size: text.utf8.count)), InputPlace(path: "stream"),
            reader: ContentReader(ReadingOptions()), sizes: Self.sizes)
        return all(&input)
    }

    private func all(_ input: inout InputReader) -> [Reading] {
        var readings: [Reading] = []
        while let piece = input.next() { piece.read { $0.spread { readings.append($0) } } }
        return readings
    }

    /// The messages, the segments of a text as one, and what was said.
    private func outline(_ readings: [Reading]) -> [String] {
        var lines: [String] = []
        var length = 0
        for reading in readings {
            switch reading {
            case .message(let message) where message.channel == .mail:
                lines.append(
                    "mail \(message.origin.message ?? 0): \(message.parts.last?.string.prefix(9) ?? "")")
            case .message(let message):
                guard let part = message.parts.first, !part.text.isWhole else { continue }
                #expect(part.text.bodyOffset == length)
                length += part.text.body.count
                guard part.text.endsText, part.text.body.upperBound == part.text.storage.count else {
                    continue
                }
                let place = part.raw.map { "\($0.span.start):\($0.line ?? 1)" } ?? ""
                lines.append("text \(message.origin.message ?? 0) of \(length) bytes at \(place)")
                length = 0
            case .gap(let gap): lines.append("\(gap.reason)")
            case .passedOver, .run, .endOfFile, .known: break
            }
        }
        return lines
    }

    /// Text of about `size` bytes in which no mail begins.
    private func prose(_ size: Int) -> String {
        let line = "From time to time somebody writes a line that is no separator.\n"
        return String(repeating: line, count: size / line.utf8.count)
    }

    @Test("in an mbox is read as text, and the mails around it as mails")
    func mbox() throws {
        let first = "\(Self.separator)Subject: a\nFrom: a@b.example\n\nfirst one\n\n"
        let long = "\(Self.separator)Subject: b\n\n\(prose(5 << 20))\n"
        let last = "\(Self.separator)Subject: c\nFrom: a@b.example\n\nlast one\n"
        let found = outline(try readings(first + long + last, name: "mails.mbox"))
        #expect(
            found == [
                "mail 1: first one", "limit reached: one unit of more than 2 MiB is scanned as text",
                "text 2 of \(long.utf8.count) bytes at \(first.utf8.count):7", "mail 3: last one\n",
            ])
    }

    @Test("that begins like a mail and goes on to the end is read to its end")
    func text() throws {
        let long = "\(Self.separator)\n\(prose(7 << 20))the end"
        let found = outline(try readings(long, name: "mails.mbox"))
        #expect(
            found == [
                "limit reached: one unit of more than 2 MiB is scanned as text",
                "text 1 of \(long.utf8.count) bytes at 0:1",
            ])
    }

    /// More than is waited for.
    private var longProse: String {
        let line = "Hier steht, was niemand verschlüsselt hat, und es hört lange nicht auf.\n"
        return String(repeating: line, count: (9 << 20) / line.utf8.count)
    }

    private static let encoded = """
        Subject: b
        From: a@b.example
        Content-Transfer-Encoding: base64

        U2F0eiBudW1tZXIgendlaS4K

        """

    @Test("behind whose beginning other text follows is a mail as far as it looks like one")
    func mailAndText() throws {
        let first = "\(Self.separator)Subject: a\nFrom: a@b.example\n\nfirst one\n\n"
        let long = Self.separator + Self.encoded + longProse + "\n"
        let last = "\(Self.separator)Subject: c\nFrom: a@b.example\n\nlast one\n"
        let found = outline(try readings(first + long + last, name: "mails.mbox", limit: 64 << 20))
        let before = first.utf8.count
        let text = try #require(found.dropFirst(3).first?.split(separator: " "))
        let (length, place) = (try #require(Int(text[3])), text[6].split(separator: ":"))
        #expect(
            found == [
                "mail 1: first one", "mail 2: U2F0eiBud",
                "limit reached: a unit without an end is scanned as text behind its beginning",
                "text 2 of \(length) bytes at \(place[0]):\(place[1])", "mail 3: last one\n",
            ])
        // The mail and the text are all there is, without a byte between them.
        #expect(Int(place[0]) == before + long.utf8.count - length)
        #expect((256 << 10...(256 << 10) + 128).contains(long.utf8.count - length))
        let lines = (first + long).utf8.prefix(before + long.utf8.count - length).count { $0 == 0x0A }
        #expect(Int(place[1]) == lines + 1)
    }

    @Test("that begins a stream does not keep the stream from being read")
    func stream() throws {
        let stream = Self.encoded + longProse
        let found = outline(try streamed(stream))
        #expect(found.count == 3)
        #expect(found.first == "mail 0: U2F0eiBud")
        let length = try #require(found.last?.split(separator: " ").dropFirst(3).first.flatMap { Int($0) })
        #expect((256 << 10...(256 << 10) + 128).contains(stream.utf8.count - length))
    }

    @Test("is waited for where it is encoded")
    func attachment() throws {
        let line = String(repeating: "QUJD", count: 19) + "\n"
        let mail =
            Self.separator + "Subject: b\nContent-Transfer-Encoding: base64\n\n"
            + String(repeating: line, count: (9 << 20) / line.utf8.count)
        let found = outline(try readings(mail, name: "mails.mbox", limit: 64 << 20))
        #expect(found == ["mail 1: ABCABCABC"])
    }

    @Test(
        "by a count that proves wrong holds no other mails",
        arguments: [1 << 16, 1_500_000, 4 << 20, 7 << 20])
    func wrongCount(count: Int) throws {
        let line = "Diese Zeile steht in einem Brief, der sich verzählt hat.\n"
        let body = String(repeating: line, count: 2_000)
        let mails = (0..<50).map { number in
            let length = number == 3 ? "Content-Length: \(count)\n" : ""
            return "\(Self.separator)Subject: a\nFrom: a@b.example\n\(length)\n\(body)\n"
        }
        let found = outline(try readings(mails.joined(), name: "mails.mbox", limit: 64 << 20))
        #expect(found == (1...50).map { "mail \($0): Diese Zei" })
    }

    @Test("in JSON Lines ends with its line")
    func lines() throws {
        let row = #"{"id":1,"text":"a short one","user":"ada"}"#
        let long =
            #"{"id":2,"text":""# + prose(3 << 20).replacing("\n", with: " ") + #"","user":"ada"}"# + "\n"
        let head = String(repeating: row + "\n", count: 2000)
        let readings = try readings(head + long + row + "\n", name: "posts.jsonl")
        let found = outline(readings)
        #expect(
            found == [
                "limit reached: one unit of more than 2 MiB is scanned as text",
                "text 0 of \(long.utf8.count) bytes at \(head.utf8.count):2001",
            ])
        let posts = readings.filter {
            if case .message(let message) = $0 { message.parts.first?.text.isWhole ?? false } else { false }
        }
        #expect(posts.count == 2001)
    }
}
