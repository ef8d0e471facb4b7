/// The words of the lines that mail programs put above what they quote or forward.
enum IntroWords {
    /// What a bar of dashes holds.
    enum Bar: Sendable {
        case forward
        /// Stands above answered and above forwarded mails.
        case original
    }

    static let bars = PhraseTable<Bar>([
        (
            [
                "Weitergeleitete Nachricht", "Weitergeleitete Mail", "Weitergeleitete E-Mail",
                "Weitergeleitete Message", "Weitergeleitet von", "Forwarded message", "Forwarded mail",
                "Forwarded email", "Forwarded by", "Forwarded from", "Begin forwarded message",
                "Forward Header",
                "Message transféré", "Message transmis", "Messaggio inoltrato", "Mensaje reenviado",
                "Mensagem encaminhada", "Mensagem reencaminhada", "Doorgestuurd bericht",
                "Wiadomość przekazana", "Przekazana wiadomość", "Treść przekazanej wiadomości",
                "Videresendt meddelelse", "Videresendt besked", "Videresendt melding",
                "Vidarebefordrat meddelande", "Välitetty viesti", "Přeposlaná zpráva", "Preposlaná správa",
                "Továbbított üzenet", "Mesaj redirecționat", "Yönlendirilmiş ileti", "İletilmiş Mesaj",
                "İletilen ileti", "Пересылаемое сообщение", "Перенаправленное сообщение",
                "Пересланное сообщение", "Προωθημένο μήνυμα", "转发的邮件", "转发邮件信息", "转送邮件",
                "轉寄郵件", "転送メッセージ", "転送されたメッセージ", "전달된 메시지",
            ], .forward
        ),
        (
            [
                "Ursprüngliche Nachricht", "Ursprungliche Nachricht", "Ursprüngliche Mail",
                "Ursprüngliche E-Mail", "Originalnachricht", "Original-Nachricht", "Original Nachricht",
                "Originalmail", "Original-Mail", "Ursprünglicher Termin", "Original message", "Original mail",
                "Original email", "Original Appointment", "Reply message", "Message d'origine",
                "Message d’origine", "Message original", "Messaggio originale", "Mensaje original",
                "Mensagem original", "Oorspronkelijk bericht", "Origineel bericht", "Wiadomość oryginalna",
                "Oryginalna wiadomość", "Original meddelelse", "Oprindelig meddelelse", "Oprindelig besked",
                "Opprinnelig melding", "Ursprungligt meddelande", "Originalmeddelande", "Alkuperäinen viesti",
                "Původní zpráva", "Pôvodná správa", "Eredeti üzenet", "Mesaj original", "Orijinal İleti",
                "Özgün İleti", "Исходное сообщение", "Оригинальное сообщение", "Αρχικό μήνυμα", "原始邮件",
                "原始郵件", "邮件原件", "元のメッセージ", "Original-Message", "원본 메시지", "원본 메일",
            ], .original
        ),
    ])

    /// The verb of a line such as `Am … schrieb …:`.
    enum Verb: Sendable {
        case wrote
    }

    static let verbs = PhraseTable<Verb>([
        (
            [
                "schrieb", "geschrieben", "hat geschrieben", "wrote", "writes", "a écrit", "ha scritto",
                "escribió", "escribio", "escreveu", "schreef", "napisał", "napisał(a)", "napisała", "skrev",
                "kirjoitti", "napsal", "napsal(a)", "napísal", "írta", "ezt írta", "a scris", "yazdı",
                "пишет",
                "писал", "написал", "написал(а)", "пише", "έγραψε", "写道", "寫道", "のメール", "書きました",
                "님이 작성", "Zitat von", "Quoting", "Zitiere",
            ], .wrote
        )
    ])

    /// How such a line begins where it begins with the date.
    static let starts = PhraseTable<Verb>([
        (
            [
                "Am ", "On ", "Le ", "Il ", "El ", "Em ", "Op ", "W dniu", "Dnia ", "Den ", "Dne ", "Dňa ",
                "Pe ", "At ", "In data", "Zitat von", "Quoting ", "Zitiere ", "Στις ", "在 ", "於 ", "20",
            ], .wrote
        )
    ])

    /// What stands before the colon of a subject that a program made, lower case.
    static let forwardPrefixes: Set<String> = [
        "wg", "fw", "fwd", "wtrlt", "weitergeleitet", "tr", "rv", "enc", "i", "doorst", "pd", "vb", "ilt",
        "fs",
        "转发", "轉寄", "転送", "továbbítás",
    ]
    static let replyPrefixes: Set<String> = [
        "aw", "re", "antw", "antwort", "sv", "vs", "odp", "res", "rif", "r", "ref", "ynt", "回复", "回覆", "答复",
        "返信", "vá", "bls", "atb",
    ]
}

/// Whether a subject says that its mail answers or forwards another.
enum SubjectPrefix {
    case reply, forward

    /// Nil where it says neither; marks in brackets before it, such as `[EXTERN]`, are passed over.
    init?(_ subject: String) {
        // Most subjects have no colon, and need not be looked at character by character.
        guard subject.utf8.contains(where: { $0 == 0x3A || $0 == 0xEF }) else { return nil }
        let plain = unsafe subject.utf8.withContiguousStorageIfAvailable { unsafe PlainPrefix($0.span) }
        switch plain ?? .unclear {
        case .none: return nil
        case .word(let word):
            self.init(word: word)
            return
        case .unclear: break
        }
        var rest = Substring(subject).drop { $0 == " " }
        while rest.first == "[", let close = rest.firstIndex(of: "]") {
            rest = rest[rest.index(after: close)...].drop { $0 == " " }
        }
        guard let colon = rest.prefix(16).firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        var word = rest[..<colon].lowercased()
        while let last = word.last, last == " " || last == "]" || last == ")" || last.isNumber {
            word.removeLast()
        }
        while word.last == "[" || word.last == "(" || word.last == "^" { word.removeLast() }
        self.init(word: word)
    }

    private init?(word: String) {
        if IntroWords.forwardPrefixes.contains(word) {
            self = .forward
        } else if IntroWords.replyPrefixes.contains(word) {
            self = .reply
        } else {
            return nil
        }
    }
}

/// What stands before the colon of a subject, where that is ASCII without marks in brackets before it.
private enum PlainPrefix {
    case none
    /// Lower case, without what programs put behind it.
    case word(String)
    /// It has to be looked at character by character.
    case unclear

    init(_ subject: Span<UInt8>) {
        var start = 0
        while start < subject.count, subject[start] == 0x20 { start += 1 }
        let limit = min(subject.count, start + 16)
        var end = start
        while end < limit, subject[end] != 0x3A {
            guard subject[end] >= 0x20, subject[end] < 0x80, subject[end] != 0x5B else {
                self = .unclear
                return
            }
            end += 1
        }
        // What stands behind the last character may belong to it.
        guard end + 1 >= subject.count || subject[end + 1] < 0x80 else {
            self = .unclear
            return
        }
        guard end < limit else {
            self = .none
            return
        }
        while end > start, PlainPrefix.isMark(subject[end - 1]) { end -= 1 }
        while end > start, subject[end - 1] == 0x28 || subject[end - 1] == 0x5E { end -= 1 }
        self = .word(String(decoding: (start..<end).map { EightBytes.fold(subject[$0]) }, as: UTF8.self))
    }

    /// A blank, a number or a bracket that closes.
    private static func isMark(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x5D || byte == 0x29 || byte &- 0x30 < 10
    }
}
