import Dispatch
import SluicePolicy
import Synchronization

/// Checks one mail for a program that has nothing else to do.
public enum SingleCheck {
    /// The decision on a mail, within the time that the policy gives it.
    public static func decision(on mail: ReceivedMail, _ rules: CheckRules) -> MailDecision {
        let pool = CheckPool(rules, threads: 1)
        let done = DispatchSemaphore(value: 0)
        let decided = Mutex<MailDecision?>(nil)
        let ticket = pool.check(mail) { decision, _ in
            decided.withLock { $0 = decision }
            done.signal()
        }
        if done.wait(timeout: .now() + rules.policy.gateway.limits.deadlineSeconds) == .timedOut {
            pool.expire(ticket)
            done.wait()
        }
        pool.close()
        return decided.withLock(\.self)
            ?? Decider(rules, now: CheckPool.now).decision(on: mail, cause: .error)
    }
}
