import Glibc
public import SluiceModel
import SluiceSpool
import Synchronization

/// Where the bytes of mails wait, and how many of them may wait in memory.
public final class SpoolRoom: Sendable {
    /// A mail of more bytes goes to the disk.
    public static let inMemory = 1 << 20
    /// A mail is allowed so many bytes in memory even where there is no room.
    static let least = 16 << 10

    /// Where files are made; nobody else can open them, and they are gone when they are closed.
    public let folder: String
    private let limit: Int
    private let taken = Atomic<Int>(0)
    private let tell: @Sendable (String) -> Void
    /// When ``tell`` was last called.
    private let lastTold = Mutex<ContinuousClock.Instant?>(nil)

    /// Of all mails together, `limit` bytes may wait in memory.
    ///
    /// `tell` is told why the folder takes no more, once a minute at most.
    public init(
        folder: String = SpoolRoom.usualFolder, limit: Int = 24 << 20,
        tell: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.folder = folder
        self.limit = limit
        self.tell = tell
    }

    /// `/var/tmp` rather than `/tmp`, which is memory on many hosts.
    public static var usualFolder: String {
        if let value = unsafe getenv("TMPDIR") { return unsafe String(cString: value) }
        return unsafe access("/var/tmp", W_OK) == 0 ? "/var/tmp" : "/tmp"
    }

    /// Whether a file can be made in the folder.
    public var isUsable: Bool {
        UnnamedFile(in: folder) != nil
    }

    /// Whether so many more bytes may wait in memory; if so, they are taken.
    func take(_ count: Int) -> Bool {
        let before = taken.wrappingAdd(count, ordering: .relaxed).oldValue
        if before + count <= limit { return true }
        taken.wrappingSubtract(count, ordering: .relaxed)
        return false
    }

    /// The folder took no file, or no more of one, for the reason of this number.
    func tellFault(_ code: CInt) {
        let now = ContinuousClock.now
        let isDue = lastTold.withLock { last in
            if let time = last, now - time < .seconds(60) { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
        tell("no mail can wait in '\(folder)': \(reason)")
    }

    func giveBack(_ count: Int) { taken.wrappingSubtract(count, ordering: .relaxed) }
}

/// The bytes of one mail, in memory or in a file that has no name.
public final class MailSpool: Sendable {
    /// Why a mail is not there as it was sent.
    public enum Fault: Hashable, Sendable {
        /// It has more bytes than are taken on.
        case oversize
        /// The disk did not take it, or did not give it back.
        case disk
    }

    private struct State {
        var memory: [UInt8] = []
        /// Of ``memory``, what was taken from the room.
        var taken = 0
        /// Nil where all is in memory.
        var file: UnnamedFile?
        var count = 0
        var fault: Fault?
    }

    private let room: SpoolRoom
    private let limit: Int
    private let keepsAll: Bool
    private let state = Mutex(State())

    /// The mail may have `limit` bytes; one that has more is kept only where that is asked for.
    public init(room: SpoolRoom, limit: Int, keepsAll: Bool = false) {
        self.room = room
        self.limit = limit
        self.keepsAll = keepsAll
    }

    deinit {
        state.withLock { state in
            room.giveBack(state.taken)
        }
    }

    public var count: Int { state.withLock { $0.count } }
    public var fault: Fault? { state.withLock { $0.fault } }

    /// Takes the next bytes; false where the mail cannot be kept, and no more of it is needed.
    @discardableResult
    public func append(_ bytes: ArraySlice<UInt8>) -> Bool {
        state.withLock { state in
            guard state.fault == nil || keepsAll && state.fault == .oversize else { return false }
            state.count += bytes.count
            if state.count > limit { state.fault = .oversize }
            guard state.fault == nil || keepsAll else { return false }
            if state.file != nil || !takes(bytes.count, &state) {
                write(Array(bytes), &state)
            } else {
                state.memory += bytes
            }
            return state.fault == nil || keepsAll && state.fault == .oversize
        }
    }

    @discardableResult
    public func append(_ bytes: [UInt8]) -> Bool { append(bytes[...]) }

    /// Whether all that came is kept, also where it is too much to be read.
    var isKept: Bool { state.withLock { $0.fault == nil || keepsAll && $0.fault == .oversize } }

    /// Whether so many more bytes go into memory.
    private func takes(_ count: Int, _ state: inout State) -> Bool {
        let total = state.memory.count + count
        guard total <= SpoolRoom.inMemory else { return false }
        let more = total - max(state.taken, SpoolRoom.least)
        guard more > 0 else { return true }
        // In steps, so that the count that all mails share is not asked for every line.
        let step = max(more, 64 << 10)
        guard room.take(step) else { return false }
        state.taken += step
        return true
    }

    private func write(_ bytes: [UInt8], _ state: inout State) {
        var code: CInt = 0
        if state.file == nil {
            state.file = UnnamedFile(in: room.folder)
            code = state.file?.append(state.memory) ?? errno
            state.memory = []
            room.giveBack(state.taken)
            state.taken = 0
        }
        if code == 0, let file = state.file { code = file.append(bytes) }
        guard code != 0 else { return }
        state.fault = .disk
        room.tellFault(code)
    }

    /// The whole mail; nil where the disk does not give it back.
    public func storage() -> TextStorage? {
        state.withLock { state in
            guard state.fault == nil else { return nil }
            return MailSpool.storage(0..<state.count, of: state)
        }
    }

    /// A part of what is kept; nil where the disk does not give it back.
    func storage(_ range: Range<Int>) -> TextStorage? {
        state.withLock { MailSpool.storage(range.clamped(to: 0..<$0.count), of: $0) }
    }

    private static func storage(_ range: Range<Int>, of state: State) -> TextStorage? {
        guard let file = state.file else {
            return TextStorage(range.count == state.count ? state.memory : Array(state.memory[range]))
        }
        let storage = unsafe TextStorage(unsafeUninitializedCapacity: range.count) { target in
            max(0, unsafe file.read(at: range.lowerBound, into: UnsafeMutableRawBufferPointer(target)))
        }
        return storage.count == range.count ? storage : nil
    }
}
