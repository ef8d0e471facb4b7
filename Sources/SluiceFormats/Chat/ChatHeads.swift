import CScanKernels

/// Where a message of an exported chat begins: a line with a header.
struct ChatHead {
    /// Of the line, in bytes of the stretch.
    var start: Int
    /// Behind the header.
    var behind: Int
    /// Where the line ends.
    var lineEnd: Int
    /// How many lines stand before it in the stretch.
    var line: Int
}

/// Finds the lines of a chat that have a header, many bytes at a time.
enum ChatHeads {
    /// So many bytes are searched for line ends in one go.
    private static let window = 16 << 10
    /// Four bytes that are looked for: all are LF.
    private static let newlines: [UInt8] = [0x0A, 0x0A, 0x0A, 0x0A]
    private static let isWide = sluice_has_avx2() != 0

    /// Gives the headers of all lines that have an end, and with `atEnd` that of the last one, in their order.
    @inline(__always)
    static func each(
        in text: Span<UInt8>, atEnd: Bool, _ forms: inout ChatHeaderForms, _ body: (ChatHead) -> Void
    ) {
        var (start, line) = (0, 0)
        eachLineEnd(in: text, atEnd: atEnd) { end in
            if let behind = forms.end(at: start, before: end, in: text) {
                body(ChatHead(start: start, behind: behind, lineEnd: end, line: line))
            }
            line &+= 1
            start = end &+ 1
        }
    }

    /// Gives the places of all line ends, and with `atEnd` the end of a last line that has none.
    @inline(__always)
    private static func eachLineEnd(in text: Span<UInt8>, atEnd: Bool, _ body: (Int) -> Void) {
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: window + 64) { places in
            guard let found = places.baseAddress else { return }
            var from = 0
            while from < text.count {
                let to = min(text.count, from + window)
                let count = unsafe find(in: text, from, to, found)
                for index in 0..<count { unsafe body(Int(found[index])) }
                from = to
            }
        }
        if atEnd, text.count > 0, text[text.count - 1] != 0x0A { body(text.count) }
    }

    /// Writes the places of the line ends in `from..<to` to `found`, and gives their number.
    private static func find(
        in text: Span<UInt8>, _ from: Int, _ to: Int, _ found: UnsafeMutablePointer<UInt32>
    ) -> Int {
        unsafe text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            // The kernels read whole groups of 64 bytes.
            let last = from + (to - from) & ~63
            var count =
                unsafe isWide
                ? sluice_places_avx2(base, from, (last - from) / 64, 0x0A, found)
                : sluice_places_of(base, from, last, newlines, found)
            for place in last..<to where unsafe base[place] == 0x0A {
                unsafe found[count] = UInt32(truncatingIfNeeded: place)
                count += 1
            }
            return count
        }
    }
}
