import CScanKernels

/// Where a message of an exported chat begins: a line with a header.
struct ChatHead {
    /// Of the line, in bytes of the stretch.
    var start: UInt32
    /// Behind the header.
    var behind: UInt32
    /// Where the line ends.
    var lineEnd: UInt32
    /// How many lines stand before it in the stretch.
    var line: UInt32
}

/// Finds the lines of a chat that have a header, many bytes at a time.
enum ChatHeads {
    /// So many bytes are searched for line ends in one go.
    private static let window = 16 << 10
    /// Four bytes that are looked for: all are LF.
    private static let newlines: [UInt8] = [0x0A, 0x0A, 0x0A, 0x0A]
    private static let isWide = sluice_has_avx2() != 0

    /// The headers of all lines that have an end, and with `atEnd` of the last one, in their order.
    static func find(in text: Span<UInt8>, atEnd: Bool, _ forms: inout ChatHeaderForms) -> [ChatHead] {
        var search = Search(forms: forms)
        // A message has about so many bytes.
        search.heads.reserveCapacity(text.count / 160 + 8)
        unsafe text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: window + 64) { places in
                guard let found = places.baseAddress else { return }
                // The kernel reads whole groups of 64 bytes.
                let last = buffer.count & ~63
                for from in stride(from: 0, to: last, by: window) {
                    let to = min(last, from + window)
                    let count =
                        unsafe isWide
                        ? sluice_places_avx2(base, from, (to - from) / 64, 0x0A, found)
                        : sluice_places_of(base, from, to, newlines, found)
                    for index in 0..<count { unsafe search.endLine(Int(found[index]), in: text) }
                }
            }
        }
        for place in text.count & ~63..<text.count where text[place] == 0x0A {
            search.endLine(place, in: text)
        }
        if atEnd, search.start < text.count { search.endLine(text.count, in: text) }
        forms = search.forms
        return search.heads
    }

    private struct Search {
        var forms: ChatHeaderForms
        var heads: [ChatHead] = []
        /// Of the line at hand.
        var start = 0
        private var line: UInt32 = 0

        init(forms: ChatHeaderForms) { self.forms = forms }

        @inline(__always)
        mutating func endLine(_ end: Int, in text: Span<UInt8>) {
            if let behind = forms.end(at: start, before: end, in: text) {
                heads.append(
                    ChatHead(
                        start: UInt32(truncatingIfNeeded: start), behind: UInt32(truncatingIfNeeded: behind),
                        lineEnd: UInt32(truncatingIfNeeded: end), line: line))
            }
            line &+= 1
            start = end + 1
        }
    }
}
