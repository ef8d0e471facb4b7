import SluiceModel

/// The comments of the first `sluice.yaml`.
struct TemplateTexts {
    let language: Language

    private func choose(_ german: String, _ english: String) -> String {
        language == .german ? german : english
    }

    var head: String {
        choose(
            """
            # Was hinausgehen darf, was nicht, und was dann geschieht.
            # "sluice policy check" prüft diese Datei, "sluice policy show" macht daraus eine Seite für alle.


            """,
            """
            # What may go out, what may not, and what happens then.
            # "sluice policy check" checks this file, "sluice policy show" makes a page for everybody out of it.


            """)
    }

    var mode: String {
        choose(
            """
            # observe: Urteile werden berechnet und gezeigt, es geschieht nichts. enforce: es wird danach gehandelt.

            """,
            """
            # observe: verdicts are computed and shown, nothing is done. enforce: they are acted on.

            """)
    }

    var organisation: String {
        choose(
            "# Woran eigene Leute und Partner zu erkennen sind.\n",
            "# By what own people and partners are known.\n")
    }

    var names: String {
        choose(
            "  # names: ['Ines Nord']          # unter denen eigene Leute in Chats und Foren schreiben\n",
            "  # names: ['Ines Nord']          # under which own people write in chats and forums\n")
    }

    var dictionaries: String {
        choose(
            """
            # Worte, die nur Sie kennen. Eines je Zeile; hinter einem Tabulator, was Berichte stattdessen zeigen.

            """,
            """
            # Words that only you know. One a line; behind a tab, what reports show instead.

            """)
    }

    var packs: String {
        choose(
            "# Regelpakete ein- oder ausschalten, etwa { insider: off }; \"sluice rules list\" nennt sie.\n",
            "# Switch packs of rules on or off, such as { insider: off }; \"sluice rules list\" names them.\n"
        )
    }

    var verdicts: String {
        choose(
            """
            # Die strengste Zeile, die zutrifft, gilt: pass, tag, advise, confirm, hold, refuse.
            # Bedingungen: severity, confidence, pack, rule, channel, audience, layer, author, distinct.

            """,
            """
            # The strictest line that applies counts: pass, tag, advise, confirm, hold, refuse.
            # Conditions: severity, confidence, pack, rule, channel, audience, layer, author, distinct.

            """)
    }

    var exemptions: String {
        choose(
            """
            # Was nur an diese Stellen geht oder von ihnen kommt, wird weder gelesen noch aufgezeichnet. Die externen
            # Meldestellen des Bundes (HinSchG) gehören schon dazu. Arten: works-council, data-protection,
            # reporting-office, lawyer, union, court, other.

            """,
            """
            # What goes to these offices only, or comes from them, is neither read nor recorded. The external reporting
            # offices of the German federation are among them already. Kinds: works-council, data-protection,
            # reporting-office, lawyer, union, court, other.

            """)
    }

    var contacts: String {
        choose(
            "# Wer Fragen beantwortet, und bis wann; mit packs: […] oder rules: […] nur für diese.\n",
            "# Who answers questions, and by when; with packs: […] or rules: […] for these only.\n")
    }

    var rest: String {
        choose(
            """
            # Der Schlüssel, aus dem Pseudonyme und Namen von Funden entstehen. Er gehört nicht in die Versionsverwaltung.
            key: \(PolicyTemplate.keyFile)

            # Nach so vielen Tagen werden Funde gelöscht.
            retention-days: 90

            """,
            """
            # The key out of which pseudonyms and names of findings are made. It does not belong into version control.
            key: \(PolicyTemplate.keyFile)

            # After so many days findings are removed.
            retention-days: 90

            """)
    }

    var projectTerms: String {
        choose(
            "# Namen von Projekten, Produkten, Standorten, die noch niemand draußen kennt; einer je Zeile.\n",
            "# Names of projects, products and places that nobody outside knows yet; one a line.\n")
    }

    var customerTerms: String {
        choose(
            "# Namen von Kunden, wie man sie schreibt, ohne Rechtsform; einer je Zeile.\n",
            "# Names of customers as people write them, without the legal form; one a line.\n")
    }
}
