import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("A child that unpacks archives")
struct ReusableChildTests {
    /// Starts the tests' child, and writes a line for each start.
    private func counted(_ folder: TemporaryFolder) throws -> Unpacker {
        let script = """
            #!/bin/sh
            echo start >> '\(folder.path)/starts'
            exec '\(testUnpacker.executable)' "$@"

            """
        let path = try folder.write(script, "child")
        let status = unsafe chmod(path, 0o755)
        #expect(status == 0)
        return Unpacker(executable: path)
    }

    private func starts(_ folder: TemporaryFolder) throws -> Int {
        try String(contentsOfFile: folder.path + "/starts", encoding: .utf8).split(separator: "\n").count
    }

    private var zip: [UInt8] {
        var zip = ZipMaker()
        zip.add("a.txt", "words")
        return zip.bytes
    }

    @Test("takes one after the other, up to a number")
    func many() throws {
        let folder = try TemporaryFolder()
        let unpacker = try counted(folder)
        for _ in 0..<ReusableChildren.most + 5 {
            #expect(readings(of: zip, name: "a.zip", unpacker: unpacker).count == 1)
        }
        #expect(try starts(folder) == 2)
    }

    @Test("unpacks an archive within another one beside it")
    func nested() throws {
        let folder = try TemporaryFolder()
        let unpacker = try counted(folder)
        var outer = ZipMaker()
        outer.add("inner.zip", bytes: zip)
        outer.add("b.txt", "more words")
        for _ in 0..<3 {
            #expect(readings(of: outer.bytes, name: "o.zip", unpacker: unpacker).count == 2)
        }
        #expect(try starts(folder) <= 2)
    }

    @Test("that met a limit takes no other")
    func limited() throws {
        let folder = try TemporaryFolder()
        let unpacker = try counted(folder)
        var limits = ReadingLimits.scan
        limits.members = 1
        var zip = ZipMaker()
        for number in 0..<5 { zip.add("\(number).txt", "words") }
        for _ in 0..<2 {
            let found = readings(of: zip.bytes, name: "a.zip", limits: limits, unpacker: unpacker)
            #expect(listing(found).contains("gap: limit reached: 1 members"))
        }
        #expect(try starts(folder) == 2)
    }

    @Test("damaged archives do not wear it out")
    func damaged() throws {
        let folder = try TemporaryFolder()
        let unpacker = try counted(folder)
        for length in stride(from: 30, to: zip.count, by: 9) {
            _ = readings(of: Array(zip.prefix(length)), name: "a.zip", unpacker: unpacker)
            #expect(readings(of: zip, name: "b.zip", unpacker: unpacker).count == 1)
        }
        #expect(try starts(folder) == 1)
    }

    @Test("orders come as they were sent")
    func orders() {
        let orders = [
            UnpackOrder(idleSeconds: 30), UnpackOrder(idleSeconds: 1, skip: 1 << 40, only: ""),
            UnpackOrder(idleSeconds: 0, skip: 7, only: "Verträge/älter.txt"),
        ]
        for order in orders { #expect(UnpackOrder(order.bytes) == order) }
        #expect(UnpackOrder(Array(orders[0].bytes.prefix(16))) == nil)
    }
}
