import Glibc

/// Threads of our own: their number is known, and a long scan does not keep others from starting.
package enum WorkerThread {
    private final class Job {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs `body` on a thread of its own, which takes no signals; on this one where the system gives none.
    package static func start(_ body: @escaping @Sendable () -> Void) {
        var all = sigset_t()
        var before = sigset_t()
        _ = unsafe sigfillset(&all)
        _ = unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let job = unsafe Unmanaged.passRetained(Job(body)).toOpaque()
        let status = unsafe pthread_create(
            &thread, nil,
            { job in
                guard let job = unsafe job else { return nil }
                unsafe Unmanaged<Job>.fromOpaque(job).takeRetainedValue().body()
                return nil
            }, job)
        guard status == 0 else {
            unsafe Unmanaged<Job>.fromOpaque(job).release()
            return body()
        }
        _ = pthread_detach(thread)
    }
}
