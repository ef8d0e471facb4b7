/// A word that belongs to a date.
enum DateWord: Sendable {
    /// From 1; whole words of three letters, or what longer ones begin with.
    case month(Int)
    /// Seconds east of Greenwich.
    case zone(Int)
    case morning, afternoon
    /// What follows a time, such as `Uhr`.
    case hour

    static let table = PhraseTable<DateWord>(
        months.enumerated().map { ($0.element, .month($0.offset + 1)) } + zones + [
            (["am", "a.m"], .morning), (["pm", "p.m"], .afternoon), (["uhr", "hrs"], .hour),
        ])

    private static let zones: [(phrases: [String], meaning: DateWord)] = [
        (["utc", "gmt", "wet"], .zone(0)),
        (["mez", "cet", "met", "bst", "west"], .zone(3600)),
        (["mesz", "cest", "mest", "eet"], .zone(7200)),
        (["eest", "msk"], .zone(10800)),
        (["est", "cdt"], .zone(-18000)),
        (["edt"], .zone(-14400)),
        (["cst", "mdt"], .zone(-21600)),
        (["mst", "pdt"], .zone(-25200)),
        (["pst"], .zone(-28800)),
        (["ist"], .zone(19800)),
        (["jst"], .zone(32400)),
    ]

    /// German, English, French, Italian, Spanish, Portuguese, Dutch, Polish, Czech, the languages of the North,
    /// Turkish, Russian; four letters stand for longer words too.
    private static let months: [[String]] = [
        [
            "jan", "jän", "jänn", "janu", "janv", "genn", "gen", "ene", "ener", "jane", "stycz", "styc",
            "sty", "led", "ledn", "oca", "ocak", "янв", "янва",
        ],
        [
            "feb", "febr", "febb", "fév", "févr", "fev", "feve", "lut", "lute", "úno", "února", "únor",
            "helm", "şub", "şuba", "фев", "февр",
        ],
        [
            "mar", "mär", "märz", "mrz", "marc", "mars", "maar", "mrt", "marz", "març", "mart", "bře",
            "břez", "маp", "мар", "март", "maal",
        ],
        [
            "apr", "apri", "avr", "avri", "abr", "abri", "kwi", "kwie", "dub", "dubn", "huht", "nis",
            "nisa", "апр", "апре",
        ],
        [
            "mai", "may", "mag", "magg", "maj", "maja", "mei", "mayo", "maio", "kvě", "květ", "touk",
            "мая", "май",
        ],
        [
            "jun", "juni", "june", "juin", "giu", "giug", "junh", "cze", "czer", "čer", "kesä", "haz",
            "hazi", "июн", "июня",
        ],
        [
            "jul", "juli", "july", "juil", "lug", "lugl", "julh", "lip", "lipc", "hein", "tem", "temm",
            "июл", "июля",
        ],
        [
            "aug", "augu", "août", "aoû", "ago", "agos", "sie", "sier", "srp", "srpn", "elok", "ağu",
            "ağus", "авг", "авгу",
        ],
        [
            "sep", "sept", "set", "sett", "sete", "wrz", "wrze", "zář", "září", "syys", "eyl", "eylü",
            "сен", "сент",
        ],
        [
            "okt", "okto", "oct", "octo", "octu", "ott", "otto", "out", "outu", "paź", "paźd", "říj",
            "říjn", "loka", "eki", "ekim", "окт", "октя",
        ],
        ["nov", "nove", "novi", "lis", "list", "marr", "kas", "kası", "ноя", "нояб"],
        [
            "dez", "deze", "dec", "dece", "déc", "déce", "dic", "dici", "gru", "grud", "pro", "pros",
            "joul", "ara", "aral", "дек", "дека",
        ],
    ]
}
