import Glibc

/// The memory that an image's buffers point into; it lives as long as any of them.
///
/// `@unchecked` because nobody writes once it is filled.
@safe
final class ImageMemory: @unchecked Sendable {
    let base: UnsafeRawPointer
    let count: Int
    /// What is mapped, a few bytes more than `count`.
    private let mapped: Int

    /// Reads back what ``SevenBits/encoded(_:)`` wrote; nil where there is no memory.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        let count = text.count / 8 * 7
        let mapped = count + 64
        // Mapped at one go: to meet each page by a fault takes longer than to fill it.
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE
        let memory = unsafe mmap(nil, mapped, PROT_READ | PROT_WRITE, flags, -1, 0)
        guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { return nil }
        unsafe SevenBits.decode(text, into: memory)
        unsafe base = UnsafeRawPointer(memory)
        self.count = count
        self.mapped = mapped
    }

    deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: base), mapped) }
}

/// Bytes as bytes below 128, so that they can stand in a string literal: seven of them become eight.
enum SevenBits {
    private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

    /// The end is filled up with zeros.
    static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 7 * 8 + 8)
        for start in stride(from: 0, to: bytes.count, by: 7) {
            var word: UInt64 = 0
            for (place, byte) in bytes[start..<min(start + 7, bytes.count)].enumerated() {
                word |= UInt64(byte) << UInt64(8 * place)
            }
            for place in 0..<8 { text.append(UInt8(truncatingIfNeeded: word >> UInt64(7 * place) & 0x7F)) }
        }
        return text
    }

    /// Writes seven bytes for each eight of `text`, and one more behind the last.
    static func decode(_ text: UnsafeBufferPointer<UInt8>, into memory: UnsafeMutableRawPointer) {
        guard let start = text.baseAddress else { return }
        for group in 0..<text.count / 8 {
            var word = unsafe UnsafeRawPointer(start + group * 8).loadUnaligned(as: UInt64.self) & low
            // Neighbours are joined: two of 7 bits, two of 14, two of 28.
            word = (word & 0x007F_007F_007F_007F) | (word & 0x7F00_7F00_7F00_7F00) &>> 1
            word = (word & 0x0000_3FFF_0000_3FFF) | (word & 0x3FFF_0000_3FFF_0000) &>> 2
            word = (word & 0x0000_0000_0FFF_FFFF) | (word & 0x0FFF_FFFF_0000_0000) &>> 4
            unsafe memory.storeBytes(of: word, toByteOffset: group * 7, as: UInt64.self)
        }
    }
}
