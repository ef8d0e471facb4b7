import CScanKernels

/// Counts over stretches of text, eight bytes at a time and, where the processor can, several times eight.
public enum ByteCounts {
    /// How many line ends (`\n`) stand in `range` of `text`.
    public static func newlines(in text: Span<UInt8>, _ range: Range<Int>) -> Int {
        newlines(in: text, range, .best)
    }

    static func newlines(in text: Span<UInt8>, _ range: Range<Int>, _ kernel: PlainRun.Kernel) -> Int {
        // Shorter stretches are counted before the other way has begun.
        guard kernel != .portable, range.count >= 128 else {
            return range.count - others(than: 0x0A, in: text, range)
        }
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count)
        return unsafe text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return unsafe sluice_count_avx2(base + range.lowerBound, range.count, 0x0A)
        }
    }

    /// How many code points begin in `range` of `text`.
    ///
    /// Continuation bytes count as nothing, so that the number is right for UTF-8 and defined for any bytes.
    public static func codePoints(in text: Span<UInt8>, _ range: Range<Int>) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count)
        return unsafe text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return unsafe sluice_code_points(base + range.lowerBound, range.count)
        }
    }

    /// How many bytes of `range` are not `byte`.
    private static func others(than byte: UInt8, in text: Span<UInt8>, _ range: Range<Int>) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count)
        return unsafe text.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            var place = range.lowerBound
            var total = 0
            while range.upperBound &- place >= 8 {
                // A byte of the sum holds at most 255. The loop is so plain that the compiler makes vectors of it.
                let words = min((range.upperBound &- place) / 8, 255)
                let first = unsafe base + place
                var sums: UInt64 = 0
                for index in 0..<words {
                    let word = unsafe (first + (index &* 8)).loadUnaligned(as: UInt64.self)
                    sums &+= flags(word ^ (UInt64(byte) &* 0x0101_0101_0101_0101))
                }
                total &+= sumOfBytes(sums)
                place &+= words &* 8
            }
            while place < range.upperBound {
                total &+= unsafe buffer[place] != byte ? 1 : 0
                place &+= 1
            }
            return total
        }
    }

    @inline(__always)
    private static func sumOfBytes(_ sums: UInt64) -> Int {
        let pairs = (sums & 0x00FF_00FF_00FF_00FF) &+ ((sums &>> 8) & 0x00FF_00FF_00FF_00FF)
        return Int((pairs &* 0x0001_0001_0001_0001) &>> 48)
    }

    /// A 1 in the lowest bit of each byte that is not 0.
    @inline(__always)
    private static func flags(_ word: UInt64) -> UInt64 {
        let low = (word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F
        return ((low | word) &>> 7) & 0x0101_0101_0101_0101
    }
}
