import SluiceChecking
import Synchronization

/// A check whose end a task waits for; it ends with the decision or with the task's cancellation.
final class CheckWait: Sendable {
    /// A decision, and the rules by which it was made.
    struct Checked: Sendable {
        var decision: MailDecision
        var rules: CheckRules
    }

    private struct State {
        var continuation: CheckedContinuation<Checked?, Never>?
        var ticket: CheckTicket?
        var hasEnded = false
    }

    private let state = Mutex(State())

    /// The decision on a text; nil where it does not come in time.
    static func decision(on mail: ReceivedMail, _ context: WebContext, seconds: Double) async -> Checked? {
        let wait = CheckWait()
        let checked = await Deadline.within(seconds, on: context.loop) {
            await withTaskCancellationHandler {
                await withCheckedContinuation { wait.begin(mail, context.pool, $0) }
            } onCancel: {
                wait.end(nil)
            }
        }
        return checked ?? nil
    }

    private func begin(
        _ mail: ReceivedMail, _ pool: CheckPool, _ continuation: CheckedContinuation<Checked?, Never>
    ) {
        let mayBegin = state.withLock { state in
            guard !state.hasEnded else { return false }
            state.continuation = continuation
            return true
        }
        guard mayBegin else { return continuation.resume(returning: nil) }
        let ticket = pool.check(mail) { self.end(Checked(decision: $0, rules: $1)) }
        let isOver = state.withLock { state in
            state.ticket = ticket
            return state.hasEnded
        }
        if isOver { ticket.cancel() }
    }

    private func end(_ checked: Checked?) {
        let (continuation, ticket) = state.withLock { state in
            defer { state = State(hasEnded: true) }
            return (state.continuation, state.ticket)
        }
        ticket?.cancel()
        continuation?.resume(returning: checked)
    }
}
