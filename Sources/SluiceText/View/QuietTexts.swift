import CScanKernels
public import SluiceModel

/// Tells, of many short texts that lie in one storage with zeros between them, which ones may hide something.
///
/// A pass over all of them costs less than one over each. None that stays unmarked has anything to fold or to
/// decode: its view is the text itself. Some that are marked have nothing either.
public enum QuietTexts {
    /// Marks in `loud` the texts that end at `ends` where folding may change something.
    public static func mark(foldedIn batch: TextStorage, ends: [Int], loud: inout [Bool]) {
        var finder = EditFinder(TextSegment(whole: batch), quotes: .mail, flow: .fixed)
        var text = 0
        batch.withSpan { bytes in
            while let edit = finder.next(in: bytes) {
                while text < ends.count, ends[text] <= edit.source.lowerBound { text += 1 }
                guard text < ends.count else { break }
                loud[text] = true
            }
            // A sign of quotation that ends its text stands before a zero here, which ends no line.
            for (text, end) in ends.enumerated() where end > 0 && bytes[end - 1] == UInt8(ascii: "|") {
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
    public static func mark(encodedIn batch: TextStorage, ends: [Int], loud: inout [Bool]) {
        batch.withSpan { bytes in
            unsafe bytes.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                unsafe mark(encodedIn: base, buffer.count, ends, &loud)
            }
        }
    }

    private static func mark(
        encodedIn base: UnsafePointer<UInt8>, _ count: Int, _ ends: [Int], _ loud: inout [Bool]
    ) {
        var found: [RawBlob] = []
        var noLinesBefore = 0
        var (place, text, lastQuoted) = (0, 0, -1)
        while true {
            place = unsafe sluice_next_coded(base, place, count)
            guard place < count else { return }
            while text + 1 < ends.count, ends[text] <= place { text += 1 }
            guard unsafe BlobRuns.isPart(base[place]) else {
                switch unsafe BlobEscapes.encoding(at: place, base, count) {
                case nil: break
                case .quotedPrintable:
                    // One escape of quoted-printable, as in `?page=20`, is chance.
                    if text == lastQuoted { loud[text] = true }
                    lastQuoted = text
                default: loud[text] = true
                }
                place += 1
                continue
            }
            // Zeros end a run, so that none goes on from one text to the next.
            place = unsafe BlobRuns.take(base, count, from: place, &noLinesBefore, into: &found)
            guard !found.isEmpty else { continue }
            loud[text] = true
            found.removeAll(keepingCapacity: true)
        }
    }
}
