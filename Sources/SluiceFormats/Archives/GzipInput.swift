import Glibc

/// A file of gzip members (RFC 1952), inflated on its way to libarchive.
@safe
final class GzipInput {
    private static let capacity = 256 << 10

    private let descriptor: CInt
    private let inflater: Inflater
    private let packed = UnsafeMutableRawBufferPointer.allocate(byteCount: GzipInput.capacity, alignment: 64)
    private let unpacked = UnsafeMutableRawBufferPointer.allocate(
        byteCount: GzipInput.capacity, alignment: 64)
    private var held = 0..<0
    private var hasEnded = false
    private var isInMember = false
    /// How many bytes of the file were taken.
    private(set) var consumed = 0

    /// Nil where the file does not begin as gzip does, or cannot be gone back in; it is then as it was.
    init?(descriptor: CInt, _ inflater: Inflater) {
        self.descriptor = descriptor
        self.inflater = inflater
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { return nil }
        receive()
        guard let length = unsafe GzipInput.headLength(heldBytes) else {
            lseek(descriptor, 0, SEEK_SET)
            return nil
        }
        begin(behind: length)
    }

    deinit {
        unsafe packed.deallocate()
        unsafe unpacked.deallocate()
    }

    @safe
    enum Block {
        case bytes(UnsafeRawBufferPointer)
        case end, broken, truncated
    }

    /// The next inflated bytes, lent until this is asked again.
    func next() -> Block {
        var room = unsafe unpacked
        while unsafe room.count == unpacked.count {
            if !isInMember, !beginNext() { return .end }
            // What was taken before may still give bytes at the file's end.
            let isLast = held.isEmpty && !receive()
            var input = unsafe heldBytes
            let outcome = unsafe inflater.inflate(&input, to: &room)
            held = held.upperBound - input.count..<held.upperBound
            switch outcome {
            case .more:
                if isLast, unsafe room.count == unpacked.count { return .truncated }
            case .end: isInMember = false
            case .broken: return .broken
            }
        }
        return unsafe .bytes(UnsafeRawBufferPointer(rebasing: unpacked[..<(unpacked.count - room.count)]))
    }

    /// Goes into the next member; whatever else follows one is left alone.
    private func beginNext() -> Bool {
        while !hasEnded, held.count < GzipInput.capacity / 2 { receive() }
        guard let length = unsafe GzipInput.headLength(heldBytes) else { return false }
        begin(behind: length)
        return true
    }

    private func begin(behind length: Int) {
        held = held.lowerBound + length..<held.upperBound
        inflater.begin(hasTrailer: true)
        isInMember = true
    }

    private var heldBytes: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: packed[held])
    }

    /// Holds more bytes than before; false at the file's end.
    @discardableResult
    private func receive() -> Bool {
        if held.lowerBound > 0, let base = unsafe packed.baseAddress {
            unsafe base.copyMemory(from: base + held.lowerBound, byteCount: held.count)
            held = 0..<held.count
        }
        while true {
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: packed[held.upperBound...])
            let count = unsafe Glibc.read(descriptor, room.baseAddress, room.count)
            if count < 0, errno == EINTR { continue }
            hasEnded = count <= 0
            held = held.lowerBound..<held.upperBound + max(0, count)
            consumed += max(0, count)
            return count > 0
        }
    }

    /// The length of a member's head; nil where `bytes` begin with none that is whole.
    static func headLength(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard bytes.count >= 10, unsafe bytes[0] == 0x1F, unsafe bytes[1] == 0x8B, unsafe bytes[2] == 8 else {
            return nil
        }
        let flags = unsafe bytes[3]
        // Reserved bits.
        guard flags & 0xE0 == 0 else { return nil }
        var place = 10
        if flags & 4 != 0 {
            guard place + 2 <= bytes.count else { return nil }
            unsafe place += 2 + Int(bytes[place]) + Int(bytes[place + 1]) << 8
        }
        // A name and a comment, each ended by a zero.
        for flag in [8, 16] as [UInt8] where flags & flag != 0 {
            while true {
                guard place < bytes.count else { return nil }
                place += 1
                if unsafe bytes[place - 1] == 0 { break }
            }
        }
        if flags & 2 != 0 { place += 2 }
        return place <= bytes.count ? place : nil
    }
}
