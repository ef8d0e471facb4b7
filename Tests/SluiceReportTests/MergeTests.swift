import Foundation
import SluiceModel
import SluiceNames
import TestSupport
import Testing

@testable import SluiceReport

@Suite("Runs put together")
struct MergeTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Writes a run that found these texts, and gives its file.
    @discardableResult
    private func run(
        _ name: String, started: Double, _ texts: [String], key: String = "a key for tests only"
    ) throws -> String {
        let recorder = Recorder(mask: Mask(), names: try #require(NameKey(Array(key.utf8))))
        var format = JSONLinesReport()
        var output = ReportOutput()
        var run = try SampleReport.run()
        run.id = name
        run.started = started
        run.keyID = recorder.keyID
        format.begin(run, to: &output)
        for text in texts { format.add(recorder.record(try Findings.make(text)), to: &output) }
        format.end(SampleReport.summary, to: &output)
        return try folder.write(output.bytes, name + ".jsonl")
    }

    private func merge(
        _ paths: [String], _ selection: RecordMerge.Selection = .init()
    ) throws -> (values: [String], summary: SummaryRecord, omissions: RecordMerge.Omissions) {
        var merge = try RecordMerge(paths, selection)
        var values: [String] = []
        let summary = try merge.forEach { values.append(String($0.excerpt.before)) }
        return (values, summary, merge.omissions)
    }

    @Test("begin with the newest, which wins")
    func newest() throws {
        let old = try run("old", started: 1000, ["a ⟦1111⟧", "b ⟦2222⟧", "b again ⟦2222⟧"])
        let new = try run("new", started: 2000, ["c ⟦2222⟧", "d ⟦3333⟧", "d again ⟦3333⟧"])
        let result = try merge([old, new])
        #expect(result.values == ["c ", "d ", "d again ", "a "])
        #expect(result.omissions.repeated == 2)
        #expect(result.summary.counts.totalFindings == 4)
        #expect(result.summary.counts.files == 8 && result.summary.seconds == 123)
        let merge = try RecordMerge([old, new], .init())
        let (run, mixesKeys) = (merge.run, merge.mixesKeys)
        #expect(run.id == "new" && run.sources.map(\.id) == ["new", "old"])
        #expect(!mixesKeys)
    }

    @Test("count a run once, however often it is given")
    func twice() throws {
        let one = try run("one", started: 1000, ["a ⟦1111⟧"])
        let counts = try merge([one, one]).summary.counts
        #expect(counts.files == 4 && counts.totalFindings == 1)
    }

    @Test("cannot tell what they share without one key")
    func keys() throws {
        let one = try run("one", started: 1000, ["a ⟦1111⟧"])
        let two = try run("two", started: 2000, ["a ⟦1111⟧"], key: "another key for tests")
        #expect(try merge([one, two]).values.count == 2)
        let mixesKeys = try RecordMerge([one, two], .init()).mixesKeys
        #expect(mixesKeys)
    }

    @Test("leave out what is too old or too weak, and say so")
    func selection() throws {
        let old = try run("old", started: 1000, ["a ⟦1111⟧"])
        let new = try run("new", started: 2000, ["c ⟦2222⟧"])
        var selection = RecordMerge.Selection()
        selection.earliest = 1500
        let recent = try merge([old, new], selection)
        #expect(recent.values == ["c "] && recent.summary.counts.files == 4)
        #expect(recent.omissions.expired == 1 && recent.omissions.expiredRuns == 1)
        selection.severity = .critical
        #expect(try merge([new], selection).omissions.below == 1)
    }

    @Test("say which was broken off")
    func cutOff() throws {
        let path = try run("cut", started: 1000, ["a ⟦1111⟧", "b ⟦2222⟧"])
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try folder.write(
            text.split(separator: "\n").prefix(2).joined(separator: "\n") + "\n{\"ru", "cut.jsonl")
        let result = try merge([path])
        #expect(result.values == ["a "] && result.omissions.unfinished == [path])
        #expect(result.summary.counts.wasInterrupted)
    }

    @Test("keep the same report when they are read again")
    func again() throws {
        let one = try run("one", started: 1000, ["a ⟦1111⟧", "b ⟦2222⟧"])
        var merge = try RecordMerge([one], .init())
        var format = JSONLinesReport()
        var output = ReportOutput()
        format.begin(merge.run, to: &output)
        _ = try merge.forEach { format.add($0, to: &output) }
        let lines = String(decoding: output.bytes, as: UTF8.self).split(separator: "\n")
        let before = try String(contentsOfFile: one, encoding: .utf8).split(separator: "\n")
        #expect(lines == before.dropLast())
    }
}

@Suite("Evidence")
struct EvidenceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func collect(known: [String: String], started: Double) throws -> [EvidenceFolder.Status: Int] {
        let recorder = Recorder(mask: Mask(), names: NameKey())
        var evidence = try EvidenceFolder(folder.path + "/proof", known: known, started: started)
        for name in ["a.txt", "a.txt", "b.txt", "gone.txt"] {
            let recorder = recorder
            let finding = try Findings.make("⟦x⟧", path: folder.path + "/" + name)
            try evidence.add(recorder.record(finding))
        }
        return try evidence.finish()
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: folder.path + "/proof/" + name, encoding: .utf8)
    }

    @Test("is the files as they were when they were scanned, by their hash")
    func hashes() throws {
        let one = try folder.write("erstens", "a.txt")
        let two = try folder.write("zweitens, verändert", "b.txt")
        // Of "erstens", as sha256sum says.
        let hash = "68bd1ffb8d2c3df444a72bd07bbb70c5a01d8dbeacdb8debafac60326358e8a0"
        let statuses = try collect(known: [one: hash, two: hash], started: 0)
        #expect(statuses == [.same: 1, .changed: 1, .missing: 1])
        #expect(try text("manifest.jsonl").split(separator: "\n").count == 4)
    }

    @Test("is the files that are older than the scan, where no hash is known")
    func times() throws {
        try folder.write("erstens", "a.txt")
        try folder.write("zweitens", "b.txt")
        let later = Date().timeIntervalSince1970 + 60
        #expect(try collect(known: [:], started: later) == [.unchanged: 2, .missing: 1])
        let sums = try text("SHA256SUMS").split(separator: "\n")
        #expect(sums.count == 2)
        let hash = try #require(sums.first?.split(separator: " ").first)
        #expect(try text("files/\(hash)") == "erstens")
        #expect(throws: OutputFault.self) { _ = try collect(known: [:], started: later) }
    }

    @Test("is none of the files that were written since")
    func changed() throws {
        try folder.write("erstens", "a.txt")
        try folder.write("zweitens", "b.txt")
        #expect(try collect(known: [:], started: 1000) == [.changed: 2, .missing: 1])
        #expect(try text("SHA256SUMS").isEmpty)
    }
}
