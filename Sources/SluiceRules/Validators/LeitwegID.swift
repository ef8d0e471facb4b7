extension Validators {
    /// The address of a German public authority for electronic invoices: a state, a number, two check digits.
    ///
    /// Source: KoSIT, Formatspezifikation Leitweg-ID 2.0.2: two to twelve digits that begin with 01 to 16 for a state or
    /// 99 for the federation, up to 30 characters, and check digits of ISO 7064 mod 97-10 over all without hyphens.
    ///
    /// Vector: 991-03730-19 is valid, 991-03730-18 is not; 1-03730-19 has no state.
    static func deLeitwegID(_ value: [UInt8]) -> Validity {
        let text = value.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }
        let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard (5...46).contains(text.count), (2...3).contains(parts.count), let last = parts.last,
            last.count == 2, (2...12).contains(parts[0].count),
            (parts[0] + last).allSatisfy({ (0x30...0x39).contains($0) }),
            parts.count == 2 || parts[1].count <= 30
        else { return .invalid }
        let state =
            Int(parts[0][parts[0].startIndex] - 0x30) * 10 + Int(parts[0][parts[0].startIndex + 1] - 0x30)
        guard (1...16).contains(state) || state == 99 else { return .invalid }
        return remainder97(parts.joined()) == 1 ? .valid : .invalid
    }
}
