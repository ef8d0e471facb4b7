import Foundation
import Glibc
import TestSupport
import Testing

@testable import SluiceReport

@Suite("A report's file")
struct PagedFileTests {
    @Test("holds what was written, in pieces of any size and beyond what the system keeps")
    func pieces() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/report"
        var target = try ReportTarget(file: path)
        var expected: [UInt8] = []
        // The last ones lie beyond the bytes that stay in the system's cache.
        let sizes = [0, 1, 4095, 4096, 4097, 70_001, 17 << 20, 5, 8192, 300_000, 1, 1 << 20, 5 << 20, 12_345]
        for (index, size) in sizes.enumerated() {
            let piece = [UInt8](repeating: UInt8(0x61 + index), count: size)
            try target.write(piece)
            expected += piece
        }
        #expect(!FileManager.default.fileExists(atPath: path))
        try target.finish()
        #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == expected)
    }

    @Test("is given up while it is being written, and leaves nothing behind")
    func abandoned() throws {
        let folder = try TemporaryFolder()
        do {
            var target = try ReportTarget(file: folder.path + "/report")
            try target.write([UInt8](repeating: 0x61, count: 20 << 20))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("says so where the disk takes no more")
    func fullDisk() throws {
        let descriptor = unsafe open("/dev/full", O_WRONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var file = PagedFile(descriptor)
        let piece = [UInt8](repeating: 0x61, count: FileBlock.size / 2)
        let codes = (0..<3).map { _ in unsafe piece.withUnsafeBufferPointer { unsafe file.append($0) } }
        #expect(codes == [0, ENOSPC, 0])
        #expect(file.end() == ENOSPC)
    }

    @Test("says at its end what could not be written beside")
    func lateFault() throws {
        let folder = try TemporaryFolder()
        let descriptor = unsafe open(folder.path + "/report", O_WRONLY | O_CREAT, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let file = try #require(DirectFile(descriptor))
        let block = FileBlock()
        let piece = [UInt8](repeating: 0x61, count: FileBlock.size)
        #expect(unsafe piece.withUnsafeBytes { unsafe block.take($0) } == piece.count)
        #expect(file.exchange(block, at: -FileBlock.size) != nil)
        #expect(file.finish() == EINVAL)
        #expect(file.code == EINVAL)
    }
}
