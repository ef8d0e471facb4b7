import Foundation
import Glibc
import TestSupport
import Testing

@testable import SluiceReport

@Suite("Where a report goes")
struct ReportTargetTests {
    @Test("a named pipe is written to and stays what it is")
    func namedPipe() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("report.jsonl").path
        try #require(unsafe mkfifo(path, 0o600) == 0)
        // Whoever opens a pipe to write waits for a reader.
        let reader = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        try #require(reader >= 0)
        defer { close(reader) }

        var target = try ReportTarget(file: path)
        try target.write(Array("a record\n".utf8))
        try target.finish()

        var bytes = [UInt8](repeating: 0, count: 64)
        let count = unsafe read(reader, &bytes, bytes.count)
        #expect(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) == "a record\n")
        let more = unsafe read(reader, &bytes, bytes.count)
        #expect(more == 0, "the pipe was closed")
        var status = stat()
        #expect(unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["report.jsonl"])
    }

    @Test("a file appears when it is complete, and leaves nothing where it is given up")
    func file() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("report.jsonl").path
        do {
            var target = try ReportTarget(file: path)
            try target.write(Array("half a rec".utf8))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
        var target = try ReportTarget(file: path)
        try target.write(Array("a record\n".utf8))
        #expect(!FileManager.default.fileExists(atPath: path))
        try target.finish()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "a record\n")
    }
}
