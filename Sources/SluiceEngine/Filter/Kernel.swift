import CScanKernels

/// Which machine instructions the filter's passes use; all find the same places.
public enum Kernel: String, CaseIterable, Sendable {
    /// Any processor: Swift, and C that asks for no special instructions.
    case portable
    /// AVX2 with BMI and BMI2 (Intel Haswell, AMD Zen and later).
    case avx2
    /// AVX-512 with VBMI and VBMI2 (Intel Ice Lake, AMD Zen 4 and later).
    case avx512

    /// Whether this processor can run it.
    public var isAvailable: Bool {
        switch self {
        case .portable: true
        case .avx2: sluice_has_avx2() != 0
        case .avx512: sluice_has_avx512() != 0
        }
    }

    /// The fastest one that this processor can run.
    public static let best: Kernel =
        Kernel.avx512.isAvailable ? .avx512 : Kernel.avx2.isAvailable ? .avx2 : .portable
}
