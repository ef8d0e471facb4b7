import Glibc
import SluiceModel

/// What an organisation says of itself: in the options, else on a terminal.
struct FirstAnswers {
    private let words: PolicyWords
    var name: String?
    var domains: [String]
    var partners: [String]
    var terms: [String]
    var customers: [String]
    var contact: String?
    var worksCouncil: String?

    init(_ command: InitCommand, language: Language) {
        words = PolicyWords(language: language)
        name = command.name
        domains = command.domain
        partners = command.partner
        terms = command.term
        customers = command.customer
        contact = command.contact
        worksCouncil = command.worksCouncil
    }

    /// Asks where somebody is there to answer.
    ///
    /// - Throws: Where no domain is given and nobody can be asked, or answers end.
    mutating func askForMissing() throws {
        guard Console.isTerminal(STDIN_FILENO), Console.isTerminal(STDERR_FILENO) else {
            guard !domains.isEmpty else {
                throw UsageFault("--domain is missing: by it own people are told from others")
            }
            return
        }
        while domains.isEmpty {
            domains = try list(
                words.choose(
                    "Ihre Mail-Domains, etwa westbach.example", "Your mail domains, such as westbach.example")
            )
        }
        if terms.isEmpty {
            terms = try list(
                words.choose(
                    "Namen, die niemand draußen lesen soll: Projekte, Produkte",
                    "Names that nobody outside should read: projects, products"))
        }
        if customers.isEmpty { customers = try list(words.choose("Namen von Kunden", "Names of customers")) }
        if contact == nil {
            contact =
                try list(
                    words.choose("Mail-Adresse für Fragen", "A mail address for questions"), isOne: true
                ).first
        }
    }

    /// The answer to a question, at commas; empty where nothing was said.
    ///
    /// - Throws: Where the answers have ended.
    private func list(_ question: String, isOne: Bool = false) throws -> [String] {
        let hint = isOne ? "" : words.choose(" (mit Komma getrennt)", " (parted by commas)")
        Console.note(question + hint + ": ")
        guard let line = readLine() else { throw Outcome.interrupted(by: SIGINT) }
        return line.split(separator: ",").map { piece in
            String(piece.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }.filter { !$0.isEmpty }
    }
}
