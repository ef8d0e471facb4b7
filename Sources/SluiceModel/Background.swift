import Dispatch

/// A value that another thread works out while its owner goes on.
///
/// The thread is its own: one of Dispatch's begins some milliseconds later in a process that has just started.
/// `@unchecked` because the other thread writes before the group is left, and ``value`` is read afterwards.
public final class Background<Value: Sendable>: @unchecked Sendable {
    private let group = DispatchGroup()
    private var result: Value?
    private let work: @Sendable () -> Value

    /// Begins `work` on another thread.
    public init(_ work: @escaping @Sendable () -> Value) {
        self.work = work
        group.enter()
        WorkerThread.start {
            self.result = work()
            self.group.leave()
        }
    }

    /// What came out; waits for it.
    public var value: Value {
        group.wait()
        return result ?? work()
    }
}
