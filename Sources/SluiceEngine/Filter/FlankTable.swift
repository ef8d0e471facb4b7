/// What may stand beside a filter's strings: right before the first of their bytes, and right behind the last.
///
/// Most places at which a string stands are none of a word that is looked for: *tern* is in *intern* and in *Laterne*. Two
/// bytes of text turn them away, by one look at a small table and without a jump, before anything is looked at that
/// the string leads to.
struct FlankTable: Sendable {
    /// By the upper bits of a string's hash, what may stand beside the strings with these: in the low half before,
    /// in the high half behind, a bit for each kind of byte.
    private let cells: FrozenBuffer<UInt64>
    private let shift: UInt32
    /// By a byte: its kind.
    private static let kinds = FrozenBuffer(
        (0...UInt8.max).map { UInt8(ByteSet($0).kinds.trailingZeroBitCount) })
    /// More than so many bits of a hash lead out of the nearest caches.
    ///
    /// Where they are too few for the strings, little is turned away, and nothing is lost.
    private static let mostBits = 15

    /// What may stand beside one window's strings, as a cell holds it.
    struct Flanks {
        fileprivate var bits: UInt64

        /// Anything.
        static let any = Flanks(bits: .max)

        fileprivate init(bits: UInt64) { self.bits = bits }

        /// What a hook says of the bytes beside the four from `distance` on.
        init(_ hook: Hook, at distance: Int) {
            bits = 0
            add(hook, at: distance)
        }

        /// Adds what another hook says of them.
        mutating func add(_ hook: Hook, at distance: Int) {
            let before = UInt64(FlankTable.set(of: hook, at: distance - 1).kinds)
            bits |= before | UInt64(FlankTable.set(of: hook, at: distance + 4).kinds) << 32
        }
    }

    /// Of the strings of some windows, and what may stand beside those of each; a cell or two for each of
    /// `1 << bits` strings.
    init(_ windows: [GramWindow], _ flanks: [Flanks], bits: Int) {
        let bits = min(bits, FlankTable.mostBits)
        let shift = UInt32(32 - bits)
        self.shift = shift
        cells = unsafe FrozenBuffer(zeros: 1 << bits) { cells in
            for (window, flanks) in zip(windows, flanks) {
                window.eachGram { gram in
                    unsafe cells[Int((gram &* GramTable.multiplier) &>> shift)] |= flanks.bits
                }
            }
        }
    }

    /// What ``write(to:)`` wrote.
    init(_ reader: inout ImageReader) {
        cells = reader.buffer()
        shift = UInt32(reader.number() & 31)
    }

    func write(to writer: inout ImageWriter) {
        writer.write(cells)
        writer.write(Int(shift))
    }

    /// What a hook says of the byte so far from its anchor.
    private static func set(of hook: Hook, at distance: Int) -> ByteSet {
        if hook.sequence.indices.contains(distance) { return hook.sequence[distance] }
        if distance == -1 { return hook.before ?? .all }
        return distance == hook.sequence.count ? hook.behind ?? .all : .all
    }

    /// Keeps the places at which what stands beside the string there may do so, and gives their number.
    ///
    /// One byte before each place and five from it on are read.
    @inline(__always)
    func kept(_ text: UnsafePointer<UInt8>, _ places: UnsafeMutablePointer<UInt32>, _ count: Int) -> Int {
        let cells = unsafe cells.base
        let kinds = unsafe FlankTable.kinds.base
        var kept = 0
        for index in 0..<count {
            let place = unsafe places[index]
            let string = unsafe text + Int(place)
            let hash = unsafe GramTable.hash(text, place)
            let flanks = unsafe cells[Int(hash &>> shift)]
            let before = unsafe flanks &>> UInt64(kinds[Int(string[-1])])
            let behind = unsafe flanks &>> UInt64(kinds[Int(string[4])] &+ 32)
            unsafe places[kept] = place
            kept &+= Int(truncatingIfNeeded: before & behind & 1)
        }
        return kept
    }
}

extension ByteSet {
    /// The kinds of the members, a bit for each: letters in either case, digits, white space (with what is read outside of
    /// a text), hyphen and underscore, full stop and comma, other signs, bytes beyond ASCII.
    fileprivate var kinds: UInt32 {
        let (low, high) = (word(0), word(1))
        let blanks: UInt64 = 1 << 0x00 | 1 << 0x09 | 1 << 0x0A | 1 << 0x0D | 1 << 0x20
        let digits: UInt64 = 0x3FF << 0x30
        let (hyphen, underscore): (UInt64, UInt64) = (1 << 0x2D, 1 << 0x1F)
        let stops: UInt64 = 1 << 0x2C | 1 << 0x2E
        let letters: UInt64 = 0x3FF_FFFF << 1 | 0x3FF_FFFF << 33
        var kinds = UInt32(truncatingIfNeeded: high >> 1 | high >> 33) & 0x3FF_FFFF
        if low & digits != 0 { kinds |= 1 << 26 }
        if low & blanks != 0 { kinds |= 1 << 27 }
        if low & hyphen | high & underscore != 0 { kinds |= 1 << 28 }
        if low & stops != 0 { kinds |= 1 << 29 }
        if low & ~(digits | blanks | hyphen | stops) | high & ~(letters | underscore) != 0 {
            kinds |= 1 << 30
        }
        if word(2) | word(3) != 0 { kinds |= 1 << 31 }
        return kinds
    }
}
