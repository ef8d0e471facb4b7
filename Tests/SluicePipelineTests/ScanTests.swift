import Foundation
import SluiceDetection
import SluiceFormats
import SluiceModel
import SluiceRules
import Synchronization
import TestSupport
import Testing

@testable import SluicePipeline

@Suite("Scan")
struct ScanTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// What a scan found, as `path:line:column`, and what it counted.
    private func scan(
        _ inputs: [ScanInput], _ settings: ScanSettings = ScanSettings(), stopAfter: Int = .max
    ) throws -> (places: [String], counts: ScanCounts) {
        let places = Mutex<[String]>([])
        let counts = Scan(inputs, detector: try Tokens.detector(), settings: settings) { event in
            guard case .findings(let findings) = event else { return true }
            return places.withLock { places in
                for finding in findings {
                    let name = finding.location.origin.path.split(separator: "/").last ?? ""
                    places.append("\(name):\(finding.location.line):\(finding.location.column)")
                }
                return places.count < stopAfter
            }
        }.run()
        return (places.withLock { $0 }, counts)
    }

    private func path(_ name: String = "") -> ScanInput { .path(PathBytes(folder.path + name)) }

    @Test("gives findings in the order of the paths, whatever the number of threads", arguments: [1, 2, 5])
    func order(threads: Int) throws {
        let names = ["a-b", "a/z", "a/é", "a0", "b", ".hidden"] + (0..<140).map { "c/\($0)" }
        for name in names { try folder.write("x\n TOKEN-1234", name) }
        let found = try scan([path()], ScanSettings(threads: threads))
        let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(found.places == sorted.map { ($0.split(separator: "/").last ?? "") + ":2:2" })
        #expect(found.counts.files == names.count)
        #expect(found.counts.messages == names.count)
        #expect(found.counts.findings == [.high: names.count])
    }

    @Test("finds the same however a text is cut", arguments: [1, 2, 5], [1, 100, 1000, 1 << 20])
    func cuts(threads: Int, size: Int) throws {
        let line = "ä TOKEN-1234 und TOKEN-5678\n"
        let text = String(repeating: line, count: 30)
        try folder.write(text, "long.txt")
        let found = try scan([path("/long.txt")], ScanSettings(threads: threads, segmentSize: size))
        #expect(found.places == (1...30).flatMap { ["long.txt:\($0):3", "long.txt:\($0):18"] })
        #expect(found.counts.messages == 1)
        #expect(found.counts.files == 1)
        #expect(found.counts.bytes == text.utf8.count)
    }

    @Test("does not follow symbolic links")
    func links() throws {
        try folder.write("TOKEN-1234", "d/a.txt")
        try folder.link("d/loop", to: "..")
        try folder.link("d/dangling", to: "nowhere")
        let found = try scan([path()], ScanSettings(threads: 2))
        #expect(found.places == ["a.txt:1:1"])
        #expect(found.counts.skipped == ["symbolic link": 2])
    }

    @Test("names what cannot be read, and goes on")
    func unreadable() throws {
        try folder.write("TOKEN-1234", "a.txt")
        let found = try scan([path("/missing"), path("/a.txt")])
        #expect(found.places == ["a.txt:1:1"])
        #expect(found.counts.partial.first.map { $0.origin.path.hasSuffix("/missing") } == [true])
        #expect(found.counts.hasGaps)
    }

    @Test("counts what has no text and names what cannot be read here")
    func formats() throws {
        try folder.write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "a.png")
        try folder.write("SQLite format 3\u{0} TOKEN-1234", "b.db")
        try folder.write("", "empty")
        let auto = try scan([path()])
        #expect(auto.places == [])
        #expect(auto.counts.skipped == ["picture": 1])
        #expect(auto.counts.unsupported.first.map(\.reason) == [.unsupported("SQLite database")])
        #expect(auto.counts.files == 3)
        let text = try scan([path()], ScanSettings(reading: ReadingOptions(form: .text)))
        #expect(text.places == ["b.db:1:18"])
        #expect(!text.counts.hasGaps)
    }

    @Test("leaves out what the globs say, and counts it")
    func globs() throws {
        for name in ["a.txt", "b.md", "skip/c.txt", "d/e.txt"] { try folder.write("TOKEN-1234", name) }
        var settings = ScanSettings()
        settings.selection.include = [try #require(Glob("*.txt"))]
        settings.selection.exclude = [try #require(Glob("skip"))]
        let found = try scan([path()], settings)
        #expect(found.places == ["a.txt:1:1", "e.txt:1:1"])
        #expect(found.counts.ignored == 2)
    }

    @Test("leaves out what git ignores")
    func git() throws {
        for name in ["a.txt", "b.log", "out/c.txt", "d/e.tmp", "d/f.txt"] {
            try folder.write("TOKEN-1234", name)
        }
        try folder.write("*.log\nout/\n", ".gitignore")
        try folder.write("*.tmp\n", "d/.gitignore")
        let git = Process()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        git.arguments = ["git", "init", "--quiet", folder.path]
        try git.run()
        git.waitUntilExit()
        var settings = ScanSettings()
        settings.selection.honoursGit = true
        let found = try scan([path()], settings)
        #expect(found.places == ["a.txt:1:1", "f.txt:1:1"])
        #expect(found.counts.ignored == 4)
    }

    @Test("counts findings under the threshold without giving them out")
    func threshold() throws {
        try folder.write("TOKEN-1234", "a.txt")
        var settings = ScanSettings()
        settings.threshold = Threshold(severity: .critical)
        let found = try scan([path()], settings)
        #expect(found.places == [])
        #expect(found.counts.below == 1)
        #expect(found.counts.totalFindings == 0)
    }

    @Test("stops when its output wants no more")
    func stops() throws {
        for index in 0..<200 { try folder.write("TOKEN-1234", "\(index)") }
        let found = try scan([path()], ScanSettings(threads: 2), stopAfter: 1)
        #expect(found.places.count == 1)
        #expect(found.counts.wasInterrupted)
    }
}

/// A rule for made-up tokens.
enum Tokens {
    static func detector() throws -> Detector {
        let source = SourcePlace(file: "rules.yaml", line: 1, column: 1)
        let id = try #require(RuleID("token"))
        let rule = Rule(
            information: RuleInformation(id: id, title: LocalizedText([.english: "Token"]), severity: .high),
            matcher: .patterns([RulePattern("TOKEN-[0-9]{4}", source: source)], group: .whole, bytes: false),
            source: source)
        return try Detector(RuleSet(rules: [rule]))
    }
}
