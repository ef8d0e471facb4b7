import Foundation
import SluiceModel

@testable import SluiceFormats

/// A line for each reading and each part: what was understood, for golden files.
func listing(_ readings: [Reading]) -> String {
    readings.map(lines).joined()
}

private func lines(_ reading: Reading) -> String {
    switch reading {
    case .run, .endOfFile, .known: return "end of file\n"
    case .gap(let gap): return "\(gap.origin.path): gap: \(gap.reason)\n"
    case .passedOver(let origin, .skipped(let kind)): return "\(origin.path): skipped: \(kind)\n"
    case .passedOver(let origin, .unsupported(let kind)): return "\(origin.path): unsupported: \(kind)\n"
    case .message(let message):
        var lines = "\(message.origin.path): message\n"
        for part in message.parts {
            lines += "  \(part.kind.rawValue)\(part.member.map { " " + $0 } ?? ""): "
            let text = part.text.storage.string(in: 0..<part.text.storage.count)
            lines += text.replacing("\n", with: "⏎").replacing("\t", with: "⇥") + "\n"
        }
        for gap in message.gaps { lines += "  gap in \(gap.origin.path): \(gap.reason)\n" }
        return lines
    }
}

/// What the reader of contents makes of `bytes`.
func readings(
    of bytes: [UInt8], name: String, limits: ReadingLimits = .scan, depth: Int = 0,
    unpacker: Unpacker = testUnpacker
) -> [Reading] {
    var readings: [Reading] = []
    let reader = ContentReader(ReadingOptions(limits: limits, unpacker: unpacker))
    let content = Content(
        TextStorage(bytes), origin: Origin(path: name), hints: ContentHints(path: name), depth: depth)
    reader.read(content) { readings.append($0) }
    return readings
}

/// Starts the child that lies beside the tests: in a test, /proc/self/exe is the test runner.
let testUnpacker: Unpacker = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let arguments = CommandLine.arguments.filter { $0.hasSuffix(".xctest") }
    for path in [tests] + arguments {
        let child = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(
            "unpack-child")
        if FileManager.default.isExecutableFile(atPath: child.path) {
            return Unpacker(executable: child.path)
        }
    }
    return Unpacker(executable: "unpack-child")
}()
