public import SluiceModel

/// Numbers the findings of one file that are alike, so that a second place of a known value has a name of its own.
///
/// It is given all findings of a file in the order in which they become final, weak ones too, so the numbers are the same for
/// every number of threads, every way to cut the text, and every threshold. Memory is bounded: behind
/// ``most`` different findings of one file, counting begins anew with numbers that were not used before.
public struct OccurrenceCounter: ~Copyable, Sendable {
    static let most = 1_000_000
    /// So far apart are the numbers of two counts in one file.
    private static let stride = 1_000_000_000

    private let most: Int
    private var seen = HashTable()
    /// Of what was seen more than once.
    private var repeats: [UInt64: Int] = [:]
    private var base = 0
    /// What a finding is known by, written again for each.
    private var sameness = GrowingBytes()

    public init() { self.init(most: OccurrenceCounter.most) }

    init(most: Int) { self.most = most }

    /// The number of the next finding of the file.
    public mutating func number(of finding: Finding) -> Int {
        sameness.removeAll()
        unsafe withUnsafePointer(to: finding) { unsafe Finding.appendSameness(of: $0, to: &sameness) }
        let hash = sameness.withBytes { unsafe OccurrenceCounter.hash($0) }
        guard !seen.insert(hash) else {
            if seen.count > most { beginAnew(with: hash) }
            return base + 1
        }
        let number = (repeats[hash] ?? 1) + 1
        repeats[hash] = number
        return base + number
    }

    /// Forgets a file, since the next findings are another's.
    public mutating func endFile() {
        guard seen.count > 0 || base > 0 else { return }
        seen.removeAll()
        repeats.removeAll()
        base = 0
    }

    private mutating func beginAnew(with hash: UInt64) {
        base += OccurrenceCounter.stride
        seen = HashTable()
        _ = seen.insert(hash)
        repeats = [:]
    }

    /// FNV-1a, 64 bits.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        unsafe bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}

/// A set of hashes that takes little more than their own bytes.
private struct HashTable: Sendable {
    /// Slots that hold nothing are zero; a hash that is zero is taken for another.
    private var slots: [UInt64] = []
    private(set) var count = 0

    /// Whether the hash is new.
    mutating func insert(_ hash: UInt64) -> Bool {
        if slots.count * 4 <= count * 5 { grow() }
        let hash = max(1, hash)
        var slot = place(of: hash)
        while slots[slot] != 0 {
            if slots[slot] == hash { return false }
            slot = slot + 1 == slots.count ? 0 : slot + 1
        }
        slots[slot] = hash
        count += 1
        return true
    }

    mutating func removeAll() {
        if slots.count > 2048 {
            slots = []
        } else {
            for index in slots.indices { slots[index] = 0 }
        }
        count = 0
    }

    private func place(of hash: UInt64) -> Int {
        // The high bits of a product are spread more evenly than a hash's low ones; they are scaled to the slots.
        Int((hash &* 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: UInt64(slots.count)).high)
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: max(64, old.count + old.count / 2))
        for hash in old where hash != 0 {
            var slot = place(of: hash)
            while slots[slot] != 0 { slot = slot + 1 == slots.count ? 0 : slot + 1 }
            slots[slot] = hash
        }
    }
}
