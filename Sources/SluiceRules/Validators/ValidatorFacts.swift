public import SluiceModel

/// What people should know of a validator.
public struct ValidatorFacts: Sendable {
    /// What it checks, in a sentence or two.
    public let check: LocalizedText
    /// Where that is laid down.
    public let source: String

    fileprivate init(_ german: String, _ english: String, _ source: String) {
        check = LocalizedText([.german: german, .english: english])
        self.source = source
    }
}

extension Validators {
    /// What is known of the validator of that name; nil where there is none.
    public static func facts(of name: String) -> ValidatorFacts? { facts[name] }

    private static let facts: [String: ValidatorFacts] = [
        "at-social-insurance": ValidatorFacts(
            "Die vierte Ziffer prüft die anderen neun: gewichtet mit 3, 7, 9, 5, 8, 4, 2, 1, 6, Rest "
                + "durch 11. Das Geburtsdatum muss eines sein.",
            "The fourth digit checks the other nine: weighed 3, 7, 9, 5, 8, 4, 2, 1, 6, remainder by "
                + "11. The date of birth must be one.",
            "§ 31 ASVG"),
        "at-tax-number": ValidatorFacts(
            "Die letzte Ziffer ergänzt die Quersummen der abwechselnd mit 1 und 2 gewichteten Ziffern "
                + "auf ein Vielfaches von 10.",
            "The last digit makes the digit sums of the digits, weighed 1 and 2 in turn, a multiple of 10.",
            "Bundesministerium für Finanzen"),
        "at-vat-id": ValidatorFacts(
            "Die letzte Ziffer ergänzt die Quersummen der abwechselnd mit 1 und 2 gewichteten Ziffern "
                + "und 4 auf ein Vielfaches von 10.",
            "The last digit makes the digit sums of the digits, weighed 1 and 2 in turn, and 4 a "
                + "multiple of 10.",
            "Bundesministerium für Finanzen"),
        "bic": ValidatorFacts(
            "Keine Prüfziffer: vier Buchstaben, ein Land, zwei oder fünf weitere Zeichen. Ein "
                + "unbekanntes Land ist ein Fehler.",
            "No check digit: four letters, a country, two or five more characters. An unknown country "
                + "is a mistake.",
            "ISO 9362, ISO 3166-1"),
        "ch-ahv": ValidatorFacts(
            "Die letzte Ziffer ist die Prüfziffer nach EAN-13; die ersten drei sind 756.",
            "The last digit is EAN-13's check digit; the first three are 756.",
            "Zentrale Ausgleichsstelle, GS1"),
        "ch-licence-plate": ValidatorFacts(
            "Keine Prüfziffer: ein Kanton und bis zu sechs Ziffern, oder FL und bis zu fünf.",
            "No check digit: a canton and up to six digits, or FL and up to five.",
            "VZV Art. 83, 84"),
        "ch-qr-reference": ValidatorFacts(
            "Die letzte von 27 Ziffern ist die Prüfziffer nach Modulo 10, rekursiv.",
            "The last of 27 digits is the check digit of modulo 10, recursive.",
            "SIX, Implementation Guidelines QR-Rechnung, Anhang B"),
        "ch-uid": ValidatorFacts(
            "Die letzte Ziffer prüft die acht davor: gewichtet mit 5, 4, 3, 2, 7, 6, 5, 4, Rest durch 11.",
            "The last digit checks the eight before: weighed 5, 4, 3, 2, 7, 6, 5, 4, remainder by 11.",
            "Bundesamt für Statistik, eCH-0097"),
        "creditor-reference": ValidatorFacts(
            "Mit den ersten vier Zeichen am Ende bleibt durch 97 der Rest 1.",
            "With the first four characters at the end, 1 remains by 97.",
            "ISO 11649"),
        "de-driving-licence": ValidatorFacts(
            "Das zehnte Zeichen prüft die neun davor: gewichtet mit 9 bis 1, Rest durch 11, X für 10.",
            "The tenth character checks the nine before: weighed 9 to 1, remainder by 11, X for 10.",
            "Anlage 8 FeV"),
        "de-health-insurance": ValidatorFacts(
            "Die letzte Ziffer ist die Summe der Quersummen, mit 1 und 2 gewichtet, Rest durch 10; "
                + "der Buchstabe zählt zwei Ziffern.",
            "The last digit is the sum of the digit sums, weighed 1 and 2, remainder by 10; the "
                + "letter counts two digits.",
            "§ 290 SGB V"),
        "de-identity-document": ValidatorFacts(
            "Das zehnte Zeichen prüft die neun davor: gewichtet mit 7, 3, 1, Rest durch 10. Ohne es "
                + "lässt sich nichts sagen.",
            "The tenth character checks the nine before: weighed 7, 3, 1, remainder by 10. Without it "
                + "nothing can be said.",
            "ICAO Doc 9303, Teil 3"),
        "de-leitweg-id": ValidatorFacts(
            "Die letzten beiden Ziffern sind Prüfziffern nach ISO 7064, mod 97-10; vorn steht ein "
                + "Land oder der Bund.",
            "The last two digits are check digits of ISO 7064, mod 97-10; a state or the federation "
                + "stands first.",
            "KoSIT, Formatspezifikation Leitweg-ID 2.0.2"),
        "de-licence-plate": ValidatorFacts(
            "Keine Prüfziffer: ein Unterscheidungszeichen, das es gibt, ein oder zwei Buchstaben, bis "
                + "zu vier Ziffern.",
            "No check digit: a district sign that exists, one or two letters, up to four digits.",
            "Anlage 1 FZV"),
        "de-pension-number": ValidatorFacts(
            "Die letzte Ziffer ist die Summe der gewichteten Quersummen, Rest durch 10; das "
                + "Geburtsdatum muss eines sein.",
            "The last digit is the sum of the weighed digit sums, remainder by 10; the date of birth "
                + "must be one.",
            "§ 147 SGB VI, § 4 VKVV"),
        "de-physician": ValidatorFacts(
            "Die siebte Ziffer ergänzt die sechs davor, mit 4 und 9 gewichtet, auf ein Vielfaches von 10.",
            "The seventh digit makes the six before, weighed 4 and 9, a multiple of 10.",
            "§ 75 Abs. 7 SGB V"),
        "de-register-number": ValidatorFacts(
            "Keine Prüfziffer: ein Register, eine Nummer und ein Gericht, das Register führt.",
            "No check digit: a register, a number, and a court that keeps registers.",
            "§§ 376, 377 FamFG"),
        "de-tax-id": ValidatorFacts(
            "Die letzte Ziffer ist die Prüfziffer nach ISO 7064, mod 11,10; in den zehn davor steht "
                + "genau eine Ziffer zwei- oder dreimal.",
            "The last digit is the check digit of ISO 7064, mod 11,10; in the ten before just one "
                + "digit stands twice or three times.",
            "§ 139b AO, Bundeszentralamt für Steuern"),
        "de-tax-number": ValidatorFacts(
            "Keine einheitliche Prüfziffer: zehn oder elf Ziffern, oder dreizehn mit dem Anfang eines Landes.",
            "No common check digit: ten or eleven digits, or thirteen with a state's beginning.",
            "Aufbau der bundeseinheitlichen Steuernummer (ELSTER)"),
        "de-vat-id": ValidatorFacts(
            "Die letzte Ziffer ist die Prüfziffer nach ISO 7064, mod 11,10; sie ist nicht amtlich, "
                + "darum gilt eine falsche nicht als Fehler.",
            "The last digit is the check digit of ISO 7064, mod 11,10; it is not official, so a wrong "
                + "one counts as no mistake.",
            "§ 27a UStG"),
        "de-wkn": ValidatorFacts(
            "Keine Prüfziffer: sechs Zeichen ohne I und O.",
            "No check digit: six characters without I and O.",
            "WM Datenservice"),
        "github-token": ValidatorFacts(
            "Die letzten sechs Zeichen sind die CRC-32 der dreißig davor, zur Basis 62.",
            "The last six characters are the CRC-32 of the thirty before, in base 62.",
            "GitHub, Behind GitHub's new authentication token formats"),
        "gtin": ValidatorFacts(
            "Die letzte Ziffer ergänzt die abwechselnd mit 3 und 1 gewichteten auf ein Vielfaches von "
                + "10 (EAN-8, -13, UPC, GTIN-14).",
            "The last digit makes those before, weighed 3 and 1 in turn, a multiple of 10 (EAN-8, "
                + "-13, UPC, GTIN-14).",
            "GS1 General Specifications, 7.9"),
        "iban": ValidatorFacts(
            "Mit den ersten vier Zeichen am Ende bleibt durch 97 der Rest 1; Länge und Aufbau sind "
                + "die des Landes.",
            "With the first four characters at the end, 1 remains by 97; length and structure are the "
                + "country's.",
            "ISO 13616-1, ISO 7064, IBAN-Register"),
        "isin": ValidatorFacts(
            "Die letzte Ziffer ist Luhns Prüfziffer; Buchstaben zählen zwei Ziffern.",
            "The last digit is Luhn's check digit; letters count two digits.",
            "ISO 6166"),
        "lei": ValidatorFacts(
            "Die letzten beiden Ziffern sind Prüfziffern nach ISO 7064, mod 97-10.",
            "The last two digits are check digits of ISO 7064, mod 97-10.",
            "ISO 17442"),
        "luhn": ValidatorFacts(
            "Die letzte Ziffer ist Luhns Prüfziffer: jede zweite von rechts verdoppelt, die "
                + "Quersummen geben ein Vielfaches von 10.",
            "The last digit is Luhn's check digit: every second from the right doubled, the digit "
                + "sums give a multiple of 10.",
            "ISO/IEC 7812-1, Anhang B"),
        "mod-11-10": ValidatorFacts(
            "Die letzte Ziffer ist die Prüfziffer nach ISO 7064, mod 11,10.",
            "The last digit is the check digit of ISO 7064, mod 11,10.",
            "ISO 7064"),
        "mod-11-2": ValidatorFacts(
            "Das letzte Zeichen, eine Ziffer oder X, ist das Prüfzeichen nach ISO 7064, mod 11-2.",
            "The last character, a digit or X, is the check character of ISO 7064, mod 11-2.",
            "ISO 7064"),
        "mod-37-2": ValidatorFacts(
            "Das letzte Zeichen, eine Ziffer, ein Buchstabe oder *, ist das Prüfzeichen nach ISO "
                + "7064, mod 37-2.",
            "The last character, a digit, a letter or *, is the check character of ISO 7064, mod 37-2.",
            "ISO 7064"),
        "mod-37-36": ValidatorFacts(
            "Das letzte Zeichen, eine Ziffer oder ein Buchstabe, ist das Prüfzeichen nach ISO 7064, "
                + "mod 37,36.",
            "The last character, a digit or a letter, is the check character of ISO 7064, mod 37,36.",
            "ISO 7064"),
        "mod-97": ValidatorFacts(
            "Als Zahl gelesen, Buchstaben als 10 bis 35, bleibt durch 97 der Rest 1.",
            "Read as a number, letters as 10 to 35, 1 remains by 97.",
            "ISO 7064, mod 97-10"),
        "payment-card": ValidatorFacts(
            "Die letzte Ziffer ist Luhns Prüfziffer; die ersten Ziffern und die Länge gehören zu "
                + "einem Herausgeber.",
            "The last digit is Luhn's check digit; first digits and length belong to an issuer.",
            "ISO/IEC 7812-1"),
        "postal-place": ValidatorFacts(
            "Keine Prüfziffer: bei großen Orten müssen die ersten beiden Ziffern der Postleitzahl zum "
                + "Ort gehören.",
            "No check digit: of large towns the first two digits of the postal code must be the town's.",
            "Leitregionen der Deutschen, Österreichischen und Schweizerischen Post"),
        "base58check": ValidatorFacts(
            "Die letzten vier Bytes sind der Anfang der doppelten SHA-256 aller davor, zur Basis 58.",
            "The last four bytes are the beginning of the double SHA-256 of all before, in base 58.",
            "Bitcoin Wiki, Base58Check encoding"),
        "bech32": ValidatorFacts(
            "Die letzten sechs Zeichen sind eine Prüfsumme nach BCH über die davor.",
            "The last six characters are a BCH checksum over those before.",
            "BIP-173"),
        "bitlocker-key": ValidatorFacts(
            "Acht Gruppen zu sechs Ziffern, jede durch 11 teilbar und kleiner als 720 896.",
            "Eight groups of six digits, each a multiple of 11 and less than 720,896.",
            "Microsoft, BitLocker recovery password"),
        "npm-token": ValidatorFacts(
            "Die letzten sechs Zeichen sind die CRC-32 der dreißig davor, zur Basis 62.",
            "The last six characters are the CRC-32 of the thirty before, in base 62.",
            "GitHub, Behind GitHub's new authentication token formats"),
        "random-token": ValidatorFacts(
            "Keine Prüfziffer: Was wie ein Platzhalter oder eine Folge aussieht, ist kein Schlüssel.",
            "No check digit: what looks like a placeholder or a run is no key.",
            "Sluice"),
        "vercel-token": ValidatorFacts(
            "Die letzten sechs Zeichen sind eine CRC-32 über die davor, zur Basis 62.",
            "The last six characters are a CRC-32 over those before, in base 62.",
            "Vercel, New token formats and secret scanning"),
    ]
}
