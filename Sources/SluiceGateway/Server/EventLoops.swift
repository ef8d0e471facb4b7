import Glibc
import NIOCore
public import NIOPosix

/// The threads on which connections live.
public enum EventLoops {
    /// `SCHED_BATCH`, which sched.h shows to GNU sources only.
    private static let batch: CInt = 3

    /// So many of them, which take no processor away from what runs.
    ///
    /// A mail server and its milter share their host's processors, and a thread that interrupts the mail server for each
    /// packet costs it more than the packet. With ``batch`` (sched(7)) an event waits for its turn, and
    /// several are often answered in one.
    public static func start(_ count: Int) -> MultiThreadedEventLoopGroup {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: count)
        for loop in group.makeIterator() {
            loop.execute {
                var parameters = sched_param()
                // Where the system does not allow it, the threads are as others.
                _ = unsafe sched_setscheduler(0, batch, &parameters)
            }
        }
        return group
    }
}
