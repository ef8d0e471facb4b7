/// What readers and the system say in English of what they could not read, in German.
enum GermanReasons {
    /// The reason in German; as it stands where nobody has translated it, such as what another program says.
    static func german(_ reason: String) -> String {
        if let whole = wholes[reason] { return whole }
        for (english, german) in beginnings where reason.hasPrefix(english) {
            let rest = String(reason.dropFirst(english.count))
            return german + (wholes[rest] ?? rest)
        }
        for (english, german) in endings where reason.hasSuffix(english) {
            return reason.dropLast(english.count) + german
        }
        return reason
    }

    private static let wholes = [
        // errno(3)
        "No such file or directory": "nicht vorhanden", "Permission denied": "Zugriff verweigert",
        "Is a directory": "ist ein Ordner", "Not a directory": "ist kein Ordner",
        "Input/output error": "Ein- oder Ausgabefehler", "Too many open files": "zu viele offene Dateien",
        "File name too long": "Name zu lang", "Too many levels of symbolic links": "Verweise im Kreis",
        "Operation not permitted": "nicht erlaubt", "Cannot allocate memory": "kein Speicher frei",
        "No such device or address": "kein solches Gerät", "Stale file handle": "nicht mehr vorhanden",
        // Files
        "changed while it was read": "während des Lesens verändert",
        "became shorter while it was read": "während des Lesens kürzer geworden",
        "not read to its end": "nicht bis zum Ende gelesen", "interrupted": "unterbrochen",
        "cut short": "abgeschnitten", "damaged": "beschädigt",
        "broken JSON from here on; it was scanned as plain text":
            "ab hier fehlerhaftes JSON; es wurde als Text durchsucht",
        "no diff stands here": "hier steht kein Diff",
        "the diff's lines are not as many as it says": "der Diff hat nicht so viele Zeilen, wie er angibt",
        // Mails
        "a transfer encoding that nobody knows": "eine Kodierung, die niemand kennt",
        "S/MIME that is none": "kein S/MIME, obwohl es so heißt",
        "winmail.dat that is none": "kein winmail.dat, obwohl es so heißt",
        "the body in RTF is cut short": "der Text in RTF ist abgeschnitten",
        "damaged: the body in RTF": "beschädigt: der Text in RTF",
        "parts within parts take too long": "Teile in Teilen dauern zu lange",
        "layers of one text": "Ebenen eines Textes",
        "charsets of one long text": "Zeichensätze eines langen Textes",
        // Documents and archives
        "damaged: no text could be taken from it": "beschädigt: kein Text lesbar",
        "damaged: the table of strings": "beschädigt: die Tabelle der Texte",
        "damaged: the list of its pieces of text is missing": "beschädigt: die Liste der Textstücke fehlt",
        "damaged: the document has no head": "beschädigt: der Kopf des Dokuments fehlt",
        "damaged: properties": "beschädigt: Eigenschaften",
        "damaged: pieces of the text are missing": "beschädigt: Stücke des Textes fehlen",
        "damaged: parts are missing": "beschädigt: Teile fehlen",
        "damaged: an attached file": "beschädigt: eine angehängte Datei",
        "not an archive": "kein Archiv",
        "begins like an archive and is none": "beginnt wie ein Archiv und ist keines",
        "the list of members at its end is missing": "das Verzeichnis am Ende fehlt",
        "the program that unpacks it has ended": "das entpackende Programm ist abgebrochen",
        "a workbook whose cells repeat their texts": "eine Arbeitsmappe, deren Zellen ihre Texte wiederholen",
        "a document of so many bytes unpacked": "ein Dokument, das entpackt so groß ist",
        "file encrypted with age": "mit age verschlüsselte Datei",
        "file encrypted with OpenSSL": "mit OpenSSL verschlüsselte Datei",
        "encrypted disk image": "verschlüsseltes Abbild eines Datenträgers",
        "disk image": "Abbild eines Datenträgers", "Access database": "Access-Datenbank",
        "SQLite database": "SQLite-Datenbank", "KeePass database": "KeePass-Datenbank",
        "Notes database": "Notes-Datenbank", "network capture": "Mitschnitt eines Netzes",
        "binary workbook (xlsb)": "binäre Arbeitsmappe (xlsb)", "AutoCAD drawing": "AutoCAD-Zeichnung",
        "program code (VBA)": "Programmcode (VBA)", "compressed S/MIME": "gepacktes S/MIME",
        "PDF of pictures, without text,": "PDF aus Bildern ohne Text",
        "PDF (pdftotext is not installed)": "PDF (pdftotext ist nicht installiert)",
        "attached files (pdfdetach is not installed)": "angehängte Dateien (pdfdetach ist nicht installiert)",
        "Outlook archive (readpst is not installed)": "Outlook-Archiv (readpst ist nicht installiert)",
        "Outlook archive within a stream": "Outlook-Archiv in einem Datenstrom",
        "Outlook archive": "Outlook-Archiv", "WordPerfect document": "WordPerfect-Dokument",
        "this kind of compression": "diese Art der Kompression",
        "an object in a presentation": "ein Objekt in einer Präsentation",
        "an object in RTF": "ein Objekt in RTF",
        "compound file of an unknown program": "Verbunddatei eines unbekannten Programms",
        // Rules
        "match limit": "Grenze des Vergleichs", "match stack": "Speicher des Vergleichs",
        "deadline": "Zeit abgelaufen", "match too long": "Treffer zu lang",
        "needs the whole text at once": "braucht den ganzen Text auf einmal",
    ]

    private static let beginnings = [
        ("cannot be unpacked: ", "lässt sich nicht entpacken: "), ("damaged: ", "beschädigt: "),
        ("parts of one mail, at most ", "Teile einer Mail, höchstens "),
        ("mails within mails, at most ", "Mails in Mails, höchstens "),
        ("mail parts within parts, at most ", "Teile in Teilen einer Mail, höchstens "),
        ("containers within containers, at most ", "Behälter in Behältern, höchstens "),
        ("folders within folders, at most ", "Ordner in Ordnern, höchstens "),
        ("contents held whole, at most ", "im Ganzen gehaltene Inhalte, höchstens "),
        ("bytes that are no text in ", "Bytes, die kein Text sind in "), ("a file in ", "eine Datei in "),
    ]

    private static let endings = [
        (" bytes are not in their charset", " Bytes passen nicht zu ihrem Zeichensatz"),
        (" recipients or attachments", " Empfänger oder Anhänge"), (" attachments", " Anhänge"),
        (" archive", "-Archiv"),
    ]
}
