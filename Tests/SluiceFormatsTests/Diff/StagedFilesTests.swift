import SluiceModel
import Testing

@testable import SluiceFormats

@Suite("What git has staged")
struct StagedFilesTests {
    @Test("is read from git's own list, whatever the names")
    func entries() {
        let zero = String(repeating: "0", count: 40)
        let object = String(repeating: "a", count: 40)
        let list = [
            ":000000 100644 \(zero) \(object) A", "a b\nc.txt", ":100644 120000 \(zero) \(object) T", "link",
            ":000000 160000 \(zero) \(object) A", "module", ":000000 000000 \(zero) \(zero) U", "both.txt",
        ]
        let entries = StagedFiles.entries(Array((list.joined(separator: "\0") + "\0").utf8))
        #expect(entries.map(\.path.text) == ["a b\nc.txt", "link", "module", "both.txt"])
        #expect(entries.map(\.kind) == [.file, .link, .repository, .unmerged])
        #expect(entries.first?.object == object)
        #expect(StagedFiles.entries([]).isEmpty)
    }
}
