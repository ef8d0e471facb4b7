extension Validators {
    /// A German licence plate: a district of one to three letters, one or two letters, up to four digits.
    ///
    /// Source: Anlage 1 FZV and the list of district signs that the Kraftfahrt-Bundesamt publishes. `E` or `H` may
    /// follow the digits. There is no check digit, so of a plate with a known district nothing more can be said.
    ///
    /// Vectors: HH-AB 1234 and MÜ L 7H have the right form; QQ-AB 12 has no district.
    static func deLicencePlate(_ value: [UInt8]) -> Validity {
        let text = String(decoding: value, as: UTF8.self)
        let district = text.prefix { $0.isLetter }
        guard districts.contains(district.uppercased()) else { return .invalid }
        let rest = withoutSeparators(Array(text[district.endIndex...].utf8))
        let letters = rest.prefix { (0x41...0x5A).contains($0) }
        let digits = rest[letters.endIndex...].prefix { (0x30...0x39).contains($0) }
        let suffix = rest[digits.endIndex...]
        guard (1...2).contains(letters.count), (1...4).contains(digits.count), digits.first != 0x30,
            suffix.isEmpty || suffix.elementsEqual("E".utf8) || suffix.elementsEqual("H".utf8)
        else { return .invalid }
        return .cannotSay
    }

    /// A licence plate of Switzerland or Liechtenstein: the canton and up to six digits, or FL and up to five.
    ///
    /// Source: Verkehrszulassungsverordnung (VZV), Art. 83 and 84, and the cantons' signs; Liechtenstein: VZV, Art. 75. There
    /// is no check digit, so of a plate of a canton nothing more can be said.
    ///
    /// Vectors: ZH 123456 and FL 12345 have the right form; XY 1234 has no canton.
    static func chLicencePlate(_ value: [UInt8]) -> Validity {
        let kept = withoutSeparators(value)
        let digits = kept.dropFirst(2)
        guard kept.count > 2, digits.allSatisfy({ (0x30...0x39).contains($0) }), digits.first != 0x30 else {
            return .invalid
        }
        let canton = String(decoding: kept[..<2], as: UTF8.self)
        if canton == "FL" { return digits.count <= 5 ? .cannotSay : .invalid }
        return cantons.contains(canton) && digits.count <= 6 ? .cannotSay : .invalid
    }

    private static let cantons = Set(
        "AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH".split(separator: " ")
            .map(String.init))

    private static let districts = Set(
        """
        A AA AB ABG ABI AC AE AH AIB AIC AK AL ALF ALZ AM AN ANA ANG ANK AP APD AR ARN ART AS \
        ASD ASL ASZ AT AU AUR AW AZ AZE B BA BAD BAR BB BBG BBL BC BCH BD BE BED BEI BEL BER BF \
        BGD BGL BH BI BID BIN BIR BIT BIW BK BKS BL BLB BLK BM BN BNA BO BOG BOH BOR BOT BP BR \
        BRA BRB BRG BRI BRK BRL BRV BS BSB BSK BT BTF BUL BW BWL BYL BZ BZA BÖ BÜD BÜR BÜS BÜZ C \
        CA CAS CB CE CHA CLP CLZ CO COC COE CR CUX CW D DA DAH DAN DAU DB DBR DD DE DEG DEL DGF \
        DH DI DIL DIN DIZ DKB DL DLG DM DN DO DON DS DU DUD DW DZ DÜW E EA EB EBE EBN EBS ECK ED \
        EE EF EG EH EHI EI EIC EIH EIL EIN EIS EL EM EMD EMS EN ER ERB ERH ERK ERZ ES ESB ESW EU \
        EUT EW F FAL FB FD FDB FDS FEU FF FFB FG FH FI FKB FL FLÖ FN FO FOR FR FRG FRI FRW FS FT \
        FTL FW FZ FÜ FÜS G GA GAN GAP GC GD GDB GE GEL GEM GEO GER GF GG GHA GHC GI GK GL GLA GM \
        GMN GN GNT GOA GOH GP GR GRA GRH GRI GRM GRS GRZ GS GT GTH GUB GUN GV GVM GW GZ GÖ GÜ H \
        HA HAB HAL HAM HAS HB HBN HBS HC HCH HD HDH HDL HE HEB HEF HEI HEL HER HET HF HG HGN HGW \
        HH HHM HI HIG HIP HK HL HM HMÜ HN HO HOG HOH HOL HOM HOR HOT HP HR HRO HS HSK HST HU HUS \
        HV HVL HW HWI HX HY HZ HÖS HÜN IGB IK IL ILL IN IS IZ J JE JL JÜL K KA KAR KB KC KE KEH \
        KEL KEM KF KG KH KI KIB KK KL KLE KLZ KM KN KO KR KRU KS KT KU KUS KW KY KYF KÖN KÖT KÖZ \
        KÜN L LA LAN LAU LB LBS LBZ LC LD LDK LDS LEO LER LEV LF LG LH LI LIB LIF LIN LIP LL LM \
        LN LOS LP LR LRO LSA LSN LSZ LU LUP LWL LÖ LÖB LÜN M MA MAB MAI MAK MAL MAQ MAR MB MC MD \
        ME MED MEG MEI MEK MEL MER MET MG MGH MGN MH MHL MI MIL MK MKK ML MM MN MO MOD MOL MON \
        MOS MQ MR MS MSE MSH MSP MST MTK MTL MVL MW MY MYK MZ MZG MÜ MÜB MÜL MÜN MÜR N NAB NAI \
        NAU NB ND NDH NE NEA NEB NEC NEN NES NEU NEW NF NH NI NK NL NM NMB NMS NOH NOL NOM NOR \
        NP NR NRW NRÜ NT NU NVP NW NWM NY NZ NÖ OA OAL OB OBB OBG OC OCH OD OE OF OG OH OHA OHV \
        OHZ OK OL OP OPR OS OSL OTW OVI OVL OVP OZ ÖHR P PA PAF PAN PAR PB PCH PE PEG PER PF PI \
        PIR PL PLÖ PM PN PR PRÜ PS PW PZ QFT QLB R RA RC RD RDG RE REG REH REI RG RH RI RID RIE \
        RL RM RN RO ROD ROF ROK ROL ROS ROT ROW RP RPL RS RSL RT RU RV RW RY RZ RÖT RÜD RÜG S \
        SAB SAD SAL SAN SAW SB SBG SBK SC SCZ SDH SDL SDT SE SEB SEE SEF SEL SFB SFT SG SGH SH \
        SHA SHG SHK SHL SI SIG SIH SIM SK SL SLE SLF SLG SLK SLN SLS SLZ SLÜ SM SMÜ SN SO SOB \
        SOG SOK SON SP SPB SPN SR SRB SRO ST STA STB STD STE STH STL STO SU SUL SUW SW SWA SY SZ \
        SZB SÄK SÖM SÜW TBB TDO TE TET TF TG THL THW TIR TO TP TR TS TT TUT TÖL TÜ UE UEM UFF UH \
        UL UM UN USI V VAI VB VEC VER VG VIB VIE VIT VK VOH VS W WA WAF WAK WAN WAR WAT WB WBS \
        WDA WE WEB WEG WEL WEM WEN WER WES WF WG WHV WI WIL WIS WIT WIZ WK WL WLG WM WMS WN WND \
        WO WOB WOH WOL WOR WOS WR WRN WS WSF WST WSW WT WTL WTM WUG WUN WUR WW WZ WZL WÜ WÜM X Y \
        Z ZE ZEL ZI ZIG ZP ZR ZS ZW ZZ
        """.split(separator: " ").map(String.init))
}
