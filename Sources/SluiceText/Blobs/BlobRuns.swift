import CScanKernels
import SluiceModel

/// Runs of base64 and of hexadecimal digits.
enum BlobRuns {
    /// The kinds of characters in a run.
    private struct Kinds: OptionSet {
        let rawValue: UInt8
        static let upper = Kinds(rawValue: 1)
        static let lower = Kinds(rawValue: 2)
        static let digit = Kinds(rawValue: 4)
        static let mark = Kinds(rawValue: 8)
        static let beyondHex = Kinds(rawValue: 16)
    }

    /// For each byte its kinds; zero for bytes that are in no run.
    private static let kinds: [UInt8] = (0..<256).map { value in
        let byte = UInt8(value)
        var kinds: Kinds = []
        if byte &- 0x41 < 26 { kinds = .upper }
        if byte &- 0x61 < 26 { kinds = .lower }
        if byte &- 0x30 < 10 { kinds = .digit }
        if [0x2B, 0x2F, 0x2D, 0x5F].contains(byte) { kinds = [.mark, .beyondHex] }
        if !kinds.isEmpty, digit(byte) == nil { kinds.insert(.beyondHex) }
        return kinds.rawValue
    }

    static func digit(_ byte: UInt8) -> UInt8? {
        if byte &- 0x30 < 10 { return byte &- 0x30 }
        let lower = (byte | 0x20) &- 0x61
        return lower < 6 ? lower + 10 : nil
    }

    /// Whether a run may be made of a byte.
    static func isPart(_ byte: UInt8) -> Bool { kinds[Int(byte)] != 0 }

    static func find(_ base: UnsafePointer<UInt8>, _ count: Int, into found: inout [RawBlob]) {
        var start = 0
        var noLinesBefore = 0
        while start < count {
            start = unsafe sluice_next_run(base, start, count)
            guard start < count else { return }
            start = unsafe take(base, count, from: start, &noLinesBefore, into: &found)
        }
    }

    /// Decodes the run that begins at `start` and is long enough; gives where to go on.
    ///
    /// Lines before `noLinesBefore`, zero at first, are known not to belong together.
    static func take(
        _ base: UnsafePointer<UInt8>, _ count: Int, from start: Int, _ noLinesBefore: inout Int,
        into found: inout [RawBlob]
    ) -> Int {
        unsafe kinds.withUnsafeBufferPointer { kinds in
            guard let kinds = kinds.baseAddress else { return count }
            var end = start &+ BlobFinder.shortestRun
            while end < count, unsafe kinds[Int(base[end])] != 0 { end &+= 1 }
            return unsafe take(base, count, start, end, kinds, &noLinesBefore, into: &found)
        }
    }

    /// Decodes a run; gives where to go on.
    private static func take(
        _ base: UnsafePointer<UInt8>, _ count: Int, _ start: Int, _ end: Int, _ kinds: UnsafePointer<UInt8>,
        _ noLinesBefore: inout Int, into found: inout [RawBlob]
    ) -> Int {
        let isNumber = unsafe base[start] == 0x30 && base[start + 1] | 0x20 == 0x78
        let start = isNumber ? start + 2 : start
        var seen: Kinds = []
        for index in start..<end { unsafe seen.formUnion(Kinds(rawValue: kinds[Int(base[index])])) }
        if !seen.contains(.beyondHex) {
            if end - start >= 32, let blob = unsafe hex(base, start, end) { found.append(blob) }
            guard seen.isSuperset(of: [.upper, .lower]) else { return end }
        }
        guard seen.isSuperset(of: [.upper, .lower]) else { return end }
        guard end - start >= 48 || seen.contains(.digit) || seen.contains(.mark) else { return end }
        let lines = start < noLinesBefore ? end : unsafe endOfLines(base, count, start, end, kinds)
        if let blob = unsafe base64(base, count, start, lines) {
            found.append(blob)
            return blob.span.end
        }
        // A name or a path may stand before it.
        var tries = 0
        var next = start
        while next < min(end - BlobFinder.shortestRun, start + 64), tries < 6 {
            if unsafe Kinds(rawValue: kinds[Int(base[next])]).contains(.mark) {
                tries += 1
                if let blob = unsafe base64(base, count, next + 1, lines) {
                    found.append(blob)
                    return blob.span.end
                }
            }
            next += 1
        }
        // Lines that do not belong together are looked at one by one.
        noLinesBefore = max(noLinesBefore, lines)
        return end
    }

    private static func hex(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> RawBlob? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity((end - start) / 2)
        for place in stride(from: start, to: end - 1, by: 2) {
            guard let high = unsafe digit(base[place]), let low = unsafe digit(base[place + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
            if bytes.count == 32, !BlobContent.mayBegin(bytes.span) {
                return nil
            }
        }
        return blob(bytes, ByteSpan(start, end), .hex)
    }

    private static func blob(_ bytes: [UInt8], _ span: ByteSpan, _ encoding: BlobEncoding) -> RawBlob? {
        if BlobContent.isContainer(bytes.span) {
            return RawBlob(span: span, encoding: encoding, bytes: bytes, isText: false)
        }
        guard let text = BlobContent.text(bytes) else { return nil }
        return RawBlob(span: span, encoding: encoding, bytes: text)
    }

    /// Where base64 ends that is wrapped into lines, as MIME and PEM do: all but the last are of one length.
    private static func endOfLines(
        _ base: UnsafePointer<UInt8>, _ count: Int, _ start: Int, _ firstEnd: Int,
        _ kinds: UnsafePointer<UInt8>
    ) -> Int {
        let length = firstEnd - start
        guard length >= 40 else { return firstEnd }
        var end = firstEnd
        while true {
            var next = end
            if next < count, unsafe base[next] == 0x0D { next += 1 }
            guard next < count, unsafe base[next] == 0x0A else { return end }
            next += 1
            var stop = next
            while stop < count, stop - next <= length, unsafe kinds[Int(base[stop])] != 0 { stop += 1 }
            guard stop > next, stop - next <= length else { return end }
            let isAtEnd = stop == count ? true : endsLine(unsafe base[stop])
            guard isAtEnd else { return end }
            end = stop
            if stop - next < length { return end }
        }
    }

    private static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D || byte == 0x3D }

    private static func base64(
        _ base: UnsafePointer<UInt8>, _ count: Int, _ start: Int, _ end: Int
    ) -> RawBlob? {
        guard unsafe mayBegin(base, start, end) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity((end - start) * 3 / 4 + 3)
        unsafe decode(base, start, end) {
            bytes.append($0)
            return true
        }
        guard bytes.count >= 12 else { return nil }
        var last = end
        while last < min(count, end + 2), unsafe base[last] == 0x3D { last += 1 }
        return blob(bytes, ByteSpan(start, last), .base64)
    }

    /// Whether the first 18 bytes, if there are so many, may begin a text or a file.
    private static func mayBegin(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var head: [18 of UInt8] = [18 of UInt8](repeating: 0)
        var count = 0
        unsafe decode(base, start, end) {
            head[count] = $0
            count += 1
            return count < 18
        }
        return count < 18 || BlobContent.mayBegin(head.span)
    }

    /// Gives `take` each byte that letters of base64 stand for, as long as it wants more.
    @inline(__always)
    private static func decode(
        _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ take: (UInt8) -> Bool
    ) {
        var bits: UInt32 = 0
        var held = 0
        for index in start..<end {
            let value = unsafe values[Int(base[index])]
            if value == 0xFF { continue }
            bits = bits << 6 | UInt32(value)
            held += 6
            guard held >= 8 else { continue }
            held -= 8
            guard take(UInt8(truncatingIfNeeded: bits >> UInt32(held))) else { return }
        }
    }

    /// The values of the characters of base64 in either alphabet; 0xFF for others.
    private static let values: [UInt8] = (0..<256).map { value in
        let byte = UInt8(value)
        if byte &- 0x41 < 26 { return byte - 0x41 }
        if byte &- 0x61 < 26 { return byte - 0x61 + 26 }
        if byte &- 0x30 < 10 { return byte - 0x30 + 52 }
        if byte == 0x2B || byte == 0x2D { return 62 }
        return byte == 0x2F || byte == 0x5F ? 63 : 0xFF
    }
}
