extension MailField {
    /// The stretch that is read as text: the value, and the name before it where that makes a secret of any value, as
    /// `X-Api-Key` does.
    func text(in bytes: Span<UInt8>) -> Range<Int> {
        !value.isEmpty && isTelling(bytes) ? name.lowerBound..<value.upperBound : value
    }

    private func isTelling(_ bytes: Span<UInt8>) -> Bool {
        for place in name where place + 2 < name.upperBound {
            let stem: StaticString
            switch bytes[place] | 0x20 {
            case UInt8(ascii: "k"): stem = "key"
            case UInt8(ascii: "t"): stem = "token"
            case UInt8(ascii: "s"): stem = "secret"
            case UInt8(ascii: "p"): stem = "passw"
            case UInt8(ascii: "c"): stem = "credential"
            default: continue
            }
            guard begins(at: place, with: stem, bytes) else { continue }
            // `Keywords` are none.
            let end = place + stem.utf8CodeUnitCount
            if stem.utf8CodeUnitCount > 3 || end == name.upperBound || !WordBytes.isPart(bytes[end]) {
                return true
            }
        }
        return false
    }

    private func begins(at place: Int, with stem: StaticString, _ bytes: Span<UInt8>) -> Bool {
        let count = stem.utf8CodeUnitCount
        guard place + count <= name.upperBound else { return false }
        return (0..<count).allSatisfy { unsafe bytes[place + $0] | 0x20 == stem.utf8Start[$0] }
    }
}
