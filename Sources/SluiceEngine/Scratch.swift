/// The memory that one scanner writes during a scan, kept from scan to scan.
@safe
final class Scratch {
    /// The filter works on pieces of this size: with its tables they stay in the second-level cache.
    static let piece = 1 << 16
    /// So many strings are looked up before what they belong to is looked at.
    private static let hits = 4096

    let kernel: Kernel
    /// Room for a piece with what lies before and behind it, where the text itself cannot be read there.
    let copy: UnsafeMutablePointer<UInt8>
    let groups: UnsafeMutablePointer<UInt32>
    let places: UnsafeMutablePointer<UInt32>
    /// Digits, then upper-case letters: one bit a byte of a piece, and one group of 64 more.
    let masks: UnsafeMutablePointer<UInt64>
    /// Groups of 64 bytes with a digit in them.
    let digitGroups: UnsafeMutablePointer<UInt32>
    let pairPlaces: UnsafeMutablePointer<UInt32>
    private(set) var hits: UnsafeMutablePointer<GramTable.Hit>
    private(set) var hitRoom: Int
    let states: UnsafeMutablePointer<ExpressionState>
    /// By stretch: where the last one that was looked at ends.
    private(set) var stretchEnds: UnsafeMutablePointer<StretchEnd>
    private var stretchRoom: Int

    private static let copySize = piece + FilterProgram.reachBefore + FilterProgram.reachBehind + 64

    init(expressions: Int, filter: FilterProgram, kernel: Kernel) {
        self.kernel = kernel
        unsafe copy = .allocate(capacity: Scratch.copySize)
        unsafe groups = .allocate(capacity: Scratch.piece / 2 + 128)
        unsafe places = .allocate(capacity: Scratch.piece / 2 + 128)
        unsafe masks = .allocate(capacity: 2 * (Scratch.piece / 64 + 1))
        unsafe digitGroups = .allocate(capacity: Scratch.piece / 64 + 1)
        unsafe pairPlaces = .allocate(capacity: Scratch.piece + 1)
        hitRoom = Scratch.hits + filter.grams.longest
        unsafe hits = .allocate(capacity: hitRoom)
        unsafe states = .allocate(capacity: max(1, expressions))
        stretchRoom = max(1, filter.stretchCount)
        unsafe stretchEnds = .allocate(capacity: stretchRoom)
        unsafe states.initialize(
            repeating: ExpressionState(scan: 0, last: 0, tried: 0), count: max(1, expressions))
        unsafe stretchEnds.initialize(repeating: StretchEnd(scan: 0, place: 0), count: stretchRoom)
    }

    deinit {
        unsafe copy.deallocate()
        unsafe groups.deallocate()
        unsafe places.deallocate()
        unsafe masks.deallocate()
        unsafe digitGroups.deallocate()
        unsafe pairPlaces.deallocate()
        unsafe hits.deallocate()
        unsafe states.deallocate()
        unsafe stretchEnds.deallocate()
    }

    /// Makes room for what another filter sees; what is remembered of stretches may be forgotten.
    func reserve(for filter: FilterProgram) {
        if hitRoom < Scratch.hits + filter.grams.longest {
            unsafe hits.deallocate()
            hitRoom = Scratch.hits + filter.grams.longest
            unsafe hits = .allocate(capacity: hitRoom)
        }
        guard filter.stretchCount > stretchRoom else { return }
        unsafe stretchEnds.deallocate()
        stretchRoom = filter.stretchCount
        unsafe stretchEnds = .allocate(capacity: stretchRoom)
        unsafe stretchEnds.initialize(repeating: StretchEnd(scan: 0, place: 0), count: stretchRoom)
    }

    /// A pointer from which the bytes `from..<to` of a text, and as many around them as a kernel may read, can
    /// be read by their offsets in the text; bytes outside of the text read as zero.
    func readable(_ text: UnsafePointer<UInt8>, count: Int, from: Int, to: Int) -> UnsafePointer<UInt8> {
        let first = from - FilterProgram.reachBefore
        let last = to + FilterProgram.reachBehind + 16
        if first >= 0 && last <= count { return unsafe text }
        let begin = max(0, first)
        let end = min(count, last)
        let target = unsafe copy - first
        unsafe copy.update(repeating: 0, count: begin - first)
        unsafe (target + begin).update(from: text + begin, count: end - begin)
        unsafe (target + end).update(repeating: 0, count: last - end)
        return unsafe UnsafePointer(target)
    }
}
