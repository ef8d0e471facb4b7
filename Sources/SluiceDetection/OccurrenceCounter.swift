public import SluiceModel

/// Numbers the findings of one file that are alike, so that a second place of a known value has a name of its own.
///
/// It is given all findings of a file in the order in which they become final, weak ones too, so the numbers are the same for
/// every number of threads, every way to cut the text, and every threshold. Memory is bounded: behind
/// ``most`` different findings of one file, counting begins anew with numbers that were not used before.
public struct OccurrenceCounter: Sendable {
    static let most = 1_000_000
    /// So far apart are the numbers of two counts in one file.
    private static let stride = 1_000_000_000

    private let most: Int
    private var seen: Set<UInt64> = []
    /// Of what was seen more than once.
    private var repeats: [UInt64: Int] = [:]
    private var base = 0

    public init() { self.init(most: OccurrenceCounter.most) }

    init(most: Int) { self.most = most }

    /// Numbers the next findings of the file.
    public mutating func number(_ findings: inout [Finding]) {
        for index in findings.indices { findings[index].occurrence = next(findings[index]) }
    }

    /// Forgets a file, since the next findings are another's.
    public mutating func endFile() {
        guard !seen.isEmpty || base > 0 else { return }
        seen.removeAll(keepingCapacity: seen.count < 1024)
        repeats.removeAll()
        base = 0
    }

    private mutating func next(_ finding: Finding) -> Int {
        let hash = OccurrenceCounter.hash(finding.sameness.revealed)
        guard !seen.insert(hash).inserted else {
            if seen.count > most { beginAnew(with: hash) }
            return base + 1
        }
        let number = (repeats[hash] ?? 1) + 1
        repeats[hash] = number
        return base + number
    }

    private mutating func beginAnew(with hash: UInt64) {
        base += OccurrenceCounter.stride
        seen = [hash]
        repeats = [:]
    }

    /// FNV-1a, 64 bits.
    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
