/// What the fields of records are taken for: by the map, or by their names.
struct FieldRoles: Sendable {
    private let map: FieldMap
    private let mapped: Set<FieldMap.Field>
    /// Whether a mapped name leads into records within records.
    let hasPaths: Bool

    init(_ map: FieldMap?) {
        self.map = map ?? FieldMap()
        mapped = Set(self.map.fields.values)
        hasPaths = self.map.fields.keys.contains { $0.contains(".") }
    }

    /// What a field is taken for, and whether somebody said so.
    func role(of name: String) -> (field: FieldMap.Field, isGuess: Bool)? {
        if let field = map.fields[name] { return (field, false) }
        guard let guess = FieldRoles.guesses[FieldRoles.plain(name)], !mapped.contains(guess) else {
            return nil
        }
        return (guess, true)
    }

    /// Whether a mapped name begins with `path` and goes on.
    func leadsInto(_ path: String) -> Bool {
        hasPaths && map.fields.keys.contains { $0.hasPrefix(path + ".") }
    }

    /// Lower case, without what parts words in names of fields.
    static func plain(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.lowercased().unicodeScalars.filter { !"_- .:/()[]?\u{FEFF}".unicodeScalars.contains($0) }
            ))
    }

    /// The names that say it, in English and German, as ``plain(_:)`` gives them.
    private static let names: [(FieldMap.Field, String)] = [
        (
            .text,
            """
            text body message content comment review answer post raw description fulltext caption selftext \
            reviewtext reviewbody commenttext commentbody messagetext messagebody posttext postbody feedback \
            suggestion note notes tweet reply replytext question response pros cons advice remark remarks \
            sharecommentary article commentcontent plaintext longtext shorttext issue problem \
            beschreibung kommentar nachricht inhalt beitrag antwort frage notiz bewertungstext rezension \
            anmerkung anmerkungen hinweis bemerkung vorschlag verbesserungsvorschlag verbesserungsvorschläge \
            vorteile nachteile pro contra kontra gutamarbeitgeberfindeich schlechtamarbeitgeberfindeich rückmeldung anliegen \
            freitext volltext mitteilung
            """
        ),
        (
            .title,
            """
            title subject headline summary topictitle conversationtitle reviewtitle titel betreff überschrift \
            zusammenfassung thematitel
            """
        ),
        (
            .author,
            """
            author user from username sender sendername creator createdby by authorname displayname \
            fromname screenname reviewer poster postedby userid authorid autor verfasser absender nutzer \
            benutzer benutzername nutzername ersteller verfasst von name nickname nick
            """
        ),
        (
            .recipient,
            """
            to recipient recipients receiver sentto toname recipientname addressee participants empfänger an \
            adressat teilnehmer
            """
        ),
        (
            .time,
            """
            created createdat date datetime time timestamp ts posted postedat sent sentat published \
            publishedat createdtime creationtime creationdate dateadded createdon timestampms dateunixtime \
            createddatetime submitted submittedat utc datum zeit uhrzeit zeitstempel erstellt erstelltam \
            gesendet gesendetam veröffentlicht veröffentlichtam eingang
            """
        ),
        (
            .thread,
            """
            thread threadid conversation conversationid channel channelname channelid chat chatid chatname \
            room roomid topic topicid forum forumname group groupname board kanal thema gruppe unterhaltung
            """
        ),
        (.id, "id messageid uuid guid postid commentid reviewid ticketid nr"),
    ]

    private static let guesses: [String: FieldMap.Field] = {
        var table: [String: FieldMap.Field] = [:]
        for (field, list) in names {
            for name in list.split(whereSeparator: \.isWhitespace) { table[String(name)] = field }
        }
        return table
    }()
}
