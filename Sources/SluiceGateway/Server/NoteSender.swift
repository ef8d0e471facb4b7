import Glibc
public import SluiceChecking
import SluiceModel
import SluicePolicy
import Synchronization

/// Sends notes by the system's `sendmail`, one after the other, so that no verdict waits for them.
public final class NoteSender: Sendable {
    private struct State {
        var waiting: [(note: Note, from: String)] = []
        var isRunning = false
    }

    /// What floods the sender is dropped and counted: notes tell of verdicts, they are none.
    private static let mostWaiting = 1000

    /// A command that takes longer keeps the other notes waiting.
    private static let longest = 60.0

    /// The command that takes a mail on its standard input; the recipient is added.
    private let command: [String]
    private let metrics: Metrics
    private let log: GatewayLog
    private let state = Mutex(State())

    /// Sends with `command`; an empty one sends nothing.
    public init(_ command: [String], metrics: Metrics, log: GatewayLog) {
        self.command = command
        self.metrics = metrics
        self.log = log
    }

    /// The command's path where there is no program at it; then no note will be sent.
    public var missingProgram: String? {
        guard let path = command.first, path.contains("/"), unsafe access(path, X_OK) != 0 else { return nil }
        return path
    }

    public func send(_ notes: [Note], _ rules: CheckRules) {
        guard !command.isEmpty else { return }
        let from = NoteSender.address(rules)
        let isIdle = state.withLock { state in
            for note in notes {
                guard state.waiting.count < NoteSender.mostWaiting else {
                    metrics.error("note")
                    continue
                }
                state.waiting.append((note, from))
            }
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if isIdle { WorkerThread.start { self.run() } }
    }

    /// Waits until what is to be told is told, but no longer than so many seconds, and says what is left.
    public func drain(seconds: Double) {
        let end = CheckPool.clock + seconds
        while state.withLock(\.isRunning), CheckPool.clock < end { Pause.milliseconds(10) }
        let left = state.withLock(\.waiting.count)
        if left > 0 { log.fault("\(left) notes were not sent before the end") }
    }

    /// Whom the notes come from: an address within the organisation.
    private static func address(_ rules: CheckRules) -> String {
        "sluice@" + (rules.policy.organisation.domains.first ?? "localhost")
    }

    private func run() {
        while let (note, from) = next() {
            let run = CommandRun(command + ["--", note.to], limit: NoteSender.longest)
            let status = run.run(input: note.mail(from: from, at: CheckPool.now))
            guard status != 0 else { continue }
            metrics.error("note")
            log.fault(
                "a note could not be sent: \(command[0]) \(status.map { "ended with \($0)" } ?? "did not take it")"
            )
        }
    }

    private func next() -> (Note, String)? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isRunning = false
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
