/// Finds every expression of a database in a text; it owns the memory that a scan writes.
///
/// One scanner belongs to one thread.
@safe
public struct Scanner: ~Copyable {
    public let database: Database
    /// What was done for each expression since the scanner was made.
    public internal(set) var statistics: [ExpressionStatistics]
    /// Whether the last scan was of a block that is too brief: what it gave does not count.
    public internal(set) var wantsMore = false
    /// Whether ``statistics`` hold times; measuring costs some tens of nanoseconds a verification.
    public var measuresTime = false

    let scratch: Scratch
    let matcher: Matcher
    // What follows is no part of the scratch since each access to a variable of a class is checked as the program
    // runs, which texts of a few words would feel.

    /// The number of this scan; what is remembered of another is out of date.
    var number = 0
    /// Where searches begin in this scan.
    var start = 0
    /// Whether a run of this scan was too long for any expression.
    var hasTooLong = false
    var pending: [PendingWindow] = []
    /// Terms that were found and not yet chosen among, in bytes of the given text.
    var termHits: [TermHit] = []
    var termScratch: TermScratch
    /// By open walk of the filter: where the run ends that was looked at last.
    var openEnds: [Int]
    /// Where the number ends that was looked at last.
    var numberEnd = 0
    /// By expression: how many starts a search of it tries.
    var slices: [Slice]
    /// Whether what hooks see is noted in ``sightings`` and not verified.
    var isSieving = false
    var sightings: [Sighting] = []
    var sightingIndex = SightingIndex()

    /// Makes a scanner; a kernel that the processor cannot run is replaced by the portable one.
    public init(_ database: Database, kernel: Kernel = .best) {
        let kernel = kernel.isAvailable ? kernel : .portable
        self.database = database
        statistics = Array(repeating: ExpressionStatistics(), count: database.count)
        scratch = Scratch(
            expressions: database.count, filter: database.filter, kernel: kernel)
        termScratch = TermScratch(kernel: kernel)
        openEnds = Array(repeating: 0, count: database.filter.openWalks.count)
        slices = Array(repeating: Slice(), count: database.count)
        matcher = Matcher(groups: database.patterns.lazy.compactMap { $0?.captureCount }.max() ?? 0)
    }

    /// Appends what matches in a whole text, sorted by start, then by expression.
    public mutating func scan(
        _ text: Span<UInt8>, allowance: Allowance = Allowance(), into matches: inout [Match],
        giveUps: inout [GiveUp]
    ) {
        let block = Block(offset: 0, body: 0..<text.count, endsText: true)
        scan(text, block: block, allowance: allowance, into: &matches, giveUps: &giveUps)
    }

    /// Appends the matches that begin in a block's body, sorted by start, then by expression.
    ///
    /// For each expression they are what a search gives that begins at `starts[expression]` (an offset of the
    /// whole text) or, where `starts` is empty, at the body's first byte.
    ///
    /// `starts` is empty or holds one offset for each expression; `only` is the one expression that is wanted.
    public mutating func scan(
        _ text: Span<UInt8>, block: Block, starts: [Int] = [], only: Int? = nil, allowance: Allowance,
        into matches: inout [Match], giveUps: inout [GiveUp]
    ) {
        precondition(block.body.lowerBound >= 0 && block.body.upperBound <= text.count)
        precondition(starts.isEmpty || starts.count == database.count)
        guard !block.body.isEmpty, database.count > 0 else { return }
        unsafe text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            unsafe scan(
                base, count: buffer.count, block: block, starts: starts, only: only, allowance: allowance,
                into: &matches, giveUps: &giveUps)
        }
    }
}
