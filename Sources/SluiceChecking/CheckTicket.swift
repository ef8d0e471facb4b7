import SluiceFormats
import SluicePolicy
import Synchronization

/// One mail on its way through a ``CheckPool``; whoever decides first answers it.
public final class CheckTicket: Sendable {
    /// Told the decision, once, on whatever thread made it.
    public typealias Completion = @Sendable (MailDecision, CheckRules) -> Void

    let mail: ReceivedMail
    /// Seconds of a clock that never goes back.
    let deadline: Double
    let cancellation: Cancellation
    private let completion: Mutex<Completion?>

    init(_ mail: ReceivedMail, deadline: Double, completion: @escaping Completion) {
        self.mail = mail
        self.deadline = deadline
        cancellation = Cancellation()
        self.completion = Mutex(completion)
    }

    /// Whether somebody waits for the decision.
    public var isOpen: Bool { completion.withLock { $0 != nil } }

    /// Answers with `decision`, unless the mail has been answered.
    func answer(_ rules: CheckRules, _ decision: () -> MailDecision) {
        guard let completion = take() else { return }
        completion(decision(), rules)
    }

    /// Nobody waits any more.
    public func cancel() {
        _ = take()
        cancellation.cancel()
    }

    func take() -> Completion? {
        completion.withLock { completion in
            defer { completion = nil }
            return completion
        }
    }
}
