/// What the words that a line begins with say about it.
enum LineMark: Sendable {
    case label(HeaderField)
    /// A line of its own above a forwarded mail, such as `Anfang der weitergeleiteten Nachricht:`.
    case beginsForward
    case closing
    /// What a program adds below a mail, such as `Von meinem iPhone gesendet`.
    case programSignature
    case postscript
    case disclaimer

    static let table = PhraseTable<LineMark>(
        HeaderField.labels + [
            (forwardLines, .beginsForward), (closings, .closing), (programs, .programSignature),
            (["PS", "P.S.", "PPS", "P. S.", "NB", "N.B."], .postscript), (LegalWords.beginnings, .disclaimer),
        ])

    private static let forwardLines = [
        "Anfang der weitergeleiteten Nachricht", "Anfang der weitergeleiteten E-Mail",
        "Anfang der weitergeleiteten Mail", "Begin forwarded message", "Début du message réexpédié",
        "Début du message transféré", "Inizio messaggio inoltrato", "Inizia messaggio inoltrato",
        "Inicio del mensaje reenviado", "Início da mensagem reencaminhada", "Início da mensagem encaminhada",
        "Begin doorgestuurd bericht", "Begin van doorgestuurd bericht", "Początek przekazywanej wiadomości",
        "Start på videresendt besked", "Start på videresendt melding", "Vidarebefordrat brev",
        "Začátek přeposlané zprávy", "İleti aktarmanın başlangıcı", "Начало переадресованного сообщения",
        "下面是被转发的邮件", "転送されたメッセージ", "以下は転送されたメッセージです", "전달된 메시지 시작",
    ]

    private static let closings = [
        "Mit freundlichen Grüßen", "Mit freundlichen Grüssen", "Mit freundlichen Gruessen",
        "Mit freundlichem Gruß", "Mit freundlichem Gruss", "Freundliche Grüße", "Freundliche Grüsse",
        "Freundlicher Gruß", "Mit besten Grüßen", "Mit besten Grüssen", "Mit herzlichen Grüßen",
        "Mit lieben Grüßen", "Mit vielen Grüßen", "Beste Grüße", "Beste Grüsse", "Besten Gruß", "Viele Grüße",
        "Viele Grüsse", "Viele Gruesse", "Vielen Dank und viele Grüße", "Vielen Dank und beste Grüße",
        "Danke und Gruß", "Danke und Grüße", "Liebe Grüße", "Liebe Grüsse", "Lieben Gruß", "Herzliche Grüße",
        "Herzliche Grüsse", "Herzlichen Gruß", "Schöne Grüße", "Schönen Gruß", "Sonnige Grüße", "Grüße",
        "Grüsse", "Gruß", "Gruss", "Hochachtungsvoll", "MfG", "LG", "VG", "BG", "Best regards",
        "Kind regards", "Warm regards", "Kindest regards", "Warmest regards", "With best regards",
        "With kind regards", "Regards", "Best wishes", "All the best", "Yours sincerely", "Yours faithfully",
        "Yours truly", "Sincerely", "Sincerely yours", "Respectfully", "Cheers", "Thanks", "Thank you",
        "Many thanks", "Thanks and regards", "Thanks & regards", "Cordialement", "Bien cordialement",
        "Bien à vous", "Meilleures salutations", "Cordiali saluti", "Distinti saluti", "Saluti", "Saludos",
        "Un saludo", "Saludos cordiales", "Atentamente", "Atenciosamente", "Cumprimentos",
        "Met vriendelijke groet", "Met vriendelijke groeten", "Vriendelijke groet", "Pozdrawiam",
        "Z poważaniem", "Med venlig hilsen", "Med vennlig hilsen", "Venlig hilsen", "Vänliga hälsningar",
        "Med vänlig hälsning", "Med vänliga hälsningar", "Ystävällisin terveisin", "S pozdravem",
        "S přátelským pozdravem", "Üdvözlettel", "Saygılarımla", "İyi çalışmalar", "С уважением",
    ]

    private static let programs = [
        "Von meinem iPhone gesendet", "Von meinem iPad gesendet", "Von meinem Mobiltelefon gesendet",
        "Von meinem Handy gesendet", "Von meinem Android", "Von meinem Smartphone", "Von meinem Samsung",
        "Von unterwegs gesendet", "Von iPhone gesendet", "Von Outlook für", "Gesendet von meinem",
        "Gesendet von Mail", "Gesendet von Outlook", "Gesendet von Yahoo", "Gesendet von unterwegs",
        "Gesendet mit der", "Gesendet mit Proton", "Gesendet mit BlackMail", "Gesendet aus der",
        "Gesendet über",
        "Gesendet via", "Diese Nachricht wurde von meinem Android", "Diese E-Mail wurde von meinem",
        "Holen Sie sich Outlook für", "Outlook für iOS beziehen", "Outlook für Android beziehen",
        "Outlook für iOS abrufen", "Outlook für Android abrufen", "Sent from my", "Sent from Mail",
        "Sent from Outlook", "Sent from Yahoo", "Sent from Samsung", "Sent from Proton",
        "Sent from the all new AOL",
        "Sent via", "Sent with", "Sent using", "Get Outlook for", "Envoyé de mon", "Envoyé depuis",
        "Inviato da", "Inviato dal mio", "Enviado desde mi", "Enviado do meu", "Enviado desde",
        "Verzonden vanaf mijn", "Verstuurd vanaf mijn", "Wysłane z", "Sendt fra min", "Skickat från min",
        "Lähetetty", "Odesláno z", "iPhone'umdan gönderildi", "Отправлено с", "发自我的", "iPhoneから送信",
        "나의 iPhone에서 보냄",
    ]
}
