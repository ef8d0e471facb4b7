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
        let information = information(ruleSet)
        let manifest = try Manifest(command.output, information, outputs.records)
        let avoided = outputs.identities.union(manifest.map(\.identities) ?? [])
        let settings = try command.settings(avoiding: avoided, manifest: manifest)
        try outputs.begin(information)
        for warning in ruleSet.warnings + command.rules.probed(ruleSet, detector) {
            Console.note("\(warning)\n")
        }

        let cancellation = Cancellation()
        let signals = Signals(cancellation)
        defer { signals.end() }
        let scan = Scan(
            inputs, detector: detector, settings: settings, cancellation: cancellation,
            onSilence: { Console.noteSilence() },
            output: { ScanRun.tell($0, outputs, manifest) })
        let bar = progressBar(scan, inputs, settings, cancellation)
        outputs.show(bar)
        let counts = scan.run()
        bar?.end()
        try manifest?.finish()
        if outputs.leavesOutEarlier, let path = manifest?.path {
            Console.note("sluice: findings of files that were read earlier stand in '\(path)'\n")
        }
        return try finish(counts, outputs)
    }

    /// False where the scan has to stop.
    private static func tell(_ event: ScanEvent, _ outputs: OutputSet, _ manifest: Manifest?) -> Bool {
        switch event {
        case .findings(let findings): outputs.add(findings) && manifest?.add(findings) ?? true
        case .file(let record): manifest?.add(record) ?? true
        case .known(let record): manifest.map { outputs.add(earlier: $0.findings(of: record)) } ?? true
        }
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
