import Dispatch
import Glibc
import SluiceFormats
import SluiceModel
import SluicePolicy
import Synchronization

/// Some threads that check mails, one each at a time; the other mails wait.
///
/// Of mails that are large in memory only one is in work at a time.
public final class CheckPool: Sendable {
    /// From this size on a mail is large.
    private static let large = 4 << 20

    private struct Queue {
        var small: [CheckTicket] = []
        var large: [CheckTicket] = []
        var isLargeInWork = false
        var isClosed = false

        mutating func append(_ ticket: CheckTicket) {
            guard !isClosed else { return }
            if ticket.mail.spool.count >= CheckPool.large {
                large.append(ticket)
            } else {
                small.append(ticket)
            }
        }

        mutating func take() -> CheckTicket? {
            small.removeAll { !$0.isOpen }
            large.removeAll { !$0.isOpen }
            // Large mails come first, when their turn is there: small ones would keep them waiting for good.
            if !isLargeInWork, !large.isEmpty {
                isLargeInWork = true
                return large.removeFirst()
            }
            return small.isEmpty ? nil : small.removeFirst()
        }
    }

    private let rules: Mutex<CheckRules>
    private let queue = Mutex(Queue())
    private let signal = DispatchSemaphore(value: 0)

    /// As many mails are in work at once as there are `threads`.
    public init(_ rules: CheckRules, threads: Int) {
        self.rules = Mutex(rules)
        for _ in 0..<max(1, threads) { WorkerThread.start { self.work() } }
    }

    /// What mails are judged by now.
    public var current: CheckRules { rules.withLock(\.self) }

    /// Mails that are taken on from now on are judged by other rules.
    public func replace(_ new: CheckRules) { rules.withLock { $0 = new } }

    /// How many mails wait.
    public var waiting: Int { queue.withLock { $0.small.count + $0.large.count } }

    /// Takes a mail on; `completion` is told the decision once, also where the mail could not be checked.
    ///
    /// Whoever gives the mail calls ``expire(_:)`` when its time is over; a pool that was closed answers nothing else.
    public func check(_ mail: ReceivedMail, _ completion: @escaping CheckTicket.Completion) -> CheckTicket {
        let deadline = Self.clock + current.policy.gateway.limits.deadlineSeconds
        let ticket = CheckTicket(mail, deadline: deadline, completion: completion)
        queue.withLock { $0.append(ticket) }
        signal.signal()
        return ticket
    }

    /// Answers a mail whose time is over as the policy says, and ends what is done about it.
    public func expire(_ ticket: CheckTicket) {
        let rules = current
        ticket.answer(rules) { Decider(rules, now: Self.now).decision(on: ticket.mail, cause: .timeout) }
        ticket.cancellation.cancel()
    }

    /// Takes no more mails on, and lets the threads end once nothing waits.
    public func close() {
        queue.withLock { $0.isClosed = true }
        signal.signal()
    }

    private func work() {
        // A long check gives way to short ones, to the event loop and to the mail server beside it; on Linux 0 is
        // the calling thread.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
        var worker: CheckWorker?
        while true {
            signal.wait()
            let (next, isClosed) = queue.withLock { ($0.take(), $0.isClosed) }
            guard let ticket = next else {
                guard isClosed else { continue }
                signal.signal()
                return
            }
            let rules = current
            var mine: CheckWorker
            if let old = worker.take(), old.uses(rules) { mine = old } else { mine = CheckWorker(rules) }
            check(ticket, rules, with: &mine)
            worker = consume mine
            finish(ticket)
        }
    }

    private func check(_ ticket: CheckTicket, _ rules: CheckRules, with worker: inout CheckWorker) {
        let left = ticket.deadline - Self.clock
        guard left > 0 else { return expire(ticket) }
        let result = worker.check(ticket.mail, seconds: left, cancellation: ticket.cancellation)
        ticket.answer(rules) { Decider(rules, now: Self.now).decision(on: ticket.mail, result) }
    }

    private func finish(_ ticket: CheckTicket) {
        guard ticket.mail.spool.count >= Self.large else { return }
        queue.withLock { $0.isLargeInWork = false }
        // Another large mail was passed over while this one was in work.
        signal.signal()
    }

    /// Seconds of a clock that never goes back.
    public static var clock: Double { time(CLOCK_MONOTONIC) }
    /// Seconds since 1970.
    public static var now: Double { time(CLOCK_REALTIME) }

    private static func time(_ clock: clockid_t) -> Double {
        var time = timespec()
        _ = unsafe clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
