import Glibc

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
    /// By ``ByteClass``: one bit a byte of a piece, and one group of 64 more.
    let masks: UnsafeMutablePointer<UInt64>
    /// Room for one more of these.
    let maskRoom: UnsafeMutablePointer<UInt64>
    static let maskStride = piece / 64 + 10
    let pairPlaces: UnsafeMutablePointer<UInt32>
    /// What strings lead to.
    ///
    /// A cell, since each access to a variable of a class is checked as the program runs.
    private let hitCell: UnsafeMutablePointer<UnsafeMutableBufferPointer<GramTable.Hit>>
    let states: UnsafeMutablePointer<ExpressionState>
    private let stretchCell: UnsafeMutablePointer<UnsafeMutableBufferPointer<StretchEnd>>

    private static let copySize = piece + FilterProgram.reachBefore + FilterProgram.reachBehind + 64

    init(expressions: Int, filter: FilterProgram, kernel: Kernel) {
        self.kernel = kernel
        unsafe copy = .allocate(capacity: Scratch.copySize)
        unsafe groups = .allocate(capacity: Scratch.piece / 2 + 128)
        unsafe places = .allocate(capacity: Scratch.piece + 128)
        unsafe masks = Scratch.zeros(ByteClass.allCases.count * Scratch.maskStride)
        unsafe maskRoom = .allocate(capacity: Scratch.maskStride)
        unsafe pairPlaces = .allocate(capacity: Scratch.piece + 1)
        unsafe hitCell = .allocate(capacity: 1)
        unsafe hitCell.initialize(to: .allocate(capacity: Scratch.hits + filter.grams.longest + 1))
        unsafe states = .allocate(capacity: max(1, expressions))
        unsafe stretchCell = .allocate(capacity: 1)
        unsafe stretchCell.initialize(to: .allocate(capacity: max(1, filter.stretchCount)))
        unsafe states.initialize(
            repeating: ExpressionState(scan: 0, last: 0, tried: 0), count: max(1, expressions))
        unsafe stretchCell.pointee.initialize(repeating: StretchEnd(scan: 0, place: 0))
    }

    deinit {
        unsafe copy.deallocate()
        unsafe groups.deallocate()
        unsafe places.deallocate()
        unsafe free(masks)
        unsafe maskRoom.deallocate()
        unsafe pairPlaces.deallocate()
        unsafe hitCell.pointee.deallocate()
        unsafe hitCell.deallocate()
        unsafe states.deallocate()
        unsafe stretchCell.pointee.deallocate()
        unsafe stretchCell.deallocate()
    }

    /// What a kernel reads behind the last group must be something; pages that no text comes to take no memory.
    private static func zeros(_ count: Int) -> UnsafeMutablePointer<UInt64> {
        guard let memory = unsafe calloc(count, MemoryLayout<UInt64>.stride) else {
            preconditionFailure("out of memory")
        }
        return unsafe memory.bindMemory(to: UInt64.self, capacity: count)
    }

    /// Makes room for what another filter sees; what is remembered of stretches may be forgotten.
    func reserve(for filter: FilterProgram) {
        let room = Scratch.hits + filter.grams.longest + 1
        if unsafe hitCell.pointee.count < room {
            unsafe hitCell.pointee.deallocate()
            unsafe hitCell.pointee = .allocate(capacity: room)
        }
        guard unsafe filter.stretchCount > stretchCell.pointee.count else { return }
        unsafe stretchCell.pointee.deallocate()
        unsafe stretchCell.pointee = .allocate(capacity: filter.stretchCount)
        unsafe stretchCell.pointee.initialize(repeating: StretchEnd(scan: 0, place: 0))
    }

    /// Room for what is looked up.
    @inline(__always)
    var hits: UnsafeMutableBufferPointer<GramTable.Hit> { unsafe hitCell.pointee }

    /// By stretch: where the last one that was looked at ends.
    @inline(__always)
    var stretchEnds: UnsafeMutableBufferPointer<StretchEnd> { unsafe stretchCell.pointee }

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
