import SluiceEngine
import SluiceModel
import SluiceText

/// What one look at many texts says of one of them.
public enum TextLook: Sendable {
    /// Nothing matches in it.
    case quiet
    /// Something may match; it is scanned as it stands, since nothing in it is folded or decoded.
    case candidate
    /// What is scanned may not be what stands there.
    case hidden
}

/// Tells which of many short texts need a look of their own; the others hold nothing.
///
/// Most chat lines, names and addresses hold nothing, and what surrounds a scan costs more than their bytes. One
/// pass over all of them, copied into one storage, turns them away.
struct TextSieve: ~Copyable {
    /// Longer texts nearly always hold a candidate.
    private static let longest = 1 << 11
    /// So much is looked at in one pass: with the filter's tables it stays in the second-level cache.
    private static let batch = 56 << 10

    private let pool = StoragePool()
    private var yield = SieveYield()
    private var loud: [Bool] = []
    private var ends: [Int] = []

    /// One flag for each part of the messages, one message after the other: whether it needs a look.
    mutating func flags(
        of messages: [Message], decodesBlobs: Bool, with scanner: inout Scanner
    ) -> [Bool] {
        let count = messages.reduce(0) { $0 + $1.parts.count }
        guard scanner.database.canSieve, yield.isWorth(count) else {
            return Array(repeating: true, count: count)
        }
        begin()
        var size = Scanner.sieveGap
        for message in messages {
            for part in message.parts {
                let isLeftOut = part.text.storage.count > TextSieve.longest || part.flow != .fixed
                loud.append(isLeftOut)
                size += Scanner.sieveGap + (isLeftOut ? 0 : part.text.storage.count)
            }
        }
        let batch = copy(size) { texts in
            for message in messages {
                for part in message.parts { part.text.storage.withSpan { texts.append($0) } }
            }
        }
        mark(batch, decodesBlobs, &scanner)
        return loud
    }

    /// What one look at each of `texts` says, which lie in `storage`; `areApart` where ``Scanner/sieveGap`` zeros lie
    /// before and behind each.
    mutating func look(
        at texts: [Range<Int>], in storage: TextStorage, areApart: Bool, decodesBlobs: Bool,
        with scanner: inout Scanner
    ) -> [TextLook] {
        guard scanner.database.canSieve else { return Array(repeating: .hidden, count: texts.count) }
        var run = LookRun(
            storage: storage, areApart: areApart, decodesBlobs: decodesBlobs,
            isSieved: yield.isWorth(texts.count))
        run.looks.reserveCapacity(texts.count)
        if areApart {
            begin()
            storage.withSpan { span in
                for text in texts {
                    loud.append(QuietTexts.beginsQuoted(span.extracting(text)))
                    ends.append(text.upperBound)
                }
            }
            look(at: texts[...], in: storage, &run, &scanner)
            return run.looks
        }
        var rest = texts[...]
        while !rest.isEmpty {
            begin()
            let (these, batch) = copyBatch(of: rest, in: storage)
            look(at: these, in: batch, &run, &scanner)
            rest = rest.dropFirst(these.count)
        }
        return run.looks
    }

    /// What is the same for all texts of one call, and what is known of those looked at.
    private struct LookRun {
        let storage: TextStorage
        let areApart: Bool
        let decodesBlobs: Bool
        let isSieved: Bool
        var looks: [TextLook] = []
    }

    /// Copies so many of the first `texts` as are looked at in one pass.
    private mutating func copyBatch(
        of texts: ArraySlice<Range<Int>>, in storage: TextStorage
    ) -> (ArraySlice<Range<Int>>, TextStorage) {
        var size = Scanner.sieveGap
        for text in texts {
            let isLeftOut = text.count > TextSieve.longest
            loud.append(isLeftOut)
            size += Scanner.sieveGap + (isLeftOut ? 0 : text.count)
            if size >= TextSieve.batch { break }
        }
        let these = texts.prefix(loud.count)
        let batch = copy(size) { batch in
            storage.withSpan { span in
                for text in these { batch.append(span.extracting(text)) }
            }
        }
        return (these, batch)
    }

    /// Looks at texts that lie in `batch` too, where those that are not loud yet have zeros between them.
    private mutating func look(
        at texts: ArraySlice<Range<Int>>, in batch: TextStorage, _ run: inout LookRun,
        _ scanner: inout Scanner
    ) {
        markHidden(in: batch, run.decodesBlobs)
        let first = run.looks.count
        for (index, text) in zip(loud.indices, texts) {
            var look = run.isSieved ? TextLook.quiet : .candidate
            if loud[index] {
                // Some were marked by chance, or were too long to be copied.
                let isPlain = run.storage.withSpan {
                    QuietTexts.isPlain($0.extracting(text), decodesBlobs: run.decodesBlobs)
                }
                if !isPlain {
                    look = .hidden
                } else if !run.areApart, text.count > TextSieve.longest {
                    look = .candidate
                }
                loud[index] = look != .quiet
            }
            run.looks.append(look)
        }
        guard run.isSieved else { return }
        batch.withSpan { scanner.sieve($0, ends: ends, loud: &loud) }
        yield.note(loud)
        for index in loud.indices where loud[index] && run.looks[first + index] == .quiet {
            run.looks[first + index] = .candidate
        }
    }

    /// One flag for each of `views`, which need no folding and lie in `storage` with zeros between them.
    ///
    /// Nil where sieving is not worth it.
    mutating func flags(
        ofViews views: [Range<Int>], in storage: TextStorage, with scanner: inout Scanner
    ) -> [Bool]? {
        guard scanner.database.canSieve, yield.isWorth(views.count) else { return nil }
        begin()
        for view in views {
            loud.append(false)
            ends.append(view.upperBound)
        }
        storage.withSpan { scanner.sieve($0, ends: ends, loud: &loud) }
        yield.note(loud)
        return loud
    }

    private mutating func begin() {
        loud.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Marks the texts in which something may be folded or decoded.
    private mutating func markHidden(in batch: TextStorage, _ decodesBlobs: Bool) {
        QuietTexts.mark(foldedIn: batch, ends: ends, loud: &loud)
        if decodesBlobs { QuietTexts.mark(encodedIn: batch, ends: ends, loud: &loud) }
    }

    private mutating func mark(_ batch: TextStorage, _ decodesBlobs: Bool, _ scanner: inout Scanner) {
        markHidden(in: batch, decodesBlobs)
        batch.withSpan { scanner.sieve($0, ends: ends, loud: &loud) }
        yield.note(loud)
    }

    /// Storage of `size` bytes in which the texts lie that `fill` appends, each with zeros before and behind it.
    private mutating func copy(_ size: Int, _ fill: (inout BatchWriter) -> Void) -> TextStorage {
        var loud = loud
        self.loud = []
        var ends = ends
        self.ends = []
        let storage = unsafe TextStorage(unsafeUninitializedCapacity: size, from: pool) { target in
            var writer = unsafe BatchWriter(target, loud: loud, ends: ends)
            loud = []
            ends = []
            fill(&writer)
            loud = writer.loud
            ends = writer.ends
            return writer.count
        }
        self.loud = loud
        self.ends = ends
        return storage
    }
}

/// Whether sieving turns away enough to be worth its pass.
///
/// With many rules most texts hold a candidate; then a sample is sieved now and then, and the rest is not.
struct SieveYield {
    private var seen = 0
    private var loud = 0
    /// How many texts are let through before the next sample.
    private var rest = 0

    private static let sample = 2048
    private static let pause = 16

    mutating func isWorth(_ count: Int) -> Bool {
        guard rest > 0 else { return true }
        rest -= count
        return false
    }

    mutating func note(_ flags: [Bool]) {
        seen += flags.count
        for flag in flags where flag { loud += 1 }
        guard seen >= SieveYield.sample else { return }
        if loud * 2 > seen { rest = seen * SieveYield.pause }
        seen = 0
        loud = 0
    }
}

/// Copies texts one behind the other; those that are loud already are left out.
@safe
private struct BatchWriter {
    private let target: UnsafeMutableBufferPointer<UInt8>
    private(set) var loud: [Bool]
    private(set) var ends: [Int]
    private var place = Scanner.sieveGap

    init(_ target: UnsafeMutableBufferPointer<UInt8>, loud: [Bool], ends: [Int]) {
        unsafe self.target = target
        self.loud = loud
        self.ends = ends
        precondition(target.count >= Scanner.sieveGap)
        writeGap(at: 0)
    }

    /// How many bytes are written, with the zeros behind the last text.
    var count: Int { place }

    private func writeGap(at place: Int) {
        guard let base = unsafe UnsafeMutableRawPointer(target.baseAddress) else { return }
        for offset in stride(from: 0, to: Scanner.sieveGap, by: 8) {
            unsafe base.storeBytes(of: 0, toByteOffset: place &+ offset, as: UInt64.self)
        }
    }

    /// Copies a text of a storage to ``place``, sixteen bytes at a time as long as there is room behind it.
    ///
    /// Behind it what follows it in its storage may come along, which is written over.
    @inline(__always)
    private func copy(_ text: Span<UInt8>) {
        unsafe text.withUnsafeBufferPointer { bytes in
            guard let source = unsafe UnsafeRawPointer(bytes.baseAddress),
                let base = unsafe UnsafeMutableRawPointer(target.baseAddress)
            else { return }
            let count = bytes.count
            guard unsafe place + count + TextStorage.padding <= target.count else {
                unsafe (base + place).copyMemory(from: source, byteCount: count)
                return
            }
            var offset = 0
            while offset < count {
                let some = unsafe source.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
                unsafe base.storeBytes(of: some, toByteOffset: place &+ offset, as: SIMD16<UInt8>.self)
                offset &+= 16
            }
        }
    }

    mutating func append(_ text: Span<UInt8>) {
        let index = ends.count
        if !loud[index] {
            loud[index] = QuietTexts.beginsQuoted(text)
            unsafe precondition(place + text.count + Scanner.sieveGap <= target.count)
            copy(text)
            place += text.count
        }
        ends.append(place)
        unsafe precondition(place + Scanner.sieveGap <= target.count)
        writeGap(at: place)
        place += Scanner.sieveGap
    }
}
