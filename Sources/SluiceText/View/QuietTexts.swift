import CScanKernels
public import SluiceModel

/// Tells, of many short texts that lie in one storage with zeros between them, which ones may hide something.
///
/// A pass over all of them costs less than one over each. None that stays unmarked has anything to fold or to
/// decode: its view is the text itself. Some that are marked have nothing either.
public struct QuietTexts: ~Copyable {
    private let kernel: TextLooks.Kernel
    private var signs: [UInt64] = []
    private var blobs: [RawBlob] = []

    public init() { self.init(kernel: .best) }

    init(kernel: TextLooks.Kernel) { self.kernel = kernel }

    /// Marks in `loud` the texts that end at `ends` where folding may change something or, with `decodesBlobs`, where
    /// something is written in an encoding.
    ///
    /// At least eight zeros stand before and behind each text.
    public mutating func mark(in batch: TextStorage, ends: [Int], decodesBlobs: Bool, loud: inout [Bool]) {
        precondition(ends.count == loud.count && (ends.last ?? 0) <= batch.count)
        guard !ends.isEmpty else { return }
        if let count = findSigns(in: batch) {
            return mark(signs[..<count], in: batch, ends, decodesBlobs, &loud)
        }
        QuietTexts.mark(foldedIn: batch, ends: ends, loud: &loud)
        if decodesBlobs { QuietTexts.mark(encodedIn: batch, ends: ends, loud: &loud) }
    }

    /// How many signs one look at all texts saw; nil where there is no kernel for it, or too many are there.
    private mutating func findSigns(in batch: TextStorage) -> Int? {
        guard kernel != .none, batch.count < Int(UInt32.max) else { return nil }
        let room = max(1024, batch.count / 16)
        if signs.count < room { signs = [UInt64](repeating: 0, count: room) }
        let isWide = kernel == .avx512
        let count = batch.withSpan { bytes in
            unsafe bytes.withUnsafeBufferPointer { bytes in
                unsafe signs.withUnsafeMutableBufferPointer { signs in
                    guard let text = bytes.baseAddress, let found = signs.baseAddress else { return 0 }
                    return unsafe isWide
                        ? sluice_signs_avx512(text, bytes.count, found, signs.count)
                        : sluice_signs_avx2(text, bytes.count, found, signs.count)
                }
            }
        }
        return count <= signs.count ? count : nil
    }

    /// Marks the texts that hold such signs, as far as a closer look bears them out.
    private mutating func mark(
        _ signs: ArraySlice<UInt64>, in batch: TextStorage, _ ends: [Int], _ decodesBlobs: Bool,
        _ loud: inout [Bool]
    ) {
        var text = 0
        var (quoted, quotedText) = (QuotedSigns(), 0)
        // Base64 that is wrapped has a run a line, and all are looked at together.
        var textOfRuns = -1
        for sign in signs {
            let place = Int(sign & 0xFFFF_FFFF)
            let kind = sluice_sign(rawValue: UInt32(truncatingIfNeeded: sign >> 32))
            guard kind == sluice_odd || decodesBlobs else { continue }
            // What is wrong with a character may be seen behind it.
            text = QuietTexts.text(at: kind == sluice_odd ? max(0, place - 1) : place, ends, from: text)
            guard !loud[text] else { continue }
            switch kind {
            case sluice_odd: loud[text] = isFolded(text, of: batch, ends)
            case sluice_escape: loud[text] = isEscape(place, of: batch)
            case sluice_run where text == textOfRuns: break
            case sluice_run:
                loud[text] = holdsRun(text, of: batch, ends)
                textOfRuns = text
            default:
                if text != quotedText { (quoted, quotedText) = (QuotedSigns(), text) }
                loud[text] = quoted.add(kind)
            }
        }
    }

    /// The bytes of a text, with the zeros that stand before it.
    private static func range(_ text: Int, _ ends: [Int]) -> Range<Int> {
        (text > 0 ? ends[text - 1] : 0)..<ends[text]
    }

    private func isFolded(_ text: Int, of batch: TextStorage, _ ends: [Int]) -> Bool {
        batch.withSpan { bytes in
            var finder = EditFinder(wholeText: .fixed)
            return finder.next(in: bytes.extracting(QuietTexts.range(text, ends))) != nil
        }
    }

    private func isEscape(_ place: Int, of batch: TextStorage) -> Bool {
        batch.withSpan { bytes in
            unsafe bytes.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return false }
                return unsafe BlobEscapes.isEscape(base, bytes.count, at: place)
            }
        }
    }

    private mutating func holdsRun(_ text: Int, of batch: TextStorage, _ ends: [Int]) -> Bool {
        let range = QuietTexts.range(text, ends)
        blobs.removeAll(keepingCapacity: true)
        batch.withSpan { bytes in
            unsafe bytes.extracting(range).withUnsafeBufferPointer { text in
                guard let base = text.baseAddress else { return }
                unsafe BlobRuns.find(base, text.count, into: &blobs)
            }
        }
        return !blobs.isEmpty
    }

    /// What was seen of quoted-printable in a text; see ``BlobEscapeText``.
    private struct QuotedSigns {
        private var breaks = 0
        private var bytes = 0
        private var isWide = false

        /// Whether so many escapes, with this one, are no chance.
        mutating func add(_ sign: sluice_sign) -> Bool {
            if sign == sluice_soft_break { breaks += 1 } else { bytes += 1 }
            if sign == sluice_quoted_high { isWide = true }
            return breaks > 1 || isWide && bytes + breaks > 1
        }
    }

    /// Marks in `loud` the texts that end at `ends` where folding may change something.
    private static func mark(foldedIn batch: TextStorage, ends: [Int], loud: inout [Bool]) {
        var finder = EditFinder(TextSegment(whole: batch), quotes: .mail, flow: .fixed)
        var text = 0
        batch.withSpan { bytes in
            while let edit = finder.next(in: bytes) {
                while text < ends.count, ends[text] <= edit.source.lowerBound { text += 1 }
                guard text < ends.count else { return }
                loud[text] = true
            }
        }
    }

    /// Whether a text's view is the text itself, and nothing in it is written in an encoding.
    ///
    /// What is marked among many is often so by chance; this is sure.
    public static func isPlain(_ text: Span<UInt8>, decodesBlobs: Bool) -> Bool {
        var finder = EditFinder(wholeText: .fixed)
        guard finder.next(in: text) == nil else { return false }
        guard decodesBlobs else { return true }
        let found = BlobFinder.blobs(in: text)
        return found.blobs.isEmpty && !found.isCut
    }

    /// Whether a text begins as a quoted line does; between other texts that beginning is no line's.
    public static func beginsQuoted(_ text: Span<UInt8>) -> Bool {
        var place = 0
        while place < text.count, text[place] == 0x20 || text[place] == 0x09 { place += 1 }
        guard place < text.count else { return false }
        return text[place] == UInt8(ascii: ">") || text[place] == UInt8(ascii: "|")
    }

    /// Marks in `loud` the texts that end at `ends` in which something is written in an encoding.
    private static func mark(encodedIn batch: TextStorage, ends: [Int], loud: inout [Bool]) {
        batch.withSpan { bytes in
            unsafe bytes.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                var found: [RawBlob] = []
                // Zeros end a run, so that none goes on from one text to the next.
                unsafe BlobRuns.find(base, buffer.count, into: &found)
                for blob in found { loud[text(at: blob.span.start, ends)] = true }
                var last = -1
                unsafe BlobEscapes.each(base, buffer.count) { place, encoding in
                    let text = text(at: place, ends)
                    // One escape of quoted-printable, as in `?page=20`, is chance.
                    if encoding != .quotedPrintable || text == last { loud[text] = true }
                    last = encoding == .quotedPrintable ? text : -1
                }
            }
        }
    }

    /// The text that holds the byte at `place`, which is none of the zeros behind the last one, or that follows it.
    private static func text(at place: Int, _ ends: [Int], from first: Int = 0) -> Int {
        // Signs come nearly in order.
        var low = first > 0 && ends[first - 1] > place ? 0 : first
        for _ in 0..<4 {
            if low + 1 >= ends.count || ends[low] > place { return min(low, ends.count - 1) }
            low += 1
        }
        var high = ends.count - 1
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] <= place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
