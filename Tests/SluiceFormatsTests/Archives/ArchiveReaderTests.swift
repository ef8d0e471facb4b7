import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Long archives")
struct ArchiveReaderTests {
    private let sizes = SegmentSizes(body: 1 << 20, before: 16, behind: 16)

    private func readings(
        _ input: LongInput, unpacker: Unpacker = testUnpacker, limits: ReadingLimits = .scan
    ) -> [Reading] {
        let reader = ContentReader(ReadingOptions(limits: limits, unpacker: unpacker))
        var archive = ArchiveReader(input, InputPlace(path: "a.tar"), with: reader, sizes: sizes)
        var readings: [Reading] = []
        while let piece = archive.next() { piece.read { $0.spread { readings.append($0) } } }
        return readings
    }

    private func file(_ bytes: [UInt8]) throws -> LongInput {
        .file(try OpenFile(holding: TextStorage(bytes)), size: bytes.count)
    }

    /// As it comes through a pipe.
    private func stream(_ bytes: [UInt8]) -> LongInput {
        var filler = SourceFiller(Slow(bytes: TextStorage(bytes)))
        let head = filler.storage(of: ContentHead.length, behind: nil)
        return .stream(filler, head: head)
    }

    private struct Slow: ByteSource {
        let bytes: TextStorage
        var position = 0

        mutating func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(SourceFault) -> Int {
            let count = min(target.count, bytes.count - position, 100_000)
            for index in 0..<count { unsafe target[index] = bytes[position + index] }
            position += count
            return count
        }
    }

    /// The names, and how many bytes of text each has.
    private func sums(_ readings: [Reading]) -> [String: Int] {
        var sums: [String: Int] = [:]
        for case .message(let message) in readings {
            for part in message.parts { sums[message.origin.path, default: 0] += part.text.body.count }
        }
        return sums
    }

    @Test("give long members as segments and short ones whole, from files and from pipes")
    func longMembers() throws {
        let long = [UInt8](repeating: 0x61, count: 5 << 19)
        let inner = tar([("long.txt", long), ("b.txt", Array("short".utf8))])
        let bytes = tar([("a.txt", Array("first".utf8)), ("inner.tar", inner), ("c.txt", Array("last".utf8))])
        let expected = [
            "a.tar!a.txt": 5, "a.tar!inner.tar!long.txt": long.count, "a.tar!inner.tar!b.txt": 5,
            "a.tar!c.txt": 4,
        ]
        #expect(sums(readings(try file(bytes))) == expected)
        #expect(sums(readings(stream(bytes))) == expected)
    }

    @Test("that break off say so, whoever reads them")
    func brokenOff() throws {
        let long = [UInt8](repeating: 0x61, count: 5 << 19)
        let bytes = Array(tar([("a.txt", Array("first".utf8)), ("long.txt", long)]).prefix(1 << 20))
        for input in [try file(bytes), stream(bytes)] {
            let found = readings(input)
            let gaps = found.compactMap { if case .gap(let gap) = $0 { gap.origin.path } else { nil } }
            #expect(gaps.contains("a.tar!long.txt"))
            #expect(sums(found)["a.tar!a.txt"] == 5)
        }
    }

    @Test("end when the child hangs, writes nonsense or does not start")
    func badChildren() throws {
        let folder = try TemporaryFolder()
        func child(_ script: String) throws -> Unpacker {
            let path = try folder.write("#!/bin/sh\n" + script, "child")
            let status = unsafe chmod(path, 0o755)
            #expect(status == 0)
            return Unpacker(executable: path)
        }
        let bytes = tar([("a.txt", Array("first".utf8))])
        var limits = ReadingLimits.scan
        limits.idleSeconds = 0.1
        func gaps(_ unpacker: Unpacker) throws -> [GapReason] {
            readings(try file(bytes), unpacker: unpacker, limits: limits).compactMap {
                if case .gap(let gap) = $0 { gap.reason } else { nil }
            }
        }
        #expect(try gaps(child("exec sleep 60")) == [.limit("0.1 s without progress")])
        let lost = [GapReason.unreadable("the program that unpacks it has ended")]
        #expect(try gaps(child("echo what is this about, and how long does it go on?")) == lost)
        #expect(try gaps(child("exit 1")) == lost)
        #expect(try gaps(Unpacker(executable: "/nowhere")).count == 1)
    }

    @Test("end at once when the work is cancelled")
    func cancelled() throws {
        let cancellation = Cancellation()
        cancellation.cancel()
        let unpacker = Unpacker(executable: testUnpacker.executable, cancellation: cancellation)
        let found = readings(try file(tar([("a.txt", Array("first".utf8))])), unpacker: unpacker)
        #expect(found.count == 1)
    }

    @Test("lend the members beside a member")
    func companions() throws {
        let bytes = tar([
            ("export/users.json", Array("[]".utf8)), ("export/general/1.json", Array("{}".utf8)),
        ])
        let options = ReadingOptions(unpacker: testUnpacker)
        let archive = ArchiveCompanions(
            try OpenFile(holding: TextStorage(bytes)), size: bytes.count, options)
        let beside = archive.beside("export/general/1.json")
        #expect(beside.content(at: "../users.json")?.count == 2)
        #expect(beside.content(at: "1.json")?.count == 2)
        #expect(beside.content(at: "../../../etc/passwd") == nil)
        #expect(beside.content(at: "none.json") == nil)
    }

    @Test("with names that are no UTF-8 show them as those meant them who packed them")
    func names() {
        #expect(MemberName.text([0x67, 0x72, 0x81, 0xE1, 0x65]) == "grüße")
        #expect(MemberName.text([0x67, 0x72, 0xFC, 0xDF, 0x65]) == "grüße")
        #expect(MemberName.text(Array("a\u{1B}[0m\n".utf8)) == "a\u{FFFD}[0m\u{FFFD}")
        #expect(MemberName.unpacked("x/notes.txt.gz") == "notes.txt")
        #expect(MemberName.unpacked("a.zip!b") == "content")
    }
}
