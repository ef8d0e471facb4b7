/// The edits of one file: what is replaced, and by what.
///
/// A few words for each, so that memory depends on how much was found, not on the file's size.
public struct EditList: Sendable {
    private var starts: [Int] = []
    private var ends: [Int] = []
    private var replacements: [Range<Int>] = []
    private var pool: [UInt8] = []
    private var isSorted = true

    public init() {}

    public var isEmpty: Bool { starts.isEmpty }
    public var count: Int { starts.count }

    public mutating func append(_ range: Range<Int>, _ bytes: [UInt8]) {
        if let last = starts.last, range.lowerBound < last { isSorted = false }
        if let end = ends.last, range.lowerBound < end { isSorted = false }
        starts.append(range.lowerBound)
        ends.append(range.upperBound)
        replacements.append(pool.count..<pool.count + bytes.count)
        pool += bytes
    }

    /// Copies a file with all edits made; where two overlap, the first and longer one's replacement stands for both.
    ///
    /// `read` gives bytes of the file, fewer than asked for only where it ends; nil ends the copy.
    /// - Returns: Whether all was read.
    public func copy<Failure: Error>(
        read: (Range<Int>) -> [UInt8]?, write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        let order = isSorted ? Array(starts.indices) : sortedIndices
        var place = 0
        for index in order {
            if starts[index] >= place {
                guard try copy(place..<starts[index], read, write) == starts[index] else { return false }
                try write(Array(pool[replacements[index]]))
            }
            place = max(place, ends[index])
        }
        return try copy(place..<Int.max, read, write) != nil
    }

    private var sortedIndices: [Int] {
        starts.indices.sorted { (starts[$0], -ends[$0]) < (starts[$1], -ends[$1]) }
    }

    /// Gives where the copy ended; nil where nothing could be read.
    private func copy<Failure: Error>(
        _ range: Range<Int>, _ read: (Range<Int>) -> [UInt8]?, _ write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) -> Int? {
        var place = range.lowerBound
        while place < range.upperBound {
            let step = min(range.upperBound - place, 1 << 20)
            guard let bytes = read(place..<place + step) else { return nil }
            if bytes.isEmpty { break }
            try write(bytes)
            place += bytes.count
        }
        return place
    }
}
