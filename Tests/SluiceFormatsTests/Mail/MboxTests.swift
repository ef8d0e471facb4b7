import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("An mbox")
struct MboxTests {
    /// The messages of an mbox that arrives in pieces of at most `size` bytes.
    private func cut(_ bytes: [UInt8], size: Int) -> String {
        let whole = TextStorage(bytes)
        let reader = ContentReader(MailFixtures.options)
        var splitter = MboxSplitter(depth: 0)
        var readings: [Reading] = []
        var (offset, line, length) = (0, 1, size)
        while offset < bytes.count {
            let end = min(bytes.count, offset + length)
            let slice = TextStorage(slice: offset..<end, of: whole)
            guard let cut = slice.withSpan({ splitter.cut($0, atEnd: end == bytes.count) }) else {
                length += size
                continue
            }
            let storage = TextStorage(slice: offset..<offset + cut.length, of: whole)
            let units = UnitBytes(storage: storage, origin: Origin(path: "mbox"), offset: offset, line: line)
            cut.reader.read(units, with: reader) { reading in reading.spread { readings.append($0) } }
            line += bytes[offset..<offset + cut.length].filter { $0 == 0x0A }.count
            offset += cut.length
            length = size
        }
        return MailDump(readings).text
    }

    @Test(
        "is the same however it is cut", arguments: ["mboxrd.mbox", "mboxcl.mbox", "crlf.mbox"],
        [1, 2, 7, 50, 64, 333, 100_000])
    func cuts(name: String, size: Int) throws {
        let bytes = try MailFixtures.bytes(name)
        #expect(cut(bytes, size: size) == MailDump(MailFixtures.readings(bytes, name: "mbox")).text)
    }

    @Test(
        "is parted at lines that look like separators",
        arguments: [
            "From a@b.example Tue May 12 18:42:10 2026", "From - Tue May 12 18:42:10 2026",
            "From a@b.example Tue, 12 May 2026 18:42:10 +0200", "From MAILER-DAEMON Fri Jul  8 12:08:34 2011",
            "From \"John Doe\"@b.example Fri Jul  8 12:08:34 2011",
            "From a@b.example Fri Jul  8 12:08 CEST 2011", "From a@b.example",
            "From a@b.example Fri Jul  8 12:08:34 2011 remote from host",
        ])
    func separators(line: String) {
        let text = "\(line)\nSubject: a\nFrom: a@b.example\n\nBody\n\n\(line)\nSubject: b\n\nBody\n"
        let messages = MailFixtures.messages(text, form: .mbox)
        #expect(messages.map(\.origin.message) == [1, 2])
        #expect(messages.flatMap(\.parts).filter { $0.kind == .body }.map(\.string) == ["Body\n", "Body\n"])
    }

    @Test(
        "is not parted at lines of a mail",
        arguments: [
            "From time to time", "From the 12 May 2026 on at 18:42", "From", "From May to June 2026",
            "From Monday 12 May 2026 18:42:10 on we\nNote: this is text",
        ])
    func text(line: String) {
        let head = "From a@b.example Tue May 12 18:42:10 2026\nSubject: a\n\n"
        let messages = MailFixtures.messages("\(head)Text\n\n\(line)\nmore\n", form: .mbox)
        #expect(messages.count == 1)
    }
}
