import SluicePolicy

/// Checks usual mails where they arrive, without another thread; it belongs to one thread.
///
/// To hand a mail of some kilobytes to another thread and back costs about as much as its check. What may take
/// long is not tried here, and what was not read to a clean end in ``seconds`` is nothing that is answered: both
/// are for a ``CheckPool``, which has more time.
public final class QuickCheck {
    /// Longer mails are not tried, in bytes.
    static let longest = 64 << 10
    /// For so long a mail may keep those of other connections waiting.
    static let seconds = 0.01

    private var worker: CheckWorker?

    public init() {}

    /// What becomes of a mail, and the rules by which it was judged; nil where the pool has to see it.
    public func decision(on mail: ReceivedMail, _ pool: CheckPool) -> (MailDecision, CheckRules)? {
        guard mail.spool.count <= QuickCheck.longest else { return nil }
        let rules = pool.current
        var mine: CheckWorker
        if let old = worker.take(), old.uses(rules) { mine = old } else { mine = CheckWorker(rules) }
        let seconds = min(QuickCheck.seconds, rules.policy.gateway.limits.deadlineSeconds)
        let result = mine.quickCheck(mail, seconds: seconds)
        worker = consume mine
        return result.map { (Decider(rules, now: CheckPool.now).decision(on: mail, $0), rules) }
    }
}
