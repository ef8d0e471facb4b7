import CScanKernels

/// Which machine instructions a look at a text uses; what it tells is the same with all, or less with fewer.
enum TextKernel: UInt32, CaseIterable, Sendable {
    case portable = 0
    case avx2 = 1
    case avx512 = 2

    var isAvailable: Bool {
        switch self {
        case .portable: true
        case .avx2: sluice_has_avx2() != 0
        case .avx512: sluice_has_avx512() != 0 && sluice_has_avx2() != 0
        }
    }

    static let best: TextKernel = avx512.isAvailable ? .avx512 : avx2.isAvailable ? .avx2 : .portable
}
