import CReportBytes
import SluiceModel

extension GrowingBytes {
    /// So many bytes are escaped at a time, so that no more room is made than that may take.
    private static let stretch = 1024
    /// What the longest escape takes.
    private static let longest = 6

    /// Appends a text as a string of JSON holds it.
    @inline(__always)
    mutating func append(escaped text: UnsafeBufferPointer<UInt8>) {
        guard let source = text.baseAddress else { return }
        if text.count <= GrowingBytes.stretch {
            unsafe append(escaped: source, text.count)
        } else {
            unsafe append(escapedLong: text)
        }
    }

    private mutating func append(escapedLong text: UnsafeBufferPointer<UInt8>) {
        guard let source = text.baseAddress else { return }
        for start in stride(from: 0, to: text.count, by: GrowingBytes.stretch) {
            unsafe append(escaped: source + start, min(GrowingBytes.stretch, text.count - start))
        }
    }

    @inline(__always)
    private mutating func append(escaped source: UnsafePointer<UInt8>, _ count: Int) {
        append(atMost: GrowingBytes.longest * count + 16) { unsafe sluice_escape_json($0, source, count) }
    }

    /// Escapes what stands behind the first `start` bytes.
    mutating func escape(from start: Int) {
        let isPlain = withBytes { bytes in
            unsafe bytes.baseAddress.map { unsafe !sluice_needs_json_escape($0 + start, bytes.count - start) }
                ?? true
        }
        guard !isPlain else { return }
        let text = withBytes { unsafe Array($0[start...]) }
        truncate(to: start)
        unsafe text.withUnsafeBufferPointer { unsafe append(escaped: $0) }
    }
}
