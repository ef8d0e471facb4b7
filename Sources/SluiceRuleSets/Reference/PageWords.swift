import SluiceModel
import SluiceRules

/// The words of a rule's page in the reader's language.
struct PageWords: Sendable {
    let language: Language

    init(_ language: Language) { self.language = language }

    func choose(_ german: String, _ english: String) -> String {
        switch language {
        case .german: german
        case .english: english
        }
    }

    var conditions: ConditionWords { ConditionWords(words: self) }

    var severity: String { choose("Schwere", "Severity") }
    var pack: String { choose("Paket", "Pack") }
    var shown: String { choose("Gezeigt wird", "Shown") }
    var role: String { choose("Rolle", "Role") }
    var evidenceOnly: String {
        choose("nur Beleg für andere Regeln, kein Fund", "evidence for other rules only, no finding")
    }
    var against: String { choose("Spricht gegen", "Speaks against") }
    var writtenIn: String { choose("Steht in", "Written in") }
    var form: String { choose("Form", "Form") }
    var check: String { choose("Prüfung", "Check") }
    var source: String { choose("Quelle", "source") }
    var evidence: String { choose("Belege", "Evidence") }
    var alone: String { choose("die Form allein", "the form alone") }
    var leftAlone: String { choose("Bleibt unbeachtet", "Left alone") }
    var why: String { choose("Warum", "Why") }
    var instead: String { choose("Stattdessen", "Instead") }
    var found: String {
        choose("Gefunden wird, was zwischen ⟦ und ⟧ steht", "Found is what stands between ⟦ and ⟧")
    }
    var notFound: String { choose("Nicht gefunden wird", "Not found is") }
    var references: String { choose("Nachweise", "References") }

    func name(_ severity: Severity) -> String {
        severity.name(in: language)
    }

    func name(_ confidence: Confidence) -> String {
        switch confidence {
        case .low: choose("niedrig", "low")
        case .medium: choose("mittel", "medium")
        case .high: choose("hoch", "high")
        }
    }

    func text(_ show: Show) -> String {
        switch show {
        case .all: choose("der ganze Wert", "the whole value")
        case .ends:
            choose("das Ende des Werts, höchstens vier Zeichen", "the value's end, four characters at most")
        case .none: choose("nichts vom Wert", "nothing of the value")
        }
    }

    func patterns(_ count: Int) -> String {
        count == 1
            ? choose(
                "Text, auf den dieser reguläre Ausdruck passt:", "Text that this regular expression matches:")
            : choose(
                "Text, auf den einer dieser regulären Ausdrücke passt:",
                "Text that one of these regular expressions matches:")
    }

    func group(_ number: Int) -> String {
        choose("Der Wert ist die Gruppe \(number).", "The value is group \(number).")
    }

    func terms(_ options: TermOptions) -> String {
        let place =
            switch options.placement {
            case .word: choose("Eines dieser Wörter, ganz", "One of these words, as a whole")
            case .prefix: choose("Ein Wort, das so beginnt", "A word that begins like this")
            case .part: choose("Ein Wort, in dem dies steht", "A word that holds this")
            }
        let letters = options.letterCase == .exact ? choose(", in dieser Schreibung", ", in this case") : ""
        let endings = options.inflection == nil ? "" : choose(", auch gebeugt", ", inflected too")
        return place + letters + endings + ":"
    }

    func more(_ count: Int) -> String { choose(" und \(count) weitere", " and \(count) more") }

    func entropy(_ bits: Double) -> String {
        // Imported bounds are those of another tool, moved by the least there is.
        let rounded = (bits * 100).rounded() / 100
        return choose(
            "Der Wert muss wenigstens \(rounded) Bit Entropie je Byte haben.",
            "The value must have an entropy of at least \(rounded) bits a byte.")
    }

    func keywords(_ words: [String]) -> String {
        let list = words.joined(separator: ", ")
        return choose("In der Nachricht muss stehen: \(list).", "The message must hold: \(list).")
    }

    func wrongCheck(_ rule: Rule) -> String {
        let isNamed = (rule.evidence).flatMap(\.all).contains { $0.valid == false }
        return isNamed
            ? choose(
                "Ein Wert, der die Prüfung nicht besteht, zählt nur, wo ein Beleg das sagt.",
                "A value that fails the check counts only where an entry says so.")
            : choose(
                "Ein Wert, der die Prüfung nicht besteht, bleibt mit einem dieser Wörter als niedrig; ohne sie fällt er weg.",
                "A value that fails the check stays as low beside one of these words; without them it is dropped."
            )
    }

    func reach(_ reach: Reach) -> String {
        switch reach {
        case .characters(let count):
            choose("höchstens \(count) Zeichen entfernt", "at most \(count) characters away")
        case .line: choose("in derselben Zeile", "on the same line")
        case .message: choose("irgendwo in der Nachricht", "anywhere in the message")
        }
    }
}
