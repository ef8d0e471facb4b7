import Glibc
import SluiceFormats
import SluiceModel
import SluicePipeline
import SluiceReport

/// Wires one `sluice scan --dump-messages` together.
struct MessageDumpRun {
    private let command: ScanCommand

    init(_ command: ScanCommand) { self.command = command }

    func run() throws -> Outcome {
        let cancellation = Cancellation()
        let signals = Signals(cancellation)
        defer { signals.end() }
        var target = ReportTarget(stream: STDOUT_FILENO, name: "standard output")
        let own = Set([FileIdentity(descriptor: STDOUT_FILENO)].compactMap { $0 })
        let settings = try command.settings(try command.configuration.load(), avoiding: own)
        var walk = MessageWalk(
            try command.inputs(), settings: settings, cancellation: cancellation,
            onSilence: { Console.noteSilence() })
        var hasGaps = false
        var fault: OutputFault?
        walk.forEach { reading in
            if case .message(let message) = reading, !settings.messages.takes(message) { return true }
            var lines: [UInt8] = []
            MessageDumpRun.write(reading, into: &lines, hasGaps: &hasGaps)
            do throws(OutputFault) {
                try target.write(lines)
            } catch {
                fault = error
            }
            return fault == nil
        }
        if let fault {
            if fault == .closed { return .outputClosed }
            throw InternalFault("cannot write \(fault)")
        }
        if cancellation.isCancelled { return signals.outcome }
        return hasGaps ? .incomplete : .nothingFound
    }

    private static func write(_ reading: Reading, into lines: inout [UInt8], hasGaps: inout Bool) {
        switch reading {
        case .message(let message):
            if !message.gaps.isEmpty { hasGaps = true }
            MessageDump.write(message, into: &lines)
        case .passedOver(let origin, .skipped(let kind)):
            MessageDump.write(origin, "skipped", kind, into: &lines)
        case .passedOver(let origin, .unsupported(let format)):
            hasGaps = true
            MessageDump.write(origin, "unsupported", format, into: &lines)
        case .gap(let gap):
            hasGaps = true
            MessageDump.write(gap, into: &lines)
        case .run, .endOfFile, .known: break
        }
    }
}
