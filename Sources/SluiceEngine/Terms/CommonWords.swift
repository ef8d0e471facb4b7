/// Words so frequent in German or English texts that they make poor keys.
enum CommonWords {
    static func hashes(_ hash: WordHash) -> Set<UInt64> {
        var hashes: Set<UInt64> = []
        for word in words.split(whereSeparator: \.isWhitespace) {
            var folded: [UInt8] = []
            FoldedTerms.fold(String(word), into: &folded)
            unsafe folded.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                unsafe hashes.insert(WordHash.careful(base, length: bytes.count, keep: hash.keep.base))
            }
        }
        return hashes
    }

    private static let words = """
        aber alle allen alles also andere anderen auch auf aus bei beim bereits bis bitte damit dann dass dein
        dem den denn der des deutsch deutsche deutschen deutschland die dies diese diesem diesen dieser dieses
        doch dort durch eben eigentlich ein eine einem einen einer eines einfach einige erst etwas euch euer
        frage fuer gegen geht gerne gibt gruss gruesse grüße haben hallo hatte hatten heute hier ihnen ihre
        ihrem ihren ihrer immer ist jahr jahre jahren jede jeder jetzt kann kein keine keinen koennen koennte
        liebe machen mehr mein meine meinen menschen mich mit montag morgen muss muessen nach nicht nichts noch
        nur oder ohne schon sehr seine seinem seinen seiner seit selbst sich sie sind soll sollte sondern sowie
        tag tage uhr und uns unser unsere unter viel viele vielen vielleicht vom von vor waere wann waren warum
        was weil weiter wenn werde werden wieder wir wird wissen woche wollen worden wurde wurden ueber zeit
        zum zur zwei zwischen firma gesellschaft gmbh mail email telefon strasse datum betreff projekt kunde
        about after again also because been before being best between both business call came company could
        date day days dear does done down each even ever every february find first from good great group have
        hello help here home http https however info into january just know last like line list long look
        looking love made mail make many march message more most much must name need never news next number
        office only order other over page part people phone place please project read really regards right
        said same second send sent service should since some something still subject such sunday take team
        than thank thanks that their them then there these they thing think this those three through time today
        under until used using very want week well were what when where which while will with without work
        working world would www year years york your holding limited international management system
        """
}
