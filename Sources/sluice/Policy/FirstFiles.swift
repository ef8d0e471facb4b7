import Glibc
import SluiceFormats
import SluiceModel
import SluicePolicy
import SluiceReport

/// The files that `sluice init` writes into the working folder; it says of each what became of it.
struct FirstFiles {
    private let language: Language
    private let words: PolicyWords

    init(language: Language) {
        self.language = language
        words = PolicyWords(language: language)
    }

    func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// - Throws: Where a file cannot be written.
    func write(_ template: PolicyTemplate, projects: [String], customers: [String]) throws {
        let isNew = !exists(PolicyFile.name)
        try write(template.policy, to: PolicyFile.name)
        say(
            PolicyFile.name,
            isNew ? words.choose("die Richtlinie", "the policy") : words.choose("ersetzt", "replaced"))
        guard unsafe exists("terms") || mkdir("terms", 0o755) == 0 else {
            throw UsageFault("the folder 'terms' cannot be made")
        }
        try write(projects, template.terms(projects, isProjects: true), to: PolicyTemplate.projectFile)
        try write(customers, template.terms(customers, isProjects: false), to: PolicyTemplate.customerFile)
        try writeKey()
        try ignoreKey()
    }

    /// Writes a list; one that is there gets the terms that it does not have.
    private func write(_ terms: [String], _ fresh: String, to path: String) throws {
        guard exists(path) else {
            try write(fresh, to: path)
            return say(path, count(terms.count))
        }
        guard let bytes = WholeFile.bytes(path) else { throw UsageFault("'\(path)' cannot be read") }
        let text = String(decoding: bytes, as: UTF8.self)
        let known = Set(
            text.split(whereSeparator: \.isNewline).map { line in
                String(line.prefix { $0 != "\t" })
            })
        let new = terms.filter { !known.contains($0) }
        guard !new.isEmpty else { return say(path, words.choose("war schon da, bleibt", "was there, kept")) }
        let end = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
        try write(text + end + new.map { $0 + "\n" }.joined(), to: path)
        say(path, words.choose("war schon da, dazu: ", "was there, added: ") + count(new.count))
    }

    private func count(_ terms: Int) -> String {
        switch terms {
        case 0: words.choose("noch leer", "empty yet")
        case 1: words.choose("1 Begriff", "1 term")
        default: words.choose("\(terms) Begriffe", "\(terms) terms")
        }
    }

    private func writeKey() throws {
        let path = PolicyTemplate.keyFile
        guard !exists(path) else { return say(path, words.choose("war schon da, bleibt", "was there, kept")) }
        var generator = SystemRandomNumberGenerator()
        let digits = (0..<32).map { _ in
            let byte = String(UInt8.random(in: 0...255, using: &generator), radix: 16)
            return byte.count == 1 ? "0" + byte : byte
        }
        try write(digits.joined() + "\n", to: path, mode: 0o600)
        say(path, words.choose("der Schlüssel; bleibt geheim", "the key; keep it secret"))
    }

    private func ignoreKey() throws {
        let path = ".gitignore"
        let text = exists(path) ? WholeFile.bytes(path).map { String(decoding: $0, as: UTF8.self) } ?? "" : ""
        let line = "/" + PolicyTemplate.keyFile
        let lines = text.split(whereSeparator: \.isNewline)
        guard !lines.contains(line[...]), !lines.contains(PolicyTemplate.keyFile[...]) else { return }
        let end = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
        try write(text + end + line + "\n", to: path)
        say(path, words.choose("nennt den Schlüssel", "names the key"))
    }

    private func write(_ text: String, to path: String, mode: mode_t = 0o644) throws {
        do throws(OutputFault) {
            var target = try ReportTarget(file: path)
            _ = fchmod(target.number, mode)
            try target.write(Array(text.utf8))
            try target.finish()
        } catch {
            throw UsageFault("cannot write \(error)")
        }
    }

    private func say(_ path: String, _ what: String) {
        let column = path + String(repeating: " ", count: max(1, 24 - path.count))
        Console.print(column + what)
    }

    var nextSteps: String {
        words.choose(
            """

            So geht es weiter:
              sluice scan ORDNER                     was würde hinausgehen?
              sluice policy show > richtlinie.html   die Seite für alle
              sluice policy check                    was fehlt der Richtlinie noch?
            Weitere Namen gehören in terms/, einer je Zeile.
            """,
            """

            What next:
              sluice scan FOLDER                     what would go out?
              sluice policy show > policy.html       the page for everybody
              sluice policy check                    what does the policy lack?
            Further names belong into terms/, one a line.
            """)
    }
}
