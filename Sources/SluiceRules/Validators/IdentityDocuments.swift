extension Validators {
    /// The number of a German identity card or passport: nine characters, and in machine-readable form a check digit.
    ///
    /// Source: Personalausweisverordnung and Passverordnung; ICAO Doc 9303, part 3. The serial number has four
    /// characters for the office and five at random, out of digits and the letters C F G H J K L M N P R T V W X Y Z, and no
    /// check digit of its own: of nine characters nothing can be said. The tenth, where it is there, makes
    /// 7, 3, 1, 7 … times the characters, letters from A as 10, come to itself by 10.
    ///
    /// By hand, L01X00T47 and 1: 147 + 0 + 1 + 231 + 0 + 0 + 203 + 12 + 7 = 601, which ends in 1. C01X00T47 ends in 8.
    static func deIdentityDocument(_ value: [UInt8]) -> Validity {
        var kept = withoutSeparators(value)
        // The card prints the country behind the check digit.
        if kept.count == 11, kept.last == UInt8(ascii: "D") { kept.removeLast() }
        let letters = "CFGHJKLMNPRTVWXYZ".utf8
        guard kept.count == 9 || kept.count == 10, letters.contains(kept[0]),
            kept[1..<9].allSatisfy({ letters.contains($0) || (0x30...0x39).contains($0) })
        else { return .invalid }
        guard kept.count == 10 else { return .cannotSay }
        let sum = Weighted.sum(kept[..<9].compactMap(Weighted.value), [7, 3, 1])
        return Weighted.value(kept[9]) == sum % 10 ? .valid : .invalid
    }

    /// The number of a German driving licence: office, serial, check character, number of the copy.
    ///
    /// Source: Anlage 8 FeV; the layout is a letter for the state (A to P), two digits and a character for the office,
    /// five characters of a serial, the check character and one for the copy. The first nine, letters from A as 10,
    /// are weighed 9 down to 1; the remainder by 11 is the check character, X for 10.
    ///
    /// By hand, B072RRE2I55: 99 + 0 + 49 + 12 + 135 + 108 + 42 + 4 + 18 = 467, 467 mod 11 = 5.
    static func deDrivingLicence(_ value: [UInt8]) -> Validity {
        let kept = withoutSeparators(value)
        guard kept.count == 11, (UInt8(ascii: "A")...UInt8(ascii: "P")).contains(kept[0]),
            digitValues(of: Array(kept[1..<3])) != nil
        else { return .invalid }
        let values = kept.compactMap(Weighted.value)
        guard values.count == 11 else { return .invalid }
        let rest = Weighted.sum(values.prefix(9), [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11
        let expected = rest == 10 ? UInt8(ascii: "X") : 0x30 + UInt8(rest)
        return kept[9] == expected ? .valid : .invalid
    }
}
