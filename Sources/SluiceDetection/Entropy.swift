#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Shannon entropy of a value.
enum Entropy {
    /// In bits a byte, counted over bytes.
    ///
    /// `counts` are 256 zeros, which are zeros again afterwards.
    static func ofBytes(_ value: Span<UInt8>, counts: inout [Int]) -> Double {
        guard value.count > 0 else { return 0 }
        for index in value.indices { counts[Int(value[index])] += 1 }
        var sum = 0.0
        for index in value.indices {
            let count = counts[Int(value[index])]
            guard count > 0 else { continue }
            counts[Int(value[index])] = 0
            if count > 1 { sum += Double(count) * log2(Double(count)) }
        }
        return log2(Double(value.count)) - sum / Double(value.count)
    }
}
