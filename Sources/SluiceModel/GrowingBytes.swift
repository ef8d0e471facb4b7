extension String {
    /// Lends the text as UTF-8, without a copy of it where it is UTF-8 already.
    @inlinable
    @inline(__always)
    @safe
    public func lendUTF8(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        if unsafe utf8.withContiguousStorageIfAvailable({ unsafe body($0) }) != nil { return }
        var copy = self
        copy.withUTF8 { unsafe body($0) }
    }
}

/// Bytes that grow at their end, for whoever writes millions of short pieces.
///
/// An array asks with every piece whether it is shared and whether there is room; here room is made once for several
/// pieces, and nobody can share it.
///
/// `@unchecked` because it owns its memory alone, so that nothing but the way it takes is shared between threads.
@safe
public struct GrowingBytes: ~Copyable, @unchecked Sendable {
    @usableFromInline internal var base: UnsafeMutablePointer<UInt8>?
    @usableFromInline internal var capacity = 0
    /// How many bytes there are.
    public private(set) var count = 0

    @inlinable
    public init() { unsafe base = nil }

    deinit { unsafe base?.deallocate() }

    /// Makes room for `more` bytes behind those that are there.
    @inlinable
    @inline(__always)
    public mutating func reserve(_ more: Int) {
        if capacity &- count < more { grow(more) }
    }

    @usableFromInline
    @inline(never)
    internal mutating func grow(_ more: Int) {
        let size = max(256, 2 * capacity, count + more)
        let new = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        if let old = unsafe base {
            unsafe new.update(from: old, count: count)
            unsafe old.deallocate()
        }
        unsafe base = new
        capacity = size
    }

    /// Lets the bytes go and keeps the room, unless it is more than `most`.
    public mutating func removeAll(keepingAtMost most: Int = .max) {
        count = 0
        guard capacity > most else { return }
        unsafe base?.deallocate()
        unsafe base = nil
        capacity = 0
    }

    /// Lets go of what stands behind the first `count` bytes.
    public mutating func truncate(to count: Int) { self.count = min(max(0, count), self.count) }

    /// Lends the bytes; the pointer is good for as long as `body` runs.
    @inlinable
    @inline(__always)
    @safe
    public func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        unsafe body(UnsafeBufferPointer(start: base, count: count))
    }

    /// Lends the bytes with `room` more behind them, whose contents do not count.
    @safe
    public mutating func withMutableBytes(room: Int, _ body: (UnsafeMutablePointer<UInt8>, Int) -> Void) {
        reserve(max(1, room))
        if let base = unsafe base { unsafe body(base, count) }
    }

    /// Lends room for `most` bytes behind those that are there; `body` says how many it has written.
    @inlinable
    @inline(__always)
    @safe
    public mutating func append(atMost most: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        reserve(most)
        guard let base = unsafe base else { return }
        let written = unsafe body(base + count)
        assert(written <= most)
        advance(written)
    }

    @usableFromInline
    @inline(__always)
    internal mutating func advance(_ written: Int) { count &+= written }

    @inlinable
    @inline(__always)
    public mutating func append(_ byte: UInt8) {
        append(atMost: 1) {
            unsafe $0.pointee = byte
            return 1
        }
    }

    @inlinable
    @inline(__always)
    public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        append(atMost: bytes.count) {
            unsafe $0.update(from: source, count: bytes.count)
            return bytes.count
        }
    }

    @inlinable
    @inline(__always)
    public mutating func append(_ text: StaticString) {
        let count = text.utf8CodeUnitCount
        append(atMost: count) {
            unsafe $0.update(from: text.utf8Start, count: count)
            return count
        }
    }

    @inlinable
    public mutating func append(_ text: String) {
        text.lendUTF8 { unsafe append($0) }
    }

    /// Appends what another buffer holds behind its first `start` bytes.
    public mutating func append(_ other: borrowing GrowingBytes, from start: Int) {
        other.withBytes { unsafe append(UnsafeBufferPointer(rebasing: $0.dropFirst(start))) }
    }

    @inlinable
    public mutating func append(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append($0) }
    }
}
