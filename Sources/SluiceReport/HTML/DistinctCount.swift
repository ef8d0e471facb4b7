import Glibc

/// How many different things there were: exact while they are few, then by HyperLogLog.
///
/// P. Flajolet et al., HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm (2007). 4096
/// registers make a standard error of 1.6 %.
struct DistinctCount: Sendable {
    private static let exactLimit = 512
    private static let indexBits = 12

    private var exact: Set<UInt64> = []
    private var registers: [UInt8] = []

    mutating func add(_ hash: UInt64) {
        guard registers.isEmpty else { return note(hash) }
        exact.insert(hash)
        guard exact.count > DistinctCount.exactLimit else { return }
        registers = Array(repeating: 0, count: 1 << DistinctCount.indexBits)
        exact.forEach { note($0) }
        exact = []
    }

    private mutating func note(_ hash: UInt64) {
        let index = Int(hash >> UInt64(64 - DistinctCount.indexBits))
        let rest = hash << UInt64(DistinctCount.indexBits) | 1 << UInt64(DistinctCount.indexBits - 1)
        registers[index] = max(registers[index], UInt8(rest.leadingZeroBitCount + 1))
    }

    var isEstimate: Bool { !registers.isEmpty }

    var value: Int {
        guard isEstimate else { return exact.count }
        let size = Double(registers.count)
        let sum = registers.reduce(0.0) { $0 + pow(2, -Double($1)) }
        let estimate = 0.7213 / (1 + 1.079 / size) * size * size / sum
        let empty = registers.count { $0 == 0 }
        // Few things are counted better by the registers that none has reached.
        let isSmall = estimate <= 2.5 * size && empty > 0
        return Int((isSmall ? size * log(size / Double(empty)) : estimate).rounded())
    }
}

/// A hash that is the same in every run, and spread evenly.
enum TextHash {
    static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { unsafe hash($0) }
    }

    /// FNV-1a, then the finalizer of SplitMix64.
    static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in text.indices { hash = (hash ^ UInt64(unsafe text[index])) &* 0x100_0000_01B3 }
        hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
        return hash ^ hash >> 31
    }
}
