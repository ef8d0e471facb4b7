extension Validators {
    /// A bank's code: four letters, a country, two characters for the place, three for the branch where there is one.
    ///
    /// Source: ISO 9362, ISO 3166-1. It has no check digit: of one with a country nothing can be said.
    ///
    /// Vectors: DEUTDEFF and COBADEFFXXX have the right form; DEUTQQFF has no country.
    static func bic(_ value: [UInt8]) -> Validity {
        let kept = withoutSeparators(value)
        guard kept.count == 8 || kept.count == 11, kept[..<6].allSatisfy({ (0x41...0x5A).contains($0) }),
            kept.allSatisfy({ Weighted.value($0) != nil }),
            countries.contains(String(decoding: kept[4..<6], as: UTF8.self))
        else { return .invalid }
        return .cannotSay
    }

    /// The countries of ISO 3166-1, and Kosovo's code for private use.
    private static let countries = Set(
        """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO \
        BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ \
        DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP \
        GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG \
        KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML \
        MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE \
        PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL \
        SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM \
        US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
        """.split(separator: " ").map(String.init))
}
