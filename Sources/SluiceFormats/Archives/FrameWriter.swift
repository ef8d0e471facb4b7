import Glibc

/// Writes records to the standard output; small ones are gathered.
///
/// What is gathered is written also when a signal ends the child, so that members which were read before a
/// crash are not lost. There is one per process, hence the static storage; only the child's single thread
/// and its signal handlers touch it.
@safe
enum FrameWriter {
    private static let capacity = 256 << 10
    /// Payloads from this size on are written from where they stand.
    private static let longPayload = 32 << 10
    nonisolated(unsafe) private static var buffer: UnsafeMutablePointer<UInt8>?
    nonisolated(unsafe) private static var count = 0

    static func start() {
        unsafe buffer = .allocate(capacity: capacity)
        unsafe count = 0
        for number in [SIGTERM, SIGXCPU, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT] {
            _ = signal(number) { number in
                FrameWriter.flush()
                _exit(128 + number)
            }
        }
    }

    static func write(_ frame: UnpackFrame, text: String) {
        var frame = frame
        var bytes = Array(text.utf8.prefix(200))
        frame.length = bytes.count
        unsafe bytes.withUnsafeMutableBytes { unsafe write(frame, UnsafeRawBufferPointer($0)) }
    }

    /// Writes a record whose payload is `payload`, of at most ``UnpackFrame/mostPayload`` bytes.
    static func write(_ frame: UnpackFrame, _ payload: UnsafeRawBufferPointer) {
        guard let base = unsafe buffer else { return }
        var frame = frame
        frame.length = payload.count
        let gathered = UnpackFrame.headLength + (payload.count < longPayload ? payload.count : 0)
        if unsafe count + gathered > capacity { flush() }
        unsafe frame.write(to: base + count)
        if payload.count < longPayload {
            if let source = payload.baseAddress {
                unsafe UnsafeMutableRawPointer(base + count + UnpackFrame.headLength)
                    .copyMemory(from: source, byteCount: payload.count)
            }
            unsafe count += gathered
        } else {
            unsafe count += gathered
            flush()
            unsafe writeAll(payload)
        }
    }

    static func flush() {
        guard let base = unsafe buffer else { return }
        let length = unsafe count
        unsafe count = 0
        unsafe writeAll(UnsafeRawBufferPointer(start: base, count: length))
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        var done = 0
        while done < bytes.count {
            let status = unsafe Glibc.write(STDOUT_FILENO, base + done, bytes.count - done)
            if status > 0 {
                done += status
            } else if errno != EINTR {
                // Whoever wanted the members has gone.
                _exit(0)
            }
        }
    }
}
