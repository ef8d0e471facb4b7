/// The words by which legal notices below mails are known.
enum LegalWords {
    /// How such a notice begins; its paragraph is then looked at as a whole.
    static let beginnings = [
        "Diese E-Mail", "Diese Email", "Diese Mail", "Diese Nachricht", "Diese Information",
        "Diese elektronische Nachricht", "Der Inhalt dieser", "Die in dieser", "Die Informationen in dieser",
        "Dieses E-Mail", "Dieses Mail", "Dieses Dokument ist vertraulich", "Hinweis:", "Wichtiger Hinweis",
        "Rechtlicher Hinweis", "Vertraulichkeitshinweis", "Vertraulichkeit:", "Haftungsausschluss",
        "Disclaimer", "This e-mail", "This email", "This mail", "This message", "This communication",
        "This transmission", "This electronic", "The information in this", "The information contained",
        "The contents of this", "The content of this", "Confidentiality", "Confidentiality notice",
        "Legal notice", "Important notice", "Important: This", "Privileged", "If you are not the intended",
        "If you have received this", "Any unauthorised", "Any unauthorized", "Wenn Sie nicht der",
        "Sollten Sie nicht der", "Falls Sie nicht der", "Das unerlaubte Kopieren", "Ce message",
        "Ce courriel",
        "Questo messaggio", "Este mensaje", "Este correo", "Esta mensagem", "Dit bericht", "Deze e-mail",
    ]

    /// What a notice says, by subject; two different subjects make a paragraph one.
    static let table = PhraseTable<Subject>([
        (
            [
                "vertraulich", "confidential", "rechtlich geschützt", "privileged", "proprietary",
                "confidentiel", "riservat", "confidencial", "vertrouwelijk", "poufn",
            ], .secrecy
        ),
        (
            [
                "irrtümlich", "versehentlich", "nicht der richtige Adressat", "nicht der beabsichtigte",
                "nicht der vorgesehene", "nicht der bestimmungsgemäße", "nicht der Adressat", "in error",
                "not the intended", "by mistake", "par erreur", "per errore", "por error", "por engano",
                "fehlgeleitet", "received this",
            ], .mistake
        ),
        (
            [
                "ausschließlich für", "ausschliesslich für", "nur für den", "bestimmt für", "solely for",
                "intended only", "intended solely", "intended for", "exclusive use", "sole use",
                "named addressee", "intended recipient", "bezeichneten Adressaten", "bestimmt ist",
                "destiné exclusivement", "esclusivamente", "exclusivamente", "uitsluitend",
            ], .addressee
        ),
        (
            [
                "unbefugte", "unerlaubte", "nicht gestattet", "untersagt", "unzulässig",
                "strictly prohibited",
                "is prohibited", "unauthorised", "unauthorized", "dissemination", "disclosure, copying",
                "may be unlawful", "strafbar", "interdite", "vietat", "prohibid",
            ], .forbidding
        ),
        (
            [
                "vernichten Sie", "löschen Sie", "sofort den Absender", "informieren Sie",
                "benachrichtigen Sie",
                "notify the sender", "delete this", "delete it", "destroy this", "destroy all copies",
                "notify us", "inform the sender", "contact the sender", "verständigen Sie",
            ], .request
        ),
        (
            [
                "Viren", "virus", "viruses", "keine Haftung", "no liability", "not liable",
                "not accept liability",
                "rechtsverbindlich", "legally binding", "views expressed", "opinions expressed",
            ], .liability
        ),
    ])

    enum Subject: UInt8, Sendable {
        case secrecy, mistake, addressee, forbidding, request, liability
    }

    /// How many subjects the text in `range` speaks of.
    static func subjects(_ range: Range<Int>, of text: Span<UInt8>) -> Int {
        var seen: UInt8 = 0
        var inWord = false
        for place in range {
            let isPart = WordBytes.isPart(text[place])
            if isPart, !inWord,
                let found = table.match(at: place, in: text, before: range.upperBound)
            {
                seen |= 1 << found.meaning.rawValue
            }
            inWord = isPart
        }
        return seen.nonzeroBitCount
    }
}
