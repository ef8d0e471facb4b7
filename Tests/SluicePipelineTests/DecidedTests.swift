import SluiceFormats
import SluiceModel
import Synchronization
import TestSupport
import Testing

@testable import SluicePipeline

@Suite("Findings about which somebody decided")
struct DecidedTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func scan(_ settings: ScanSettings) throws -> (findings: [Finding], counts: ScanCounts) {
        let found = Mutex<[Finding]>([])
        let path = ScanInput.path(PathBytes(folder.path))
        let counts = Scan([path], detector: try Tokens.detector(), settings: settings) { event in
            if case .findings(let findings) = event { found.withLock { $0 += findings } }
            return true
        }.run()
        return (found.withLock { $0 }, counts)
    }

    @Test("are counted apart, and told where somebody asks", arguments: [false, true])
    func counts(tells: Bool) throws {
        try folder.write("TOKEN-0001 TOKEN-0002\nTOKEN-0003 TOKEN-0004\n", "a.txt")
        var settings = ScanSettings()
        settings.tellsDecided = tells
        settings.standing = { finding in
            switch finding.value.revealedText.last {
            case "1": .released(.known)
            case "2": .expired(.accepted)
            case "3": .back
            default: .open
            }
        }
        let (findings, counts) = try scan(settings)
        #expect(findings.map(\.decision) == (tells ? [.known] : []) + [nil, .fixed, nil])
        #expect(counts.totalFindings == 3 && counts.confidences.values.reduce(0, +) == 3)
        #expect(counts.decided == 1 && counts.expired == 1 && counts.back == 1 && counts.below == 0)
    }

    @Test("are left alone where a mark on their line allows them, unless that is switched off")
    func marks() throws {
        try folder.write(
            "TOKEN-0001 sluice:allow token ein Beispiel\nTOKEN-0002 sluice:allow token\nTOKEN-0003\n", "a.txt"
        )
        var settings = ScanSettings()
        let (findings, counts) = try scan(settings)
        #expect(findings.map(\.location.line) == [2, 3])
        #expect(counts.allowed == 1 && counts.totalFindings == 2)
        #expect(counts.inlineNotes.first.map(\.line) == [2])
        #expect(counts.inlineNotes.first.map(\.fault) == [.givesNoReason])
        settings.honoursMarks = false
        #expect(try scan(settings).counts.totalFindings == 3)
    }

    @Test(
        "have the same numbers however the text is cut and however many work", arguments: [1, 3],
        [1, 64, 1 << 20]
    )
    func numbers(threads: Int, size: Int) throws {
        let text = String(repeating: "TOKEN-0001 gitleaks:allow\nTOKEN-0001 TOKEN-0002\n", count: 40)
        try folder.write(text, "a.txt")
        try folder.write(text, "b.txt")
        var settings = ScanSettings(threads: threads, segmentSize: size)
        settings.honoursMarks = false
        let found = try scan(settings).findings
        var expected: [Int] = []
        for pair in 0..<40 { expected += [2 * pair + 1, 2 * pair + 2, pair + 1] }
        #expect(found.map(\.occurrence) == expected + expected)
        #expect(found.map { $0.mark != nil } == (0..<80).flatMap { _ in [true, false, false] })
    }

    @Test(
        "of a long run of added lines have their places in the new file", arguments: [1, 3], [1, 50, 1 << 20])
    func diff(threads: Int, size: Int) throws {
        let lines = (0..<60).map { "+ä TOKEN-\(1000 + $0) b\n" }.joined()
        try folder.write("--- a/x\n+++ b/x\n@@ -0,0 +501,60 @@\n" + lines, "a.diff")
        let settings = ScanSettings(
            threads: threads, reading: ReadingOptions(form: .diff), segmentSize: size)
        let found = try scan(settings).findings
        #expect(found.map(\.location.line) == Array(501...560))
        #expect(found.allSatisfy { $0.location.column == 3 && $0.location.origin.path == "x" })
        #expect(
            found.allSatisfy { $0.location.fileLine == $0.location.line && $0.location.fileOffset == nil })
    }
}
