import CScanKernels

/// What one pass over a text tells of it, so that the slower looks at it are taken only where they may see something.
public struct TextLooks: ~Copyable {
    /// Which machine instructions are used; all see the same.
    enum Kernel: CaseIterable, Sendable {
        /// Sees nothing: every text counts as odd.
        case none
        case avx2, avx512

        var isAvailable: Bool {
            switch self {
            case .none: true
            case .avx2: sluice_has_avx2() != 0
            case .avx512: sluice_has_avx512() != 0 && sluice_has_avx2() != 0
            }
        }

        static let best: Kernel = avx512.isAvailable ? .avx512 : avx2.isAvailable ? .avx2 : .none
    }

    /// Whether the text may be no UTF-8, hold a zero or ESC, or anything but marks of quotation that a view would fold.
    ///
    /// Of an odd text nothing else is known.
    public private(set) var isOdd = true
    /// How many lines in the text are not empty.
    public private(set) var lines = 0
    /// What may stand there that is written in an encoding, as ``BlobFinder`` finds it.
    public private(set) var blobs = BlobSigns.all
    /// Whether anything may.
    public var mayHoldBlobs: Bool { !blobs.isEmpty }
    /// How many places there are in ``subscript(_:)``.
    public private(set) var count = 0
    private var starts: [UInt32]
    private let kernel: Kernel

    /// A text in which more lines begin in a telling way counts as odd.
    private static let most = 4096

    /// The memory of `places` is used again.
    public init(reusing places: consuming [UInt32] = []) { self.init(kernel: .best, reusing: places) }

    init(kernel: Kernel, reusing places: consuming [UInt32] = []) {
        self.kernel = kernel
        starts = places.count == TextLooks.most ? places : Array(repeating: 0, count: TextLooks.most)
    }

    /// Gives its memory away, for ``init(reusing:)``.
    public consuming func places() -> [UInt32] { starts }

    /// Where a line begins with `>`, `|`, `-`, `=`, `b`, a blank or a byte beyond ASCII; ascending.
    public subscript(index: Int) -> Int { Int(starts[index]) }

    /// Looks at a text behind which 64 bytes must be readable.
    public mutating func look(at text: UnsafeBufferPointer<UInt8>) {
        guard kernel != .none, let base = text.baseAddress, text.count <= UInt32.max else {
            isOdd = !text.isEmpty
            (lines, count, blobs) = (0, 0, isOdd ? .all : [])
            return
        }
        let isWide = kernel == .avx512
        let found = unsafe starts.withUnsafeMutableBufferPointer { starts in
            guard let places = starts.baseAddress else { return sluice_text_looks() }
            return unsafe isWide
                ? sluice_text_looks_avx512(base, text.count, places, starts.count)
                : sluice_text_looks_avx2(base, text.count, places, starts.count)
        }
        isOdd = found.is_odd != 0
        lines = found.lines
        count = found.starts
        // One escape of quoted-printable, and several for ASCII alone, are chance: see `BlobEscapeText`.
        let isQuoted =
            found.soft_breaks > 1 || found.quoted_high > 0 && found.quoted_bytes + found.soft_breaks > 1
        blobs = found.has_runs != 0 ? .runs : []
        if found.escapes > 0 || isQuoted { blobs.insert(.escapes) }
    }
}
