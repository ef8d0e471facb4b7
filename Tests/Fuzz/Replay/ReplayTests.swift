import Foundation
import FuzzEntries
import TestSupport
import Testing

@Suite("What fuzzing starts from, and what it found")
struct ReplayTests {
    private static let kept = packageFolder.appendingPathComponent("Tests/Fuzz/Kept")

    private static func files(below folder: URL) -> [URL] {
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        let files = all?.allObjects as? [URL] ?? []
        return files.filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) ?? false }
    }

    @Test("holds for all that was once found", arguments: FuzzEntry.allCases)
    func found(entry: FuzzEntry) throws {
        for file in Self.files(below: Self.kept.appendingPathComponent(entry.rawValue)) {
            let fault = entry.fault(in: [UInt8](try Data(contentsOf: file)))
            #expect(fault == nil, "\(file.lastPathComponent): \(fault ?? "")")
        }
    }

    /// Folders of fixtures, and by which entries they are read.
    private static let seeds: [(folder: String, entries: [FuzzEntry])] = [
        ("mail", [.mail, .mbox]), ("forum", [.html, .forum, .xml]), ("documents", [.rtf]),
        ("chats", [.whatsapp, .signal]), ("json", [.json, .jsonl]), ("tables", [.csv]),
        ("legacy", [.compound, .transport]), ("archives", [.zip, .names]), ("layers", [.text, .diff]),
    ]

    @Test("holds for the fixtures, whole and cut short", arguments: seeds)
    func fixtures(folder: String, entries: [FuzzEntry]) throws {
        let files = Self.files(below: packageFolder.appendingPathComponent("Fixtures/" + folder))
        #expect(!files.isEmpty)
        for file in files {
            let bytes = [UInt8](try Data(contentsOf: file)).prefix(6000)
            for entry in entries {
                for length in [bytes.count, bytes.count * 2 / 3] {
                    let fault = entry.fault(in: Array(bytes.prefix(length)))
                    #expect(fault == nil, "\(file.lastPathComponent) as \(entry): \(fault ?? "")")
                }
            }
        }
    }
}
