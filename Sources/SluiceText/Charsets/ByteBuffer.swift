public import SluiceModel

/// Bytes that grow at their end: what decoders write into.
///
/// Many small texts written one after the other into one buffer become slices of one storage.
@safe
public struct ByteBuffer: ~Copyable {
    /// Before and behind the room for bytes lies what a ``TextStorage`` has there.
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    public private(set) var count = 0

    public init(capacity: Int = 1024) {
        self.capacity = max(64, capacity)
        unsafe base = ByteBuffer.allocate(self.capacity)
    }

    deinit { unsafe (base - TextStorage.padding).deallocate() }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
        unsafe .allocate(capacity: capacity + 2 * TextStorage.padding) + TextStorage.padding
    }

    /// Makes room for `more` bytes and gives the place behind the last one; ``commit(_:)`` says how many were written.
    @inline(__always)
    mutating func room(for more: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity &- count < more { grow(by: more) }
        return unsafe base + count
    }

    /// Counts `written` bytes that now stand in the room asked for.
    @inline(__always)
    mutating func commit(_ written: Int) {
        assert(written >= 0 && written <= capacity - count)
        count &+= written
    }

    /// Makes room for `more` bytes at once.
    public mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(by: more) }
    }

    private mutating func grow(by more: Int) {
        let wanted = max(capacity * 2, count + more)
        let larger = unsafe ByteBuffer.allocate(wanted)
        unsafe larger.update(from: base, count: count)
        unsafe (base - TextStorage.padding).deallocate()
        unsafe base = larger
        capacity = wanted
    }

    @inline(__always)
    public mutating func append(_ byte: UInt8) {
        unsafe room(for: 1).pointee = byte
        count &+= 1
    }

    public mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { source in
            guard let first = source.baseAddress else { return }
            unsafe append(first, count: source.count)
        }
    }

    @inline(__always)
    mutating func append(_ source: UnsafePointer<UInt8>, count more: Int) {
        unsafe room(for: more).update(from: source, count: more)
        count &+= more
    }

    /// Appends what `fill` writes, at most `most` bytes; it gives how many.
    public mutating func append(
        atMost most: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Int
    ) {
        let written = unsafe fill(UnsafeMutableBufferPointer(start: room(for: most), count: most))
        precondition(written >= 0 && written <= most)
        count &+= written
    }

    /// Appends the UTF-8 form of a code point; what is none becomes U+FFFD.
    @inline(__always)
    public mutating func append(scalar value: UInt32) {
        commit(unsafe UTF8Form.write(value, to: room(for: 4)))
    }

    /// Drops what stands behind the first `length` bytes.
    public mutating func truncate(to length: Int) {
        precondition(length >= 0 && length <= count)
        count = length
    }

    /// Drops the first `length` bytes and moves the others down.
    public mutating func removeFirst(_ length: Int) {
        precondition(length >= 0 && length <= count)
        guard length > 0 else { return }
        unsafe base.update(from: base + length, count: count - length)
        count -= length
    }

    public subscript(index: Int) -> UInt8 {
        precondition(index >= 0 && index < count)
        return unsafe base[index]
    }

    /// Lends the bytes; the span must not outlive `body`.
    public borrowing func withSpan<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(unsafe UnsafeBufferPointer(start: base, count: count).span)
    }

    /// A storage with a copy of the bytes.
    public borrowing func storage() -> TextStorage { storage(in: 0..<count) }

    /// Makes the bytes a storage; they are not copied, and what room there was behind them stays theirs.
    public consuming func intoStorage() -> TextStorage {
        let storage = unsafe TextStorage(
            unsafeOwning: base - TextStorage.padding, capacity: capacity + 2 * TextStorage.padding,
            count: count)
        discard self
        return storage
    }

    /// A storage with a copy of the bytes in `range`.
    public borrowing func storage(in range: Range<Int>) -> TextStorage {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        let source = unsafe UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
        return unsafe TextStorage(unsafeUninitializedCapacity: range.count) { target in
            unsafe target.initialize(fromContentsOf: source)
        }
    }
}

/// How code points are written in UTF-8.
enum UTF8Form {
    /// Writes one to four bytes, and room for four is needed; gives how many.
    @inline(__always)
    static func write(_ value: UInt32, to target: UnsafeMutablePointer<UInt8>) -> Int {
        if value < 0x80 {
            unsafe target[0] = UInt8(truncatingIfNeeded: value)
            return 1
        }
        if value < 0x800 {
            unsafe target[0] = UInt8(truncatingIfNeeded: 0xC0 | value &>> 6)
            unsafe target[1] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
            return 2
        }
        let isNone = value > 0x10_FFFF || value &- 0xD800 < 0x800
        let value = isNone ? 0xFFFD : value
        if value < 0x1_0000 {
            unsafe target[0] = UInt8(truncatingIfNeeded: 0xE0 | value &>> 12)
            unsafe target[1] = UInt8(truncatingIfNeeded: 0x80 | value &>> 6 & 0x3F)
            unsafe target[2] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
            return 3
        }
        unsafe target[0] = UInt8(truncatingIfNeeded: 0xF0 | value &>> 18)
        unsafe target[1] = UInt8(truncatingIfNeeded: 0x80 | value &>> 12 & 0x3F)
        unsafe target[2] = UInt8(truncatingIfNeeded: 0x80 | value &>> 6 & 0x3F)
        unsafe target[3] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
        return 4
    }
}
