extension GramTable {
    /// A place at which the string of an entry stands, with the bytes around it that the entry asks for.
    struct Hit {
        var place: UInt32
        var entry: UInt32
    }

    /// So many strings are looked up before what they lead to is looked at: none waits for another.
    private static let batch = 512

    @inline(__always)
    static func hash(_ text: UnsafePointer<UInt8>, _ place: UInt32) -> UInt32 {
        (unsafe UnsafeRawPointer(text + Int(place)).loadUnaligned(as: UInt32.self) | 0x2020_2020)
            &* multiplier
    }

    /// Writes what stands at `places[next..<count]` of `text`, as far as there is room (for one more than the longest cell
    /// at least), and gives its number.
    ///
    /// While they wait for their turn, places with one entry stand at the front of `hits`, those with a list at its end.
    @inline(__always)
    func hits(
        _ text: UnsafePointer<UInt8>, _ places: UnsafePointer<UInt32>, from next: inout Int, count: Int,
        into hits: UnsafeMutablePointer<Hit>, room: Int
    ) -> Int {
        let end = min(count, next &+ GramTable.batch)
        let (tags, leads) = unsafe (tags.base, leads.base)
        var singles = 0
        var several = 0
        // What the lists may take, with the places that wait for theirs.
        var kept = longest &+ 1
        while next < end, singles &+ kept <= room {
            let place = unsafe places[next]
            let hash = unsafe GramTable.hash(text, place)
            let cell = hash &>> shift
            let known = unsafe tags[Int(cell)]
            unsafe hits[singles] = Hit(place: place, entry: cell)
            unsafe hits[room &- 1 &- several] = Hit(place: place, entry: cell)
            singles &+= known == GramTable.tag(hash) ? 1 : 0
            several &+= known == GramTable.several ? 1 : 0
            kept &+= known == GramTable.several ? longest &+ 1 : 0
            next &+= 1
        }
        var found = 0
        for index in 0..<singles {
            let hit = unsafe hits[index]
            unsafe keep(Hit(place: hit.place, entry: leads[Int(hit.entry)]), text, hits, &found)
        }
        for index in 0..<several {
            let hit = unsafe hits[room &- 1 &- index]
            unsafe keepList(of: hit, leads[Int(hit.entry)], text, hits, &found)
        }
        return found
    }

    /// Keeps a hit where the bytes that its entry asks for stand there.
    @inline(__always)
    private func keep(
        _ hit: Hit, _ text: UnsafePointer<UInt8>, _ hits: UnsafeMutablePointer<Hit>, _ found: inout Int
    ) {
        let entry = unsafe entries.base + Int(hit.entry)
        let bytes = unsafe GramKernel.load(text, Int(hit.place) &+ Int(entry.pointee.offset))
        unsafe hits[found] = hit
        found &+= unsafe (bytes ^ entry.pointee.value) & entry.pointee.mask == 0 ? 1 : 0
    }

    /// Keeps those entries of a cell's list that the string at a place leads to.
    @inline(__always)
    private func keepList(
        of hit: Hit, _ lead: UInt32, _ text: UnsafePointer<UInt8>, _ hits: UnsafeMutablePointer<Hit>,
        _ found: inout Int
    ) {
        let list = unsafe lists.base + Int(lead)
        let tag = unsafe UInt32(GramTable.tag(GramTable.hash(text, hit.place)))
        for index in unsafe 1..<Int(list[0]) &+ 1 {
            let item = unsafe list[index]
            guard item &>> GramTable.entryBits == tag else { continue }
            let entry = item & (1 &<< GramTable.entryBits &- 1)
            unsafe keep(Hit(place: hit.place, entry: entry), text, hits, &found)
        }
    }

    /// So many strings are hashed before their marks are looked up.
    private static let step = 64

    /// Keeps the places whose string has both of its marks, and gives their number.
    ///
    /// A string's hash leads to a word in which two bits must be set, by bits 12 to 16 and 7 to 11 of the hash.
    @inline(__always)
    func marked(_ text: UnsafePointer<UInt8>, _ places: UnsafeMutablePointer<UInt32>, _ count: Int) -> Int {
        let marks = unsafe marks.base
        return unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: GramTable.step) { room in
            guard let hashes = room.baseAddress else { return 0 }
            var kept = 0
            var first = 0
            // In two passes, so that what is looked up need not wait for what stands there.
            while first < count {
                let number = min(count &- first, GramTable.step)
                let step = unsafe places + first
                for index in 0..<number {
                    unsafe hashes[index] = GramTable.hash(text, step[index])
                }
                for index in 0..<number {
                    let hash = unsafe hashes[index]
                    let word = unsafe marks[Int(hash &>> markShift)]
                    unsafe places[kept] = step[index]
                    kept &+= Int(word &>> (hash &>> 12 & 31) & word &>> (hash &>> 7 & 31) & 1)
                }
                first &+= GramTable.step
            }
            return kept
        }
    }
}
