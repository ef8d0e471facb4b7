/// What a hook saw while texts were sieved; offsets are those of the batch.
struct Sighting {
    /// What follows for the text that the hook saw it in.
    enum Lead {
        /// A match may lie around the anchor of a hook, one of the thorough filter's or of the usual one's.
        case anchor(Int, hook: Int32, isThorough: Bool)
        /// A match may begin at some of these starts.
        case starts(PendingWindow)
        /// The text has to be scanned: it may hold a term that is looked for without the filter.
        case any
    }

    /// From the first to the last byte that the hook saw.
    var places: ClosedRange<Int>
    var lead: Lead
}

/// Which sightings belong to which of the texts that were sieved last.
struct SightingIndex {
    /// A text's number above that of a sighting, ascending once ``close()`` was called.
    private var touches: [UInt64] = []

    mutating func removeAll() { touches.removeAll(keepingCapacity: true) }

    mutating func add(_ sighting: Int, ofText text: Int) {
        touches.append(UInt64(text) << 32 | UInt64(sighting))
    }

    /// Puts the sightings of each text one behind the other.
    mutating func close() { touches.sort() }

    /// Calls `body` with the number of each sighting of a text.
    func each(ofText text: Int, _ body: (Int) -> Void) {
        var (low, high) = (0, touches.count)
        while low < high {
            let middle = (low + high) / 2
            if touches[middle] >> 32 < UInt64(text) { low = middle + 1 } else { high = middle }
        }
        while low < touches.count, touches[low] >> 32 == UInt64(text) {
            body(Int(touches[low] & 0xFFFF_FFFF))
            low += 1
        }
    }
}
