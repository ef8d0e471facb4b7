import CUnpack

/// Inflates one DEFLATE stream after the other (RFC 1951), twice as fast as libarchive does.
///
/// For one thread.
@safe
final class Inflater {
    private let inflater: OpaquePointer

    /// Nil where the library for it is not installed; libarchive can do all that it does.
    init?() {
        guard let inflater = unsafe sluice_inflater_create() else { return nil }
        unsafe self.inflater = inflater
    }

    deinit { unsafe sluice_inflater_destroy(inflater) }

    enum Outcome {
        /// There is no input left, or no room.
        case more
        case end, broken
    }

    /// Begins a new stream; with a trailer that of gzip follows, which is checked and taken.
    func begin(hasTrailer: Bool) { unsafe sluice_inflater_reset(inflater, hasTrailer) }

    /// Takes bytes off the front of `input` and fills the front of `room`; both become what is left of them.
    func inflate(
        _ input: inout UnsafeRawBufferPointer, to room: inout UnsafeMutableRawBufferPointer
    ) -> Outcome {
        let most = Int(Int32.max)
        var inputLeft = UInt32(min(input.count, most))
        var roomLeft = UInt32(min(room.count, most))
        let (given, lent) = (Int(inputLeft), Int(roomLeft))
        let outcome = unsafe sluice_inflate(
            inflater, input.assumingMemoryBound(to: UInt8.self).baseAddress, &inputLeft,
            room.assumingMemoryBound(to: UInt8.self).baseAddress, &roomLeft)
        unsafe input = UnsafeRawBufferPointer(rebasing: input[(given - Int(inputLeft))...])
        unsafe room = UnsafeMutableRawBufferPointer(rebasing: room[(lent - Int(roomLeft))...])
        return switch outcome {
        case sluice_inflate_more: .more
        case sluice_inflate_end: .end
        default: .broken
        }
    }

    /// The CRC-32 of what was counted `before` and of `bytes`.
    func checksum(_ bytes: UnsafeRawBufferPointer, behind before: UInt32 = 0) -> UInt32 {
        unsafe sluice_crc32(
            inflater, before, bytes.assumingMemoryBound(to: UInt8.self).baseAddress, bytes.count)
    }
}
