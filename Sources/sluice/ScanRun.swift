import Glibc
import SluiceDetection
import SluiceFormats
import SluiceModel
import SluicePipeline
import SluiceReport
import SluiceRuleSets
import SluiceRules
import Synchronization

/// Wires one `sluice scan` together.
struct ScanRun {
    private let command: ScanCommand
    private let language: Language
    private let started = Console.clock

    init(_ command: ScanCommand) {
        self.command = command
        language = command.findings.language ?? Console.language
    }

    func run() throws -> Outcome {
        let ruleSet = try command.rules.load()
        let detector = try command.rules.detector(ruleSet)
        let inputs = command.inputs
        let outputs = try OutputSet(command, language: language)
        let settings = try command.settings(avoiding: outputs.identities)
        try outputs.begin(information(ruleSet))
        for warning in ruleSet.warnings { Console.note("\(warning)\n") }

        let cancellation = Cancellation()
        let signals = Signals(cancellation)
        defer { signals.end() }
        let scan = Scan(
            inputs, detector: detector, settings: settings, cancellation: cancellation,
            onSilence: { Console.noteSilence() },
            output: { outputs.add($0) })
        let bar = progressBar(scan, inputs, settings, cancellation)
        outputs.show(bar)
        let counts = scan.run()
        bar?.end()
        return try finish(counts, outputs)
    }

    private func information(_ rules: RuleSet) -> RunInformation {
        RunInformation(
            id: String(UInt64.random(in: 0...UInt64.max), radix: 16), version: Version.text,
            rulesHash: rules.hash,
            arguments: Array(CommandLine.arguments.dropFirst()), started: Console.now,
            rules: rules.rules.map(\.information))
    }

    private func progressBar(
        _ scan: Scan, _ inputs: [ScanInput], _ settings: ScanSettings, _ cancellation: Cancellation
    ) -> ProgressBar? {
        guard !command.output.hidesProgress, Console.isTerminal(STDERR_FILENO) else { return nil }
        return ProgressBar(
            done: { [weak scan] in scan?.bytesDone ?? 0 },
            total: {
                InputSize.total(inputs, selection: settings.selection, cancellation: cancellation)
            })
    }

    private func finish(_ counts: ScanCounts, _ outputs: OutputSet) throws -> Outcome {
        if let fault = outputs.fault {
            if fault == .closed { return .outputClosed }
            throw InternalFault("cannot write \(fault)")
        }
        let summary = RunSummary(counts: counts, seconds: Console.clock - started)
        if let fault = outputs.end(summary) {
            if fault == .closed { return .outputClosed }
            throw InternalFault("cannot write \(fault)")
        }
        Console.note(SummaryText(style: Console.style(STDERR_FILENO), language: language).text(summary))
        if counts.wasInterrupted { return .interrupted }
        if counts.hasGaps, command.output.failOnPartial || counts.totalFindings == 0 { return .incomplete }
        return counts.totalFindings > 0 ? .found : .nothingFound
    }
}
