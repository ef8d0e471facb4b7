/// The words that chat programs put into an export.
enum ChatWords {
    /// Whether what they stand before is the afternoon.
    static let dayHalves = PhraseTable<Bool>([
        (["上午", "午前", "오전", "凌晨", "清晨", "早上"], false),
        (["下午", "午後", "오후", "中午", "晚上"], true),
    ])

    /// Whether the time that they stand behind is one of the afternoon, as CLDR has them for telephones that count to
    /// twelve.
    static let dayHalvesBehind = PhraseTable<Bool>([
        (
            [
                "vorm.", "morgens", "früh", "vormittags", "nachts", "fm", "f.m.", "ap.", "de.", "dop.", "öö",
                "π.μ.", "пр.об.", "дп", "ص", "לפנה״צ", "sa", "mat.", "e paradites",
            ], false
        ),
        (
            [
                "nachm.", "mittags", "nachmittags", "abends", "em", "e.m.", "ip.", "du.", "odp.", "pop.",
                "ös",
                "μ.μ.", "сл.об.", "пп", "م", "אחה״צ", "ch", "soir", "e pasdites",
            ], true
        ),
    ])

    /// What may stand behind a time.
    static let clock = PhraseTable<Bool>([(["Uhr"], true)])

    enum Mark: Sendable {
        /// A file's name stands before it, or behind it in angle brackets.
        case attached
        /// Nobody wrote it: somebody joined, a call was missed.
        case system
        /// At the end of a message that was changed.
        case edited
    }

    /// What stands in parentheses behind the name of a file.
    static let attached = PhraseTable<Mark>([
        (
            [
                "(Datei angehängt)", "(file attached)", "(fichier joint)", "(archivo adjunto)",
                "(file allegato)",
                "(arquivo anexado)", "(bestand bijgevoegd)", "(plik dołączony)", "(dosya ekli)",
                "(fil bifogad)",
                "(vedhæftet fil)", "(vedlagt fil)", "(liitetty tiedosto)", "(файл добавлен)",
            ], .attached
        )
    ])

    /// What stands in angle brackets, before the name of a file or alone.
    static let bracketed = PhraseTable<Mark>([
        (
            [
                "<Anhang:", "<attached:", "<pièce jointe :", "<pièce jointe:", "<adjunto:", "<allegato:",
                "<anexado:", "<bijgevoegd:", "<załącznik:", "<bifogat:", "<vedhæftet:", "<ek:", "<вложение:",
            ], .attached
        ),
        (
            [
                "<Diese Nachricht wurde bearbeitet", "<This message was edited", "<Ce message a été modifié",
                "<Se editó este mensaje", "<Questo messaggio è stato modificato", "<Mensagem editada",
                "<Dit bericht is bewerkt",
            ], .edited
        ),
    ])

    /// What stands behind the name of a document that is not part of the export.
    static let omitted = PhraseTable<Mark>([
        (
            [
                "Dokument weggelassen", "document omitted", "document omis", "documento omitido",
                "documento omesso", "document weggelaten",
            ], .attached
        )
    ])

    /// The last words of those.
    static let omittedEnds = PhraseTable<Mark>([(omittedWords, .attached)])

    private static let omittedWords = ["weggelassen", "omitted", "omis", "omitido", "omesso", "weggelaten"]

    /// The last four letters of each, as they stand in memory.
    ///
    /// Numbers of the program: a list would be asked for each message.
    @inline(__always)
    private static func isOmittedTail(_ tail: UInt32) -> Bool {
        switch tail {
        // `ssen`, `tted`, `omis`, `tido`, `esso`, `aten`.
        case 0x6E65_7373, 0x6465_7474, 0x7369_6D6F, 0x6F64_6974, 0x6F73_7365, 0x6E65_7461: true
        default: false
        }
    }

    /// Whether a word may be one of those whose last four bytes come first in `word`.
    @inline(__always)
    static func mayEndOmitted(_ word: UInt64) -> Bool {
        isOmittedTail(UInt32(truncatingIfNeeded: word) | 0x2020_2020)
    }

    /// What lines say that nobody wrote; each begins at the beginning of a word.
    static let system = PhraseTable<Mark>([
        (
            [
                "hat die Gruppe", "hat diese Gruppe", "hat die Gruppenbeschreibung", "hat das Gruppenbild",
                "hat den Gruppennamen", "hat den Betreff", "hat deine Sicherheitsnummer", "hat dich",
                "hat den Einladungslink", "hat hinzugefügt", "hat die Einstellungen",
                "hat die Nummer gewechselt",
                "hat die Telefonnummer", "hat eine neue Telefonnummer", "wurde hinzugefügt", "wurde entfernt",
                "ist der Gruppe", "ist jetzt Admin", "Ende-zu-Ende", "Du hast die Gruppe", "Du hast den",
                "Du wurdest", "Sicherheitsnummer", "Verpasster Sprachanruf", "Verpasster Videoanruf",
                "Verpasster Anruf", "ist kein Kontakt", "selbstlöschende Nachrichten", "created group",
                "created this group", "created the group", "changed the subject", "changed this group's",
                "changed the group", "changed their phone number", "changed to", "changed the settings",
                "added you", "was added", "was removed", "removed you", "joined using", "left the group",
                "end-to-end", "You created", "You were added", "You changed", "Your security code",
                "security code", "Missed voice call", "Missed video call", "Missed call", "is a contact",
                "is now an admin", "disappearing messages", "chiffrés de bout en bout", "cifrados de extremo",
                "crittografati end-to-end",
            ], .system
        )
    ])

    /// Whether the bytes in `range` hold such words.
    static func isSystem(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        let table = system
        var inWord = false
        for place in range {
            let isPart = WordBytes.isPart(text[place])
            if isPart, !inWord, table.match(at: place, in: text, before: range.upperBound) != nil {
                return true
            }
            inWord = isPart
        }
        return false
    }
}
