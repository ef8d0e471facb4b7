import Glibc

/// Shannon's entropy of `bytes` in bits a byte: 0 where all are the same, 8 where all 256 come equally often.
///
/// By hand: `aabb` has 1 bit, `abcd` 2 bits.
public func shannonEntropy(_ bytes: some Collection<UInt8>) -> Double {
    guard !bytes.isEmpty else { return 0 }
    var counts = [Int](repeating: 0, count: 256)
    for byte in bytes { counts[Int(byte)] += 1 }
    let total = Double(bytes.count)
    return counts.reduce(0) { sum, count in
        guard count > 0 else { return sum }
        let share = Double(count) / total
        return sum - share * log2(share)
    }
}
