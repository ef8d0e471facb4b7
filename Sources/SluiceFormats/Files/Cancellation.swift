import Glibc
import Synchronization

/// Tells every worker to stop, also one that waits for input.
public final class Cancellation: Sendable {
    /// A pipe whose reading end becomes readable when the work is cancelled; both are -1 where the system gave none.
    private struct Wake {
        var reading: CInt = -1
        var writing: CInt = -1

        init() {
            var ends: [CInt] = [-1, -1]
            guard unsafe pipe(&ends) == 0 else { return }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            (reading, writing) = (ends[0], ends[1])
        }

        func tell() {
            guard writing >= 0 else { return }
            var byte: UInt8 = 1
            _ = unsafe write(writing, &byte, 1)
        }
    }

    private let flag = Atomic<Bool>(false)
    /// Made when somebody waits for the first time: most work of a gateway never does.
    private let wake = Mutex<Wake?>(nil)

    public init() {}

    deinit {
        guard let wake = wake.withLock(\.self) else { return }
        if wake.reading >= 0 { close(wake.reading) }
        if wake.writing >= 0 { close(wake.writing) }
    }

    public var isCancelled: Bool { flag.load(ordering: .relaxed) }

    /// Becomes readable when the work is cancelled; -1 where the system gave none.
    var wakeDescriptor: CInt {
        wake.withLock { wake in
            if let made = wake { return made.reading }
            let made = Wake()
            wake = made
            if isCancelled { made.tell() }
            return made.reading
        }
    }

    public func cancel() {
        guard !flag.exchange(true, ordering: .relaxed) else { return }
        wake.withLock { $0?.tell() }
    }

    /// Waits until `descriptor` has something to read; false where the work was cancelled first.
    ///
    /// `silence` is called after two seconds without input, and then set to nil, as it is at the first input.
    func waitForInput(_ descriptor: CInt, silence: inout (@Sendable () -> Void)?) -> Bool {
        while !isCancelled {
            var waiting = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0),
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
