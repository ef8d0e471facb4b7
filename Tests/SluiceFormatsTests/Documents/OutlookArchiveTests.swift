import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Outlook archives")
struct OutlookArchiveTests {
    private let bytes = Array("!BDN\0\0\0\0SM".utf8) + [UInt8](repeating: 0, count: 600)

    private func readings(_ tool: String?) throws -> [Reading] {
        let reader = ContentReader(ReadingOptions(unpacker: testUnpacker))
        let file = try OpenFile(holding: TextStorage(bytes))
        var archive = OutlookArchiveReader(
            .file(file, size: bytes.count), InputPlace(path: "a.pst"), with: reader, sizes: .inContents)
        archive.tool = tool
        var readings: [Reading] = []
        while let piece = archive.next() { piece.read { readings.append($0) } }
        return readings
    }

    @Test("are known by their content")
    func known() {
        let hints = ContentHead(hints: ContentHints(), isWhole: true)
        let isKnown = OutlookArchive.recognises(bytes.span, hints)
        let isWord = OutlookArchive.recognises(Array("!BDN is a word".utf8).span, hints)
        #expect(isKnown && !isWord)
    }

    @Test("are named where the tool is missing or fails")
    func missing() throws {
        #expect(
            try listing(readings(nil)) == "a.pst: unsupported: Outlook archive (readpst is not installed)\n")
        #expect(try listing(readings("/bin/false")) == "a.pst: gap: damaged\n")
    }

    @Test("give what the tool makes of them, folder by folder, and leave nothing behind")
    func mails() throws {
        let folder = try TemporaryFolder()
        let tool = try folder.write(
            """
            #!/bin/sh
            while [ "$1" != -o ]; do shift; done
            echo "$2" > "$(dirname "$0")/place"
            mkdir "$2/Inbox"
            head -c 4 "$3" > "$2/Inbox/letters"
            """, "readpst")
        let status = unsafe chmod(tool, 0o755)
        #expect(status == 0)
        #expect(try listing(readings(tool)) == "a.pst!Inbox/letters: message\n  body: !BDN\n")
        let place = try String(contentsOfFile: folder.path + "/place", encoding: .utf8)
        #expect(!FileManager.default.fileExists(atPath: place.trimmingCharacters(in: .newlines)))
    }
}
