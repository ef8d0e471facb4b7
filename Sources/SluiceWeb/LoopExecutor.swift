import NIOCore

/// Runs tasks on an event loop, so that the server needs no threads but that one.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// Waits for something for some time only.
enum Deadline {
    /// What `body` gives; nil where that takes longer, and then it is cancelled.
    static func within<Value: Sendable>(
        _ seconds: Double, on loop: any EventLoop, _ body: @escaping @Sendable () async -> Value
    ) async -> Value? {
        await withTaskGroup(of: Value?.self) { group in
            group.addTask { await body() }
            group.addTask {
                await pause(seconds, on: loop)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    /// Ends after so many seconds, or when its task is cancelled; the clock of tasks would start threads of its own.
    private static func pause(_ seconds: Double, on loop: any EventLoop) async {
        let timer = loop.scheduleTask(in: .nanoseconds(Int64(seconds * 1e9))) {}
        await withTaskCancellationHandler {
            _ = try? await timer.futureResult.get()
        } onCancel: {
            timer.cancel()
        }
    }
}
