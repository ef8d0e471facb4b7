import Glibc
import SluiceFormats
import SluiceModel
import Synchronization
import TestSupport
import Testing

@testable import SluicePipeline

@Suite("What a scan tells")
struct TellingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// 300 files with two findings each, and a long text with 2,000.
    private func write() throws {
        for number in 0..<300 { try folder.write("TOKEN-1234\nTOKEN-5678\n", "a/\(1000 + number).txt") }
        let line = String(repeating: "x", count: 1500) + " TOKEN-4321\n"
        try folder.write(String(repeating: line, count: 2000), "b.txt")
    }

    @Test("is prepared in any order and told in that of the input", arguments: [1, 2, 5])
    func order(threads: Int) throws {
        try write()
        let told = Mutex<[String]>([])
        let prepared = Atomic(0)
        let settings = ScanSettings(threads: threads, segmentSize: 1 << 16)
        let counts = Scan(
            [.path(PathBytes(folder.path))], detector: try Tokens.detector(), settings: settings,
            prepare: { event in
                guard case .findings(let findings) = event else { return { true } }
                let places = findings.map { "\($0.location.origin.path):\($0.location.line)" }
                prepared.wrappingAdd(places.count, ordering: .relaxed)
                return {
                    told.withLock { $0 += places }
                    return true
                }
            }
        ).run()
        let paths = (0..<300).flatMap { ["/a/\(1000 + $0).txt:1", "/a/\(1000 + $0).txt:2"] }
        let expected = paths + (1...2000).map { "/b.txt:\($0)" }
        #expect(told.withLock { $0 } == expected.map { folder.path + $0 })
        #expect(prepared.load(ordering: .relaxed) == 2600 && counts.totalFindings == 2600)
    }

    @Test("keeps its order where more waits for a slow output than may", arguments: [2, 5])
    func flood(threads: Int) throws {
        let lines = 20_000
        try folder.write(String(repeating: "TOKEN-4321\n", count: lines), "c.txt")
        let told = Mutex<[Int]>([])
        let settings = ScanSettings(threads: threads, segmentSize: 1 << 16)
        let counts = Scan(
            [.path(PathBytes(folder.path))], detector: try Tokens.detector(), settings: settings,
            prepare: { event in
                guard case .findings(let findings) = event else { return { true } }
                let places = findings.map(\.location.line)
                return {
                    usleep(500)
                    told.withLock { $0 += places }
                    return true
                }
            }
        ).run()
        #expect(told.withLock { $0 } == Array(1...lines))
        #expect(counts.files == 1 && counts.messages == 1)
    }

    @Test("ends where the output wants no more", arguments: [1, 4])
    func stops(threads: Int) throws {
        try write()
        let told = Atomic(0)
        let settings = ScanSettings(threads: threads, segmentSize: 1 << 16)
        let counts = Scan(
            [.path(PathBytes(folder.path))], detector: try Tokens.detector(), settings: settings,
            prepare: { _ in { told.wrappingAdd(1, ordering: .relaxed).newValue < 2 } }
        ).run()
        #expect(told.load(ordering: .relaxed) == 2)
        #expect(counts.wasInterrupted)
    }

    @Test("is judged in stretches of a long text that do not depend on how it was cut")
    func stretches() throws {
        var stretch = JudgedStretch()
        func finding(at start: Int) throws -> Finding {
            Finding(
                rule: try #require(RuleID("token")), severity: .low, confidence: .low,
                location: Location(
                    origin: Origin(path: "a"), line: 1, column: 1, span: ByteSpan(start, start + 1)),
                value: Secret([]), normalizedValue: Secret([]), show: .none,
                excerpt: Excerpt(text: Secret([]), value: ByteSpan(0, 0)), evidence: [])
        }
        let last = try finding(at: JudgedStretch.length - 1)
        #expect(stretch.takes(last))
        stretch.add(last)
        #expect(stretch.takes(try finding(at: 0)))
        #expect(!stretch.takes(try finding(at: JudgedStretch.length)))
    }
}
