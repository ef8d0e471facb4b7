import CScanKernels
public import SluiceModel

/// Many short texts, each with zeros before and behind it, and what one look at each has told.
///
/// A look at a text of which nothing is told costs hardly more than to copy it.
public struct QuietBatch: ~Copyable {
    /// With all of them, what is told of no text is not there.
    typealias Kernel = TextKernel

    /// How many zeros lie before and behind each text.
    public static let gap = Int(SLUICE_TEXT_GAP)
    /// Where the texts lie that were copied, or looked at.
    public private(set) var storage: TextStorage
    /// Where each of them ends there.
    public private(set) var ends: [Int]
    private var signs: [UInt8]

    /// Looks at texts that lie apart in a storage.
    public init(_ texts: [Range<Int>], in storage: TextStorage) {
        self.init(texts, in: storage, kernel: .best)
    }

    init(_ texts: [Range<Int>], in storage: TextStorage, kernel: Kernel) {
        self.storage = storage
        ends = texts.map(\.upperBound)
        signs = unsafe [UInt8](unsafeUninitializedCapacity: texts.count) { signs, count in
            count = texts.count
            guard let signs = signs.baseAddress else { return }
            unsafe QuietBatch.lend(texts[...], of: storage) { base, texts, count in
                unsafe sluice_look_at_texts(base, texts, count, kernel.rawValue, signs)
            }
        }
    }

    /// Copies the first of some texts, as many as have room in `size` bytes, and looks at them; too long ones are left out.
    public init(
        copying texts: ArraySlice<Range<Int>>, of storage: TextStorage, size: Int, longest: Int,
        from pool: StoragePool
    ) {
        self.init(copying: texts, of: storage, size: size, longest: longest, from: pool, kernel: .best)
    }

    init(
        copying texts: ArraySlice<Range<Int>>, of storage: TextStorage, size: Int, longest: Int,
        from pool: StoragePool, kernel: Kernel
    ) {
        precondition(size >= longest + 2 * Int(SLUICE_TEXT_ROOM))
        let most = QuietBatch.most(of: texts, size: size, longest: longest)
        var ends = [Int](repeating: 0, count: most)
        var signs = [UInt8](repeating: 0, count: most)
        var count = 0
        self.storage = unsafe TextStorage(unsafeUninitializedCapacity: size, from: pool) { target in
            unsafe ends.withUnsafeMutableBufferPointer { ends in
                unsafe signs.withUnsafeMutableBufferPointer { signs in
                    var batch = unsafe sluice_batch(
                        bytes: target.baseAddress, room: size, longest: longest, ends: ends.baseAddress,
                        looks: signs.baseAddress)
                    unsafe QuietBatch.lend(texts.prefix(most), of: storage) { base, texts, most in
                        count = unsafe sluice_copy_texts(base, texts, most, kernel.rawValue, &batch)
                    }
                    return unsafe count == 0 ? 0 : ends[count - 1] + QuietBatch.gap
                }
            }
        }
        ends.removeLast(most - count)
        signs.removeLast(most - count)
        self.ends = ends
        self.signs = signs
    }

    /// Copies whole texts, but for those that are nil, and looks at them.
    public init(copying texts: [TextStorage?], from pool: StoragePool) {
        let size = texts.reduce(Int(SLUICE_TEXT_ROOM)) { $0 + ($1?.count ?? 0) + QuietBatch.gap }
        var ends: [Int] = []
        var signs: [UInt8] = []
        ends.reserveCapacity(texts.count)
        signs.reserveCapacity(texts.count)
        storage = unsafe TextStorage(unsafeUninitializedCapacity: size, from: pool) { target in
            guard let base = target.baseAddress else { return 0 }
            unsafe base.initialize(repeating: 0, count: QuietBatch.gap)
            var place = QuietBatch.gap
            for text in texts {
                let sign = text?.withSpan { span in
                    unsafe span.withUnsafeBufferPointer { bytes in
                        unsafe bytes.baseAddress.map {
                            unsafe sluice_copy_text($0, bytes.count, Kernel.best.rawValue, base + place)
                        } ?? 0
                    }
                }
                place += text?.count ?? 0
                ends.append(place)
                signs.append(sign ?? UInt8(SLUICE_TEXT_LONG))
                unsafe (base + place).initialize(repeating: 0, count: QuietBatch.gap)
                place += QuietBatch.gap
            }
            return place
        }
        self.ends = ends
        self.signs = signs
    }

    /// How many texts there are.
    public var count: Int { ends.count }

    /// Whether a text was too long to be copied.
    public func isLeftOut(_ index: Int) -> Bool { signs[index] == SLUICE_TEXT_LONG }

    /// Whether a text is sure to be its own view, and to hold nothing that is written in an encoding.
    @inline(__always)
    public func isQuiet(_ index: Int) -> Bool { signs[index] == 0 }

    /// Whether a text of which something was told is its own view all the same, and nothing in it is written in an encoding.
    public func isPlain(_ index: Int, _ text: Span<UInt8>, decodesBlobs: Bool) -> Bool {
        let signs = Int32(signs[index])
        let isLong = signs == SLUICE_TEXT_LONG
        if isLong || signs & SLUICE_TEXT_ODD != 0 {
            var finder = EditFinder(wholeText: .fixed)
            guard finder.next(in: text) == nil else { return false }
        }
        guard decodesBlobs, isLong || signs & SLUICE_TEXT_CODED != 0 else { return true }
        let found = BlobFinder.blobs(in: text)
        return found.blobs.isEmpty && !found.isCut
    }

    /// No more of some texts have room in `size` bytes; what is made ready for more of them is made in vain.
    private static func most(of texts: ArraySlice<Range<Int>>, size: Int, longest: Int) -> Int {
        var most = 0
        var room = size
        for text in texts {
            room -= gap + (text.count > longest ? 0 : text.count)
            guard room > 0 else { break }
            most += 1
        }
        return most
    }

    /// Lends texts of a storage.
    private static func lend(
        _ texts: ArraySlice<Range<Int>>, of storage: TextStorage,
        _ body: (UnsafePointer<UInt8>, UnsafePointer<sluice_range>, Int) -> Void
    ) {
        for text in texts { precondition(text.lowerBound >= 0 && text.upperBound <= storage.count) }
        storage.withSpan { span in
            unsafe span.withUnsafeBufferPointer { bytes in
                unsafe texts.withUnsafeBufferPointer { texts in
                    guard let base = bytes.baseAddress, let first = texts.baseAddress else { return }
                    // A range is its two bounds.
                    let ranges = unsafe UnsafeRawPointer(first).assumingMemoryBound(to: sluice_range.self)
                    unsafe body(base, ranges, texts.count)
                }
            }
        }
    }
}
