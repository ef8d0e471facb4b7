import Glibc
import SluiceDetection
import SluiceFormats
import SluiceModel
import SluiceNames
import SluicePipeline
import SluicePolicy
import SluiceRedaction
import SluiceReport
import SluiceRuleSets
import SluiceRules

/// Wires one `sluice redact` together: redact, look again, and write once nothing is found any more.
struct RedactRun {
    private static let mostRounds = 6

    private let command: RedactCommand
    private let language: Language

    init(_ command: RedactCommand) {
        self.command = command
        language = command.findings.language ?? Console.language
    }

    func run() throws -> Outcome {
        let policy = try command.configuration.load()
        let rules = try command.rules.load(policy)
        let detector = try command.rules.detector(rules)
        for warning in rules.warnings { Console.note("\(warning)\n") }
        let key = try KeyFile.key(command.findings.key, policy) ?? NameKey()
        var replacement = Replacement(
            command.style, rules: rules.rules.map(\.information), language: language, key: key)
        let cancellation = Cancellation()
        let signals = Signals(cancellation)
        defer { signals.end() }

        var notes = RedactNotes(language: language)
        var file = try RedactInput(command)
        for round in 0..<RedactRun.mostRounds {
            let result = try redacted(file, policy, detector, replacement, cancellation)
            if cancellation.isCancelled { return signals.outcome }
            notes.add(result.unredacted, result.brokenSeals)
            if round == 0, !result.unredacted.isEmpty, !command.keepsUnredacted { return notes.refuse() }
            guard !result.edits.isEmpty else { break }
            notes.edits += result.edits.count
            file = try file.edited(result.edits)
            replacement = replacement.next()
            if round + 1 == RedactRun.mostRounds { notes.addRest(file.name) }
        }
        if notes.hasUnredacted, !command.keepsUnredacted { return notes.refuse() }
        return try write(file, notes)
    }

    private func redacted(
        _ file: RedactInput, _ policy: Policy?, _ detector: Detector, _ replacement: Replacement,
        _ cancellation: Cancellation
    ) throws -> MessageRedactor {
        var settings = ScanSettings(
            reading: try command.input.reading(), deadline: command.input.deadline,
            threshold: command.findings.threshold(policy))
        if let policy { settings.reading.organisation = policy.organisation }
        var redactor = MessageRedactor(path: file.name, replacement: replacement) { file.bytes($0) }
        var walk = DetectionWalk(
            [file.scanned], detector: detector, settings: settings, cancellation: cancellation)
        walk.forEach { event in
            switch event {
            case .message(let message, let findings): redactor.redact(message, findings)
            case .longText(let findings): redactor.redact(longText: findings)
            case .gap(let gap): redactor.note(Unredacted(gap))
            case .passedOver(let origin, .skipped(let kind)):
                redactor.note(Unredacted(origin: origin, reason: "no text: \(kind)"))
            case .passedOver(let origin, .unsupported(let format)):
                redactor.note(Unredacted(Gap(origin: origin, reason: .unsupported(format))))
            }
            return !cancellation.isCancelled
        }
        return redactor
    }

    private func write(_ file: RedactInput, _ notes: RedactNotes) throws -> Outcome {
        do throws(OutputFault) {
            var target =
                command.output == "-"
                ? ReportTarget(stream: STDOUT_FILENO, name: "standard output")
                : try ReportTarget(file: command.output)
            guard try file.copy(EditList(), to: &target) else { return .internalError }
            try target.finish()
        } catch {
            if error == .closed { return .outputClosed }
            throw InternalFault("cannot write \(error)")
        }
        notes.tell()
        return .nothingFound
    }
}
