import CScanKernels

/// Which characters end a line's quietness: marks of a quote at its beginning, or each line end.
struct LineStops: Hashable, Sendable {
    var firstQuote: UInt8
    var secondQuote: UInt8
    var everyLine: Bool
}

/// Passes over text that is sure to stay as it is, many bytes at a time.
struct PlainRun: Sendable {
    /// All of them stop at the same characters, or a character before.
    typealias Kernel = TextKernel

    let stops: LineStops
    let kernel: Kernel

    /// The first place from `start` on at which something may have to be folded; `start` begins a character.
    ///
    /// 64 bytes before and behind the text must be readable, as they are in a text storage.
    @inline(__always)
    func end(from start: Int, in text: Span<UInt8>) -> Int {
        guard kernel != .portable else { return portableEnd(from: start, in: text) }
        return unsafe text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return start }
            let run = unsafe kernel == .avx512 ? sluice_plain_run_avx512 : sluice_plain_run_avx2
            let end = unsafe run(
                base, start, buffer.count, stops.firstQuote, stops.secondQuote, stops.everyLine ? 1 : 0)
            guard end == buffer.count else { return end }
            // The kernel sees no character that the text's end cuts off.
            for place in stride(from: end - 1, through: max(start, end - 3), by: -1) {
                let byte = unsafe base[place]
                if byte < 0x80 { return end }
                if byte >= 0xC0 { return byte >= 0xE0 || place == end - 1 ? place : end }
            }
            return end
        }
    }

    private func portableEnd(from start: Int, in text: Span<UInt8>) -> Int {
        unsafe text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return start }
            let count = buffer.count
            let raw = unsafe UnsafeRawPointer(base)
            var place = start
            while place < count {
                if count &- place >= 16 {
                    let first = unsafe raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    let second = unsafe raw.loadUnaligned(fromByteOffset: place &+ 8, as: UInt64.self)
                    if PlainRun.isQuiet(first), PlainRun.isQuiet(second) {
                        place &+= 16
                        continue
                    }
                }
                let byte = unsafe base[place]
                if byte >= 0x80 { return place }
                if byte == 0x0A {
                    if stops.everyLine { return place }
                    let next = unsafe place &+ 1 < count ? base[place &+ 1] : 0
                    if next == stops.firstQuote || next == stops.secondQuote { return place &+ 1 }
                }
                place &+= 1
            }
            return count
        }
    }

    /// Whether eight bytes are ASCII without a line end.
    @inline(__always)
    private static func isQuiet(_ word: UInt64) -> Bool {
        let different = word ^ 0x0A0A_0A0A_0A0A_0A0A
        let newline = (different &- 0x0101_0101_0101_0101) & ~different
        return (word | newline) & 0x8080_8080_8080_8080 == 0
    }
}
