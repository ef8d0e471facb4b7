import Glibc

/// Bytes of a file that are asked for nearly in their order.
@safe
final class ZipInput {
    static let capacity = 1 << 20
    private static let step = 256 << 10

    private let descriptor: CInt
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: ZipInput.capacity, alignment: 64)
    /// What the buffer holds, in bytes of the file.
    private var held = 0..<0

    init(descriptor: CInt) { self.descriptor = descriptor }

    deinit { unsafe buffer.deallocate() }

    /// Lends the bytes in `range`, at most ``capacity``, until it is asked again; fewer where the file ends.
    func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        if range.lowerBound < held.lowerBound || range.upperBound > held.upperBound { hold(range) }
        let known = range.clamped(to: held)
        guard !known.isEmpty else { return unsafe UnsafeRawBufferPointer(start: nil, count: 0) }
        let start = known.lowerBound - held.lowerBound
        return unsafe UnsafeRawBufferPointer(rebasing: buffer[start..<start + known.count])
    }

    private func hold(_ range: Range<Int>) {
        let wanted = min(ZipInput.capacity, max(ZipInput.step, range.count))
        held = range.lowerBound..<range.lowerBound
        while held.count < wanted {
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[held.count..<wanted])
            let status = unsafe pread(descriptor, room.baseAddress, room.count, held.upperBound)
            if status < 0, errno == EINTR { continue }
            guard status > 0 else { return }
            held = held.lowerBound..<held.upperBound + status
        }
    }
}
