import SluiceModel
import Testing

@testable import SluiceRules

@Suite("A validator")
struct ValidatorTests {
    private func answer(_ name: String, _ value: String) throws -> Validity {
        let validate = try #require(Validators.named(name))
        return validate(Array(value.utf8))
    }

    @Test(
        "says valid of what its issuer would accept",
        arguments: [
            ("luhn", "79927398713"), ("luhn", "00"),
            ("payment-card", "4111 1111 1111 1111"), ("payment-card", "5555-5555-5555-4444"),
            ("payment-card", "3782 822463 10005"), ("payment-card", "2223 0031 2200 3222"),
            ("payment-card", "6011 1111 1111 1117"), ("payment-card", "3530111333300000"),
            ("payment-card", "30569309025904"),
            ("iban", "DE89 3704 0044 0532 0130 00"), ("iban", "AT611904300234573201"),
            ("iban", "CH93 0076 2011 6238 5295 7"), ("iban", "LI21 0881 0000 2324 013A A"),
            ("iban", "GR16 0110 1050 0000 1054 7023 795"), ("iban", "de89 3704 0044 0532 0130 00"),
            ("iban", "DE89\u{A0}3704\u{202F}0044.0532-0130/00"), ("iban", "NO9386011117947"),
            ("iban", "MT84MALT011000012345MTLCAST001S"), ("iban", "GB29 NWBK 6016 1331 9268 19"),
            ("de-tax-id", "86 095 742 719"), ("de-tax-id", "36574261809"), ("de-tax-id", "65929970489"),
            ("de-tax-id", "47036892816"),
            ("ch-ahv", "756.9217.0769.85"), ("ch-ahv", "7561234567897"), ("ch-ahv", "756 9217 0769 85"),
            ("mod-97", "98"), ("mod-97", "213800KUD8LAJWSQ9D15"),
            ("de-vat-id", "DE136695976"), ("de-vat-id", "DE 136 695 976"),
            ("at-vat-id", "ATU13585627"), ("at-vat-id", "ATU 13585627"),
            ("ch-uid", "CHE-107.787.577"), ("ch-uid", "CHE-100.155.212 MWST"),
            ("de-pension-number", "15 070649 C 103"), ("de-pension-number", "65170839J003"),
            ("at-social-insurance", "1237 010180"),
            ("de-health-insurance", "A123456780"), ("de-health-insurance", "A000500015"),
            ("de-physician", "123456601"),
            ("de-identity-document", "L01X00T471"), ("de-identity-document", "C01X00T478"),
            ("de-identity-document", "L01X00T471D"),
            ("de-driving-licence", "B072RRE2I55"),
            ("at-tax-number", "59-119/9013"),
            ("isin", "US0378331005"), ("isin", "DE000SKWM021"), ("lei", "213800KUD8LAJWSQ9D15"),
            ("ch-qr-reference", "21 00000 00003 13947 14300 09017"),
            ("creditor-reference", "RF18 5390 0754 7034"), ("gtin", "4006381333931"),
            ("mod-11-2", "079X"), ("mod-11-2", "0000 0002 1825 0097"), ("mod-11-10", "794623"),
            ("mod-37-2", "G123489654321Y"), ("mod-37-36", "A1-2425G-ABC1234002-M"),
            ("de-leitweg-id", "991-03730-19"),
            ("de-register-number", "Amtsgericht Charlottenburg, HRB 11223 B"),
            ("de-register-number", "HRB 4711, Köln"), ("de-register-number", "Bad Homburg VR 12"),
            ("postal-place", "10115 Berlin"), ("postal-place", "8010 Graz"), ("postal-place", "CH-3011 Bern"),
            ("postal-place", "9490 Vaduz"), ("postal-place", "3100 Sankt Pölten"),
            ("github-token", "ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17"),
            ("github-token", "gho_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17"),
            ("npm-token", "npm_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17"),
            ("vercel-token", "vcp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ00000000000000000000" + "1BIJUa"),
            ("bitlocker-key", "000011-720885-000000-000022-000033-000044-000055-000066"),
            ("bech32", "A12UEL5L"),
            ("bech32", "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w"),
            ("base58check", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
        ])
    func valid(name: String, value: String) throws {
        #expect(try answer(name, value) == .valid)
    }

    @Test(
        "says invalid of what no issuer would accept",
        arguments: [
            ("luhn", "79927398710"), ("luhn", "0"), ("luhn", ""), ("luhn", "7992739871a"),
            ("payment-card", "4111 1111 1111 1112"), ("payment-card", "9999 9999 9999 9995"),
            ("payment-card", "411111111111116"), ("payment-card", "0000 0000 0000 0000"),
            ("payment-card", "4"),
            ("iban", "DE88 3704 0044 0532 0130 00"), ("iban", "DE89 3704 0044 0532 0130 0"),
            ("iban", "DE89 3704 0044 0532 0130 000"), ("iban", "DE89 A704 0044 0532 0130 00"),
            ("iban", "89DE 3704 0044 0532 0130 00"), ("iban", "DE"), ("iban", ""),
            ("iban", "DEA9 3704 0044 0532 0130 00"),
            ("de-tax-id", "86 095 742 718"), ("de-tax-id", "12345678903"), ("de-tax-id", "8609574271"),
            ("de-tax-id", "01234567890"), ("de-tax-id", "11145678905"),
            ("ch-ahv", "756.1234.5678.90"), ("ch-ahv", "4006381333931"), ("ch-ahv", "756.9217.0769.8"),
            ("de-vat-id", "DE036695976"), ("at-vat-id", "ATU13585626"), ("ch-uid", "CHE-107.787.578"),
            ("ch-uid", "107.787.577"), ("de-pension-number", "15 070649 C 104"),
            ("de-pension-number", "15 321349 C 103"), ("at-social-insurance", "1238 010180"),
            ("at-social-insurance", "0237 010180"), ("de-health-insurance", "A123456781"),
            ("de-physician", "123456701"), ("de-identity-document", "L01X00T472"),
            ("de-identity-document", "A01X00T47"), ("de-driving-licence", "B072RRE2I45"),
            ("de-driving-licence", "Q072RRE2I55"), ("at-tax-number", "59-119/9014"),
            ("de-tax-number", "0181081508155"), ("isin", "US0378331006"), ("lei", "213800KUD8LAJWSQ9D16"),
            ("ch-qr-reference", "21 00000 00003 13947 14300 09018"),
            ("creditor-reference", "RF19 5390 0754 7034"), ("gtin", "4006381333932"),
            ("bic", "DEUTQQFF"), ("bic", "DEUTDEF"), ("de-licence-plate", "QQ-AB 12"),
            ("de-licence-plate", "HH-AB 0123"),
            ("mod-97", "97"), ("mod-97", "213800KUD8LAJWSQ9D16"), ("mod-97", "2138ä"),
            ("mod-11-2", "0794"), ("mod-11-2", "07X9"), ("mod-11-2", "0000 0002 1825 0098"),
            ("mod-11-10", "794624"), ("mod-37-2", "G123489654321Z"), ("mod-37-36", "A12425GABC1234002N"),
            ("de-leitweg-id", "991-03730-18"), ("de-leitweg-id", "1-03730-19"), ("de-leitweg-id", "99103730"),
            ("de-register-number", "HRX 4711 Köln"), ("de-register-number", "HRB 0 Köln"),
            ("de-register-number", "HRB"), ("postal-place", "80331 Berlin"), ("postal-place", "1010 Graz"),
            ("postal-place", "00123 Berlin"), ("postal-place", "Berlin"), ("de-wkn", "OI1234"),
            ("de-wkn", "51400"), ("ch-licence-plate", "XY 1234"), ("ch-licence-plate", "FL 123456"),
            ("ch-licence-plate", "ZH 0123"),
            ("github-token", "ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq18"),
            ("github-token", "ghx_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17"), ("github-token", "ghp_"),
            ("npm-token", "npm_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq18"), ("npm-token", "npm_"),
            ("vercel-token", "vcx_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ00000000000000000000" + "1BIJUa"),
            ("bitlocker-key", "000012-720885-000000-000022-000033-000044-000055-000066"),
            ("bitlocker-key", "720896-720885-000000-000022-000033-000044-000055-000066"),
            ("bitlocker-key", "111111-111111-111111-111111-111111-111111-111111-111111"),
            ("bitlocker-key", "000011-720885"), ("bitlocker-key", "00001a-720885"),
            ("bech32", "A12UEL5l"), ("bech32", "A12UEL6L"), ("bech32", "1"), ("bech32", "10a06t8"),
            ("base58check", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"), ("base58check", "0"), ("base58check", ""),
            ("base58check", "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn"),
            ("random-token", "abcdefghijklmnopqrstuvwxyz"), ("random-token", "sk-0123456789"),
            ("random-token", "AKIAXXXXXXXX"), ("random-token", "this-is-YOUR-key"),
            ("random-token", "anExampleKey7"),
        ])
    func invalid(name: String, value: String) throws {
        #expect(try answer(name, value) == .invalid)
    }

    @Test(
        "says nothing of what it does not know",
        arguments: [
            ("iban", "US64 SVBK US6S 3300 9586 71"), ("github-token", "github_pat_11ABCDEFG"),
            ("de-vat-id", "DE136695977"), ("de-identity-document", "L01X00T47"),
            ("de-tax-number", "9181081508155"), ("de-tax-number", "181/815/08155"), ("bic", "DEUTDEFF"),
            ("bic", "COBADEFFXXX"), ("de-licence-plate", "HH-AB 1234"), ("de-licence-plate", "MÜ L 7H"),
            ("de-register-number", "HRB 4711 Entenhausen"), ("postal-place", "12345 Musterdorf"),
            ("postal-place", "12345"), ("de-wkn", "SKWM02"), ("de-wkn", "514000"),
            ("ch-licence-plate", "ZH 123456"), ("ch-licence-plate", "FL 12345"),
            ("random-token", "9fTq2LmZx81PwHb5"), ("random-token", "1234567"), ("random-token", ""),
        ])
    func cannotSay(name: String, value: String) throws {
        #expect(try answer(name, value) == .cannotSay)
    }

    @Test("sees a single wrong digit of an IBAN, and neighbours that changed places")
    func slips() throws {
        let iban = Array("DE89370400440532013000".utf8)
        for place in 2..<iban.count {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != iban[place] {
                var wrong = iban
                wrong[place] = digit
                #expect(try answer("iban", String(decoding: wrong, as: UTF8.self)) == .invalid)
            }
        }
        for place in 4..<iban.count - 1 where iban[place] != iban[place + 1] {
            var wrong = iban
            wrong.swapAt(place, place + 1)
            #expect(try answer("iban", String(decoding: wrong, as: UTF8.self)) == .invalid)
        }
    }

    @Test("takes any bytes", arguments: Validators.names)
    func anyBytes(name: String) throws {
        let validate = try #require(Validators.named(name))
        for byte in UInt8.min...UInt8.max {
            _ = validate([byte])
            _ = validate([UInt8](repeating: byte, count: 40))
            _ = validate([UInt8](repeating: byte, count: 22))
        }
    }

    @Test("of IBANs knows every country's length")
    func lengths() {
        let lengths = Validators.bankAccountStructures.mapValues { structure in
            structure.split { "nac".contains($0) }.compactMap { Int($0) }.reduce(4, +)
        }
        #expect(lengths.count == 89)
        #expect(lengths.values.allSatisfy { (15...34).contains($0) })
        let known = [
            "AT": 20, "BE": 16, "CH": 21, "DE": 22, "FR": 27, "GB": 22, "LI": 21, "MT": 31, "NO": 15,
        ]
        #expect(lengths.filter { known.keys.contains($0.key) } == known)
    }

    @Test("says what it checks in both languages, and where that is laid down", arguments: Validators.names)
    func facts(name: String) throws {
        let facts = try #require(Validators.facts(of: name))
        #expect(facts.check.texts.count == 2 && !facts.source.isEmpty)
    }

    @Test("of another name does not exist")
    func unknown() {
        #expect(Validators.named("ibam") == nil)
        #expect(Validators.names == Validators.names.sorted())
    }
}
