import CSystemCalls
import Glibc
import SluiceDetection
import SluiceFormats
import SluiceModel
import SluiceNames
import SluicePipeline
import SluicePolicy
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
        // Large arrays go back to the system at once, so that two threads with many findings keep no room for them.
        sluice_return_large_blocks()
        let policy = try command.configuration.load()
        let ruleSet = try command.rules.load(policy)
        let detector = try command.rules.detector(ruleSet)
        let names = try policy.map { try command.rules.unknownNames($0, ruleSet) } ?? []
        let inputs = try command.inputs()
        let key = try command.findings.nameKey(policy)
        if key == nil, let path = policy?.keyFile {
            Console.note(
                "sluice: the policy's key '\(path)' is missing, so that names hold for this run only; "
                    + "\(KeyFile.howToMake(path))\n")
        }
        let outputs = try OutputSet(command, key ?? NameKey(), language: language)
        let recorder = outputs.recorder
        var run = record(ruleSet, policy, recorder)
        // A random key names nothing that could be known again.
        run.keyID = key?.identifier
        let decided = try command.decisions.load(key, policy)
        let manifest = try Manifest(
            command.output, run, { try ManifestBasis(command, run, decided) }, recorder)
        let avoided = outputs.identities.union(manifest.map(\.identities) ?? [])
        var settings = try command.settings(
            policy, avoiding: avoided, decided: decided, manifest: manifest)
        settings.judge = policy.map { Judge($0, rules: run.rules) }
        try outputs.begin(run)
        for warning in names + ruleSet.warnings + command.rules.probed(ruleSet, detector) {
            Console.note("\(warning)\n")
        }

        let cancellation = Cancellation()
        let signals = Signals(cancellation)
        defer { signals.end() }
        let scan = Scan(
            inputs, detector: detector, settings: settings, cancellation: cancellation,
            onSilence: { Console.noteSilence() },
            prepare: { ScanRun.prepare($0, outputs, manifest) })
        let bar = progressBar(scan, inputs, settings, cancellation)
        outputs.show(bar)
        let counts = scan.run()
        bar?.end()
        try manifest?.finish()
        let summary = recorder.summary(counts, seconds: Console.clock - started)
        let outcome = try finish(summary, outputs, signals)
        let words = PolicyWords(language: language)
        if let policy { Console.note(words.summary(policy)) }
        if let decided { Console.note(decided.summary(words)) }
        return outcome
    }

    /// Does what needs no order; the answer writes, and is false where the scan has to stop.
    private static func prepare(
        _ event: ScanEvent, _ outputs: OutputSet, _ manifest: Manifest?
    ) -> Scan.Telling {
        switch event {
        case .findings(let findings):
            let draft = outputs.draft(findings, listed: manifest != nil)
            return { outputs.add(draft, manifest) }
        case .file(let record): return { manifest?.add(record) ?? true }
        case .known(let record): return { outputs.add(manifest?.findings(of: record) ?? []) }
        }
    }

    private func record(_ rules: RuleSet, _ policy: Policy?, _ recorder: Recorder) -> RunRecord {
        var run = RunRecord(
            id: String(UInt64.random(in: 0...UInt64.max), radix: 16), version: Version.text,
            rulesHash: rules.hash,
            arguments: recorder.arguments(Array(CommandLine.arguments.dropFirst())), started: Console.now,
            rules: rules.rules.map(\.information))
        if let policy { run.rules = policy.withContacts(run.rules) }
        run.policyHash = policy?.hash
        return run
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

    private func finish(_ summary: SummaryRecord, _ outputs: OutputSet, _ signals: Signals) throws -> Outcome
    {
        let counts = summary.counts
        if let fault = outputs.fault {
            if fault == .closed { return .outputClosed }
            throw InternalFault("cannot write \(fault)")
        }
        if let fault = outputs.end(summary) {
            if fault == .closed { return .outputClosed }
            throw InternalFault("cannot write \(fault)")
        }
        Console.note(SummaryText(style: Console.style(STDERR_FILENO), language: language).text(summary))
        if counts.wasInterrupted { return signals.outcome }
        if counts.hasGaps, command.output.failOnPartial || counts.totalFindings == 0 { return .incomplete }
        return counts.totalFindings > 0 ? .found : .nothingFound
    }
}
