/// Which labels of columns and rows say what a value is that says nothing by itself.
///
/// A column called `Ort` changes nothing about what stands in it; one called `Kennwort` makes a secret of any word.
enum TellingLabels {
    /// Longer labels are sentences.
    static let longest = 64

    /// Whether `label`, a stretch of `text`, is one of them.
    static func contain(_ label: Range<Int>, in text: Span<UInt8>) -> Bool {
        guard label.count >= 2, label.count <= longest else { return false }
        for place in label where isTelling(at: place, of: label, in: text) { return true }
        return false
    }

    private static func isTelling(at place: Int, of label: Range<Int>, in text: Span<UInt8>) -> Bool {
        let candidates = stems[Int(fold(text[place]))]
        guard !candidates.isEmpty else { return false }
        return candidates.contains { stem in
            guard label.upperBound - place >= stem.letters.count else { return false }
            for index in stem.letters.indices where fold(text[place + index]) != stem.letters[index] {
                return false
            }
            guard stem.isWord else { return true }
            let end = place + stem.letters.count
            return (place == label.lowerBound || !isLetter(text[place - 1]))
                && (end == label.upperBound || !isLetter(text[end]))
        }
    }

    private static func fold(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    private static func isLetter(_ byte: UInt8) -> Bool { fold(byte) &- 0x61 < 26 || byte >= 0x80 }

    private struct Stem {
        var letters: [UInt8]
        /// Whether it counts as a word of its own only, and not within one.
        var isWord: Bool
    }

    /// By their first byte.
    private static let stems: [[Stem]] = {
        var table = [[Stem]](repeating: [], count: 256)
        for (list, isWord) in [(parts, false), (words, true)] {
            for stem in list.split(whereSeparator: \.isWhitespace) {
                let letters = Array(stem.utf8)
                table[Int(letters[0])].append(Stem(letters: letters, isWord: isWord))
            }
        }
        return table
    }()

    /// Parts of words: `Initialpasswort`, `Kundennummer`, `Date of birth`.
    private static let parts = """
        passw kennw passphr passcode passnummer zugangs zugriffs login benutzer username secret geheim token \
        schlüssel schluessel apikey credential recovery wiederherstellung codewort losung türcode wlan wifi \
        geburt birth gehalt gehält lohn löhne salär salary salaries wage vergütung verguetung bezüge entgelt \
        besoldung \
        iban konto account kreditkart karten steuer versicher insurance passport reisepass ausweis \
        führerschein fuehrerschein licen kennzeichen krank diagnos befund religion konfession gewerkschaft \
        personalnummer personalnr personal-n personal-id employee kunden customer client vertrag contract \
        patient mandant aktenzeichen handy mobil telefon phone privat adresse address anschrift strasse straße \
        rechnung invoice zähler zaehler einkauf verkaufspreis ek-preis vk-preis marge margin rabatt discount \
        umsatz revenue gewinn ebit budget bonus provision prämie sozialv ahv-n svnr sv-nr
        """

    /// Words of their own: `PIN`, `Key`, `User`.
    private static let words = """
        pin puk tan otp pw pwd pass psk user key keys seed code ssid cvv cvc cvc2 dob geb geb. ssn ahv avs iban bic \
        gage fixum pay card karte ek vk tel tel. mobile kfz
        """
}
