import Glibc
import SluiceModel

/// The bytes of a pipe, a terminal or the standard input, as they come.
struct DescriptorSource: ByteSource {
    private let descriptor: CInt
    /// Kept as long as the source, where it is what closes the descriptor.
    private let owner: OpenFile?
    private let cancellation: Cancellation
    /// Called once where nothing has come for two seconds.
    private var onSilence: (@Sendable () -> Void)?

    init(
        _ descriptor: CInt, owner: OpenFile? = nil, cancellation: Cancellation,
        onSilence: (@Sendable () -> Void)? = nil
    ) {
        self.descriptor = descriptor
        self.owner = owner
        self.cancellation = cancellation
        self.onSilence = onSilence
        // A larger pipe means fewer changes between its two ends; where it is none, nothing happens.
        let setPipeSize: CInt = 1031
        _ = fcntl(descriptor, setPipeSize, 1 << 20)
    }

    mutating func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(SourceFault) -> Int {
        guard let base = target.baseAddress, target.count > 0 else { return 0 }
        while true {
            guard cancellation.waitForInput(descriptor, silence: &onSilence) else { throw .cancelled }
            let status = unsafe Glibc.read(descriptor, base, target.count)
            if status >= 0 { return status }
            if errno != EINTR && errno != EAGAIN { throw .system(SystemFault(errno)) }
        }
    }
}

/// The bytes of an open file, up to the size that it had when it was listed.
struct FileSource: ByteSource {
    private let file: OpenFile
    private let end: Int
    private var offset = 0

    init(_ file: OpenFile, size: Int) {
        self.file = file
        end = size
    }

    mutating func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(SourceFault) -> Int {
        let wanted = min(target.count, end - offset)
        guard wanted > 0 else { return 0 }
        let part = unsafe UnsafeMutableBufferPointer(rebasing: target[0..<wanted])
        let count: Int
        do throws(SystemFault) {
            count = unsafe try file.read(into: part, at: offset)
        } catch {
            throw .system(error)
        }
        offset += count
        guard count > 0 else { throw .shrunk }
        return count
    }
}
