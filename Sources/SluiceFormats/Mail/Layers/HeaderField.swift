/// A field of the header block that mail programs put above a forwarded or answered mail.
enum HeaderField: UInt8, Sendable {
    case from, date, to, cc, subject
    /// Belongs to such a block, but does not make one.
    case other

    /// The field's place in a set of fields; zero where it does not make a block.
    var bit: UInt8 { self == .other ? 0 : 1 << rawValue }

    /// What programs write before the colon, in the languages they come in.
    ///
    /// German, English, French, Italian, Spanish, Portuguese, Dutch, Polish, Danish and Norwegian, Swedish,
    /// Finnish, Czech and Slovak, Hungarian, Romanian, Turkish, Russian and Ukrainian, Greek, Chinese, Japanese,
    /// Korean. A program mixes two of them at times, so the languages are not told apart.
    static let labels: [(phrases: [String], meaning: LineMark)] = [
        (
            [
                "Von", "Absender", "From", "De", "Expéditeur", "Da", "Mittente", "Remitente", "Van",
                "Afzender", "Od", "Nadawca", "Fra", "Afsender", "Från", "Avsändare", "Lähettäjä",
                "Odesílatel", "Odosielateľ", "Feladó", "De la", "Kimden", "Gönderen", "От", "От кого",
                "Отправитель", "Від", "Από", "发件人", "寄件者", "寄件人", "差出人", "送信者", "送信元", "보낸 사람",
                "보낸사람",
            ], .label(.from)
        ),
        (
            [
                "Datum", "Gesendet", "Gesendet am", "Date", "Sent", "Date/Time", "Date d'envoi",
                "Date d’envoi",
                "Envoyé", "Envoyé le", "Data", "Inviato", "Fecha", "Enviado", "Enviado el", "Enviada",
                "Enviada em", "Enviado em", "Verzonden", "Wysłano", "Dato", "Sendt", "Skickat", "Lähetetty",
                "Päivämäärä", "Päiväys", "Odesláno", "Odoslané", "Dátum", "Elküldve", "Trimis", "Tarih",
                "Gönderildi", "Gönderme Tarihi", "Дата", "Отправлено", "Надіслано", "Ημερομηνία", "Στάλθηκε",
                "发送时间", "发送日期", "日期", "時間", "寄件日期", "日時", "日付", "送信日時", "보낸 날짜", "날짜",
            ], .label(.date)
        ),
        (
            [
                "An", "Empfänger", "To", "À", "Destinataire", "Pour", "A:", "A :", "Destinatario", "Para",
                "Destinatário", "Aan", "Do", "Adresat", "Til", "Modtager", "Till", "Mottagare",
                "Vastaanottaja", "Komu", "Címzett", "Către", "Catre", "Kime", "Alıcı", "Кому", "Получатель",
                "Προς", "收件人", "收件者", "宛先", "받는 사람", "받는사람",
            ], .label(.to)
        ),
        (
            [
                "Cc", "Kopie", "Kopie (CC)", "Kopie an", "Copie", "Copie à", "Cc à", "Copia",
                "Per conoscenza",
                "Cópia", "CC-kopi", "Kopi", "Kopia", "Kopio", "DW", "Másolat", "Bilgi", "Копия", "Копія",
                "Κοιν", "Κοινοποίηση", "抄送", "副本", "참조",
            ], .label(.cc)
        ),
        (
            [
                "Betreff", "Betr", "Betr.", "Thema", "Subject", "Objet", "Sujet", "Oggetto", "Asunto",
                "Assunto", "Onderwerp", "Temat", "Emne", "Ämne", "Aihe", "Předmět", "Predmet", "Věc", "Tárgy",
                "Subiect", "Konu", "Тема", "Θέμα", "主题", "主題", "主旨", "件名", "제목",
            ], .label(.subject)
        ),
        (
            [
                "Bcc", "Blindkopie", "Blindkopie (BCC)", "Cci", "Ccn", "Cco", "Antwort an", "Antworten an",
                "Reply-To", "Reply to", "Répondre à", "Wichtigkeit", "Importance", "Priorität", "Priority",
                "Anlage", "Anlagen", "Anhang", "Anhänge", "Attachments", "Attachment", "Pièces jointes",
                "Allegati", "Adjuntos", "Bijlagen", "Organisation", "Organization", "Message-ID",
                "Message-Id",
                "Nachrichten-ID", "Vertraulichkeit", "Sensitivity", "Resent-From", "Resent-To", "Resent-Date",
                "Mailing-Liste", "Mailing list", "Newsgroups", "Signiert von", "Signed by", "附件", "添付ファイル",
            ], .label(.other)
        ),
    ]
}
