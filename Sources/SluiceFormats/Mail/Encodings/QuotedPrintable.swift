import CScanKernels
import SluiceModel
import SluiceText

/// Quoted-printable (RFC 2045, 6.7) as mail programs read it: what is no escape stands for itself.
enum QuotedPrintable {
    /// Less than this is not decoded in blocks.
    private static let shortestBlock = 128
    /// So many bytes are decoded between two times that it is told how far they are read.
    private static let step = 1 << 20

    /// The decoded bytes of `range`; `isDone` is told up to where they are read, each time that is much more.
    static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>, isDone: ((Int) -> Void)? = nil)
        -> TextStorage
    {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        return unsafe TextStorage(unsafeUninitializedCapacity: range.count + 8) { target in
            guard let to = target.baseAddress else { return 0 }
            return unsafe decode(bytes, range, isDone: isDone, to: to)
        }
    }

    /// Writes the decoded bytes of `range`, for which there must be room, and eight more; gives how many there are.
    static func decode(
        _ bytes: Span<UInt8>, _ range: Range<Int>, isDone: ((Int) -> Void)? = nil,
        to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        return unsafe bytes.withUnsafeBufferPointer { source in
            guard let from = source.baseAddress else { return 0 }
            return unsafe decode(from + range.lowerBound, range.count, target, isDone)
        }
    }

    /// Decodes `count` bytes and gives how many were written: never more, and no byte behind `count` is touched.
    private static func decode(
        _ from: UnsafePointer<UInt8>, _ count: Int, _ to: UnsafeMutablePointer<UInt8>,
        _ isDone: ((Int) -> Void)?
    ) -> Int {
        var place = 0
        var written = 0
        var told = 0
        let hasWideBlocks = sluice_has_avx512() != 0
        let hasBlocks = hasWideBlocks || sluice_has_avx2() != 0
        while place < count {
            if place &- told >= step {
                told = place
                isDone?(place)
            }
            if hasBlocks, count &- place >= shortestBlock {
                let most = min(count &- place, step)
                let done =
                    hasWideBlocks
                    ? unsafe sluice_quoted_printable_avx512(from + place, most, to + written)
                    : unsafe sluice_quoted_printable_avx2(from + place, most, to + written)
                place &+= done.read
                written &+= done.written
            }
            // Escapes often follow one another.
            if unsafe from[place] != 0x3D {
                let plain = unsafe sluice_copy_up_to(from + place, count &- place, 0x3D, to + written)
                place &+= plain
                written &+= plain
                guard place < count else { break }
            }
            let escape = unsafe escape(from + place, count - place)
            if let byte = escape.byte {
                unsafe to[written] = byte
                written += 1
            }
            place += escape.length
        }
        return written
    }

    /// What the `=` at `from` begins: how long it is, and the byte it stands for, if any.
    @inline(__always)
    private static func escape(_ from: UnsafePointer<UInt8>, _ count: Int) -> (length: Int, byte: UInt8?) {
        if count >= 3, let high = unsafe from[1].hexValue, let low = unsafe from[2].hexValue {
            return (3, high << 4 | low)
        }
        var end = 1
        while end < count, unsafe from[end].isBlank { end += 1 }
        if end == count { return (count, nil) }
        if unsafe from[end] == 0x0A { return (end + 1, nil) }
        if unsafe from[end] == 0x0D {
            return (unsafe end + 1 < count && from[end + 1] == 0x0A ? end + 2 : end + 1, nil)
        }
        return (1, 0x3D)
    }

    /// Appends the decoded bytes of an encoded word's text, in which `_` is a blank (RFC 2047, 4.2).
    static func appendWord(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout ByteBuffer) {
        var place = range.lowerBound
        while place < range.upperBound {
            let byte = bytes[place]
            if byte == 0x3D, place + 2 < range.upperBound, let high = bytes[place + 1].hexValue,
                let low = bytes[place + 2].hexValue
            {
                output.append(high << 4 | low)
                place += 3
                continue
            }
            output.append(byte == 0x5F ? 0x20 : byte)
            place += 1
        }
    }
}
