/// A class of bytes that a filter sees 64 at a time.
enum ByteClass: UInt8, CaseIterable, Hashable, Sendable {
    case digit
    case upper
    case hyphen
    case colon
    case at
    case backslash
    case slash

    /// The class that all bytes of `set` are of; nil where there is none.
    init?(holding set: ByteSet) {
        guard !set.isEmpty, let known = ByteClass.allCases.first(where: { set.isSubset(of: $0.set) }) else {
            return nil
        }
        self = known
    }

    private var set: ByteSet {
        switch self {
        case .digit: .digits
        case .upper: .upper
        case .hyphen: ByteSet(UInt8(ascii: "-"))
        case .colon: ByteSet(UInt8(ascii: ":"))
        case .at: ByteSet(UInt8(ascii: "@"))
        case .backslash: ByteSet(UInt8(ascii: "\\"))
        case .slash: ByteSet(UInt8(ascii: "/"))
        }
    }

    /// About how often a byte of it stands in text.
    var share: Float {
        switch self {
        case .digit: 0.035
        case .upper: 0.03
        case .hyphen: 0.012
        case .colon: 0.008
        case .at: 5e-4
        case .backslash: 3e-4
        case .slash: 0.006
        }
    }

    /// About how often a byte of it stands so many bytes behind one of `before`: digits keep together.
    func share(_ distance: Int, behind before: ByteClass) -> Float {
        guard distance <= 8 else { return share }
        if self == .digit { return before == .digit ? 0.4 : distance == 1 ? 0.05 : 0.1 }
        // Capitals keep together in what is encoded.
        if self == .upper, before == .upper { return 0.3 }
        guard distance == 1 else { return max(share, 0.02) }
        return self == before ? 0.2 : max(share, 0.02)
    }
}

/// A byte of a class, at a distance from an anchor.
struct ClassPlace: Hashable, Sendable {
    /// The most of them in a string, and the most bytes between the first and the last.
    static let most = 4
    static let farthest = 63

    var byteClass: ByteClass
    var distance: Int
}

extension [ClassPlace] {
    /// About how often they stand in text together.
    var share: Float {
        var share: Float = 1
        for (index, place) in enumerated() {
            guard index > 0 else {
                share = place.byteClass.share
                continue
            }
            let before = self[index - 1]
            share *= place.byteClass.share(place.distance - before.distance, behind: before.byteClass)
        }
        return share
    }
}
