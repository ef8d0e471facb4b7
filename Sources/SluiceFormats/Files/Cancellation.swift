import Glibc
import Synchronization

/// Tells every worker to stop, also one that waits for input.
public final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)
    /// The reading end becomes readable when the work is cancelled; both are -1 where the system gave none.
    private let wake: (reading: CInt, writing: CInt)

    public init() {
        var ends: [CInt] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else {
            wake = (-1, -1)
            return
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        wake = (ends[0], ends[1])
    }

    deinit {
        if wake.reading >= 0 { close(wake.reading) }
        if wake.writing >= 0 { close(wake.writing) }
    }

    public var isCancelled: Bool { flag.load(ordering: .relaxed) }

    /// Becomes readable when the work is cancelled; -1 where the system gave none.
    var wakeDescriptor: CInt { wake.reading }

    public func cancel() {
        guard !flag.exchange(true, ordering: .relaxed), wake.writing >= 0 else { return }
        var byte: UInt8 = 1
        _ = unsafe write(wake.writing, &byte, 1)
    }

    /// Waits until `descriptor` has something to read; false where the work was cancelled first.
    ///
    /// `silence` is called after two seconds without input, and then set to nil, as it is at the first input.
    func waitForInput(_ descriptor: CInt, silence: inout (@Sendable () -> Void)?) -> Bool {
        while !isCancelled {
            var waiting = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0),
            ]
            let ready = unsafe poll(&waiting, 2, silence == nil ? -1 : 2000)
            if ready > 0, waiting[0].revents != 0 {
                silence = nil
                return !isCancelled
            }
            if ready == 0 {
                silence?()
                silence = nil
            } else if ready < 0 && errno != EINTR && errno != EAGAIN {
                return true
            }
        }
        return false
    }
}
