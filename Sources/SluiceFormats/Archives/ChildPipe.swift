import CSystemCalls
import Glibc
import SluiceModel

/// What a child writes, read under limits of time, while the child is fed where it asks for that.
///
/// Used by one thread at a time.
@safe
final class ChildPipe {
    private let child: ChildProcess
    private let output: OpenFile
    private var feed: ChildFeed?
    private let limits: Limits
    private let onFed: (Int) -> Void
    /// Why the child was asked to end.
    private(set) var breach: GapReason?
    /// When a child that was asked to end is no longer waited for.
    private var giveUpAt: Double?

    /// `F_SETPIPE_SZ` of fcntl(2).
    private static let setPipeSize: CInt = 1031
    /// How long a child that was asked to end may still take to write what it has, in seconds.
    private static let grace = 1.0

    struct Limits {
        var idleSeconds: Double
        /// For the whole of it; where nil, ``idleSeconds`` alone holds.
        var seconds: Double?
        /// When they began, as ``monotonicSeconds()`` counts.
        var started = monotonicSeconds()
        var cancellation: Cancellation?

        var deadline: Double? { seconds.map { started + $0 } }
    }

    /// Starts `executable`; `input` becomes its descriptor `number`.
    ///
    /// - Throws: ``SystemFault`` where the system refuses a pipe or a process.
    init(
        _ executable: String, _ arguments: [String], input: LongInput, as number: CInt, limits: Limits
    ) throws(SystemFault) {
        let pipe = try ChildPipe.makePipe()
        let (childs, feed) = try ChildPipe.open(input)
        child = try ChildProcess(
            executable, arguments,
            descriptors: [(pipe.writing.descriptor, STDOUT_FILENO), (childs.descriptor, number)])
        output = pipe.reading
        self.feed = feed
        self.limits = limits
        onFed = { _ in }
    }

    /// Reads what `child` writes, which was given an archive that may be fed to it.
    init(_ child: ReusableChild, _ feed: ChildFeed?, limits: Limits, onFed: @escaping (Int) -> Void) {
        self.child = child.process
        output = child.output
        self.feed = feed
        self.limits = limits
        self.onFed = onFed
    }

    /// The end that a child gets, and what feeds it where the input is no file.
    static func open(_ input: LongInput) throws(SystemFault) -> (childs: OpenFile, feed: ChildFeed?) {
        switch input {
        case .file(let file, _): return (try file.reopened(), nil)
        case .stream(let filler, let head):
            let (feed, end) = try ChildFeed.open(filler, head: head)
            return (end, feed)
        }
    }

    /// A pipe whose reading end does not wait.
    static func makePipe() throws(SystemFault) -> (reading: OpenFile, writing: OpenFile) {
        var ends: (reading: CInt, writing: CInt) = (-1, -1)
        guard unsafe sluice_pipe(&ends.reading, &ends.writing) == 0 else { throw SystemFault(errno) }
        _ = fcntl(ends.writing, setPipeSize, 1 << 20)
        _ = fcntl(ends.reading, F_SETFL, O_NONBLOCK)
        return (OpenFile(owning: ends.reading), OpenFile(owning: ends.writing))
    }

    /// Whether there is no time left for another child, or nobody waits for it.
    var isOver: Bool {
        limits.cancellation?.isCancelled == true || limits.deadline.map { monotonicSeconds() >= $0 } == true
    }

    /// Why the input ended before its time, where the child is fed.
    var feedFault: SourceFault? { feed?.fault }

    /// Reads what there is, at least one byte; 0 when the child has ended or was made to.
    func read(into target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var patience = giveUpAt ?? monotonicSeconds() + limits.idleSeconds
        while true {
            let status = unsafe Glibc.read(output.descriptor, target.baseAddress, target.count)
            if status >= 0 { return status }
            if errno == EINTR { continue }
            guard errno == EAGAIN else { return 0 }
            let moment = breach == nil ? min(patience, limits.deadline ?? patience) : patience
            switch wait(until: moment) {
            case .ready: break
            case .fed: patience = monotonicSeconds() + limits.idleSeconds
            case .cancelled:
                breach = .unreadable("interrupted")
                return 0
            case .late:
                if breach != nil { return 0 }
                end(.limit(limits.words(isIdle: monotonicSeconds() >= patience)))
                patience = giveUpAt ?? patience
            }
        }
    }

    /// Asks the child to write what it has and to end.
    func end(_ reason: GapReason) {
        guard breach == nil else { return }
        breach = reason
        giveUpAt = monotonicSeconds() + ChildPipe.grace
        child.terminate()
    }

    /// The child's exit status, once it has written all.
    func wait() -> CInt { child.wait() }

    private enum Event { case ready, fed, cancelled, late }

    private func wait(until moment: Double) -> Event {
        let left = moment - monotonicSeconds()
        guard left > 0 else { return .late }
        var waiting = [
            pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: limits.cancellation?.wakeDescriptor ?? -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: feed?.descriptor ?? -1, events: Int16(POLLOUT), revents: 0),
        ]
        let ready = unsafe poll(&waiting, 3, CInt(min(left * 1000 + 1, 60_000)))
        if ready <= 0 { return ready == 0 || errno == EINTR ? .ready : .late }
        if waiting[0].revents != 0 { return .ready }
        if waiting[1].revents != 0 { return .cancelled }
        if waiting[2].revents != 0, let count = feed?.push() { onFed(count) }
        return .fed
    }
}

extension ChildPipe.Limits {
    fileprivate func words(isIdle: Bool) -> String {
        isIdle ? "\(plain(idleSeconds)) s without progress" : "\(plain(seconds ?? 0)) s"
    }

    /// Without a fraction where there is none.
    private func plain(_ seconds: Double) -> String {
        seconds == seconds.rounded() && abs(seconds) < 1e9 ? "\(Int(seconds))" : "\(seconds)"
    }
}
