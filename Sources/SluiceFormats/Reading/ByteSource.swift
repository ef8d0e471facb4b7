import Glibc
import SluiceModel

/// Bytes that come one after the other and are read just once: a file, a pipe, a member of an archive.
///
/// Whoever holds one reads it in one place at a time.
protocol ByteSource {
    /// Writes the bytes that come next to the front of `target` and gives how many; 0 at the end.
    ///
    /// It waits until there is at least one byte, and may give fewer than `target` could take.
    mutating func read(into target: UnsafeMutableBufferPointer<UInt8>) -> Int

    /// Why the bytes ended before their time; nil where they ended as they should.
    ///
    /// Known once ``read(into:)`` has given 0.
    var fault: GapReason? { get }
}

extension ByteSource {
    /// Fills `target` from `start` on, as far as there are bytes; gives how many it then holds.
    mutating func fill(_ target: UnsafeMutableBufferPointer<UInt8>, from start: Int = 0) -> Int {
        var count = start
        while count < target.count {
            let taken = unsafe read(into: UnsafeMutableBufferPointer(rebasing: target[count...]))
            if taken == 0 { break }
            count += taken
        }
        return count
    }
}

/// An input that need not fit into memory, and what is known of it beside its bytes.
struct LongInput {
    var source: any ByteSource
    var origin: Origin
    var hints: ContentHints
    /// How many containers lie around it; where there are none, its reader ends with ``Reading/endOfFile``.
    var depth = 0
    var companions: (any Companions)?
    /// In bytes, as somebody said, who may be wrong; nil where nobody did.
    var size: Int?
}

/// A stretch of an open file, which other readers of the same file do not disturb.
struct FileSource: ByteSource {
    private let file: OpenFile
    private var position: Int
    private let end: Int
    private(set) var fault: GapReason?

    /// Reads the bytes in `range`; a file that ends before it is a fault.
    init(_ file: OpenFile, range: Range<Int>) {
        self.file = file
        position = range.lowerBound
        end = range.upperBound
    }

    mutating func read(into target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let wanted = min(target.count, end - position)
        guard wanted > 0, fault == nil else { return 0 }
        do throws(SystemFault) {
            let stretch = unsafe UnsafeMutableBufferPointer(rebasing: target[..<wanted])
            let count = unsafe try file.read(into: stretch, at: position)
            if count == 0 { fault = .unreadable("became shorter while it was read") }
            position += count
            return count
        } catch {
            fault = .unreadable(error.description)
            return 0
        }
    }
}

/// A pipe, a terminal or the standard input.
struct DescriptorSource: ByteSource {
    private let descriptor: CInt
    private let owner: OpenFile?
    private let cancellation: Cancellation
    private var onSilence: (@Sendable () -> Void)?
    private(set) var fault: GapReason?

    /// Reads an open descriptor, which it does not close.
    ///
    /// `owner` is kept as long as the source, where it is what closes the descriptor; `onSilence` is called
    /// once where nothing has come for two seconds.
    init(
        _ descriptor: CInt, owner: OpenFile? = nil, cancellation: Cancellation,
        onSilence: (@Sendable () -> Void)? = nil
    ) {
        self.descriptor = descriptor
        self.owner = owner
        self.cancellation = cancellation
        self.onSilence = onSilence
        // A larger pipe means fewer changes between its two ends; where it is none, nothing happens.
        _ = fcntl(descriptor, DescriptorSource.setPipeSize, 1 << 20)
    }

    /// `F_SETPIPE_SZ` of Linux, fcntl(2).
    static let setPipeSize: CInt = 1031

    mutating func read(into target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        guard fault == nil else { return 0 }
        while target.count > 0 {
            guard cancellation.waitForInput(descriptor, silence: &onSilence) else {
                fault = .unreadable("interrupted")
                return 0
            }
            let status = unsafe Glibc.read(descriptor, target.baseAddress, target.count)
            if status >= 0 { return status }
            if errno != EINTR && errno != EAGAIN {
                fault = .unreadable(SystemFault(errno).description)
                return 0
            }
        }
        return 0
    }
}

/// Bytes that were read already, and then the source they were read from.
struct PrefixedSource: ByteSource {
    private let prefix: TextStorage
    private var position = 0
    private var rest: any ByteSource

    init(_ prefix: TextStorage, then rest: any ByteSource) {
        self.prefix = prefix
        self.rest = rest
    }

    var fault: GapReason? { rest.fault }

    mutating func read(into target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let count = min(target.count, prefix.count - position)
        guard count > 0 else { return unsafe rest.read(into: target) }
        prefix.withSpan { bytes in
            let stretch = bytes.extracting(position..<position + count)
            unsafe stretch.withUnsafeBufferPointer { _ = unsafe target.update(fromContentsOf: $0) }
        }
        position += count
        return count
    }
}
