import ArgumentParser
import SluiceModel
import SluicePolicy

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a policy, lists of your own words and a key into the working folder.",
        discussion: """
            What is not given is asked for on a terminal. The policy only observes until you change its mode. Files \
            that are there are kept and said to be; lists get the words that they do not have.

            EXAMPLE:
              sluice init --domain westbach.example --term 'Projekt Falke' --customer 'Hallgrim Papier'
            """)

    @Option(parsing: .singleValue, help: "A mail domain of your own; may be given more than once.")
    var domain: [String] = []

    @Option(parsing: .singleValue, help: "A mail domain of a partner.")
    var partner: [String] = []

    @Option(parsing: .singleValue, help: "A name that nobody outside should read: of a project, a product.")
    var term: [String] = []

    @Option(parsing: .singleValue, help: "The name of a customer.")
    var customer: [String] = []

    @Option(help: ArgumentHelp("The mail address of whoever answers questions.", valueName: "address"))
    var contact: String?

    @Option(help: ArgumentHelp("The mail address of the works council.", valueName: "address"))
    var worksCouncil: String?

    @Option(help: "The name of your organisation.")
    var name: String?

    @Option(
        help: ArgumentHelp("The language of the policy; else as LC_ALL and LANG say.", valueName: "language"))
    var language: Language?

    @Flag(help: "Write sluice.yaml anew although there is one.")
    var force = false

    func run() throws {
        let language = language ?? Console.language
        let folder = FirstFiles(language: language)
        if folder.exists(PolicyFile.name), !force {
            throw UsageFault("'\(PolicyFile.name)' is there already\n  help: --force writes it anew")
        }
        var answers = FirstAnswers(self, language: language)
        try answers.askForMissing()
        let template = PolicyTemplate(
            language: language, name: answers.name, domains: answers.domains, partners: answers.partners,
            contact: answers.contact, worksCouncil: answers.worksCouncil)
        // What was given may be no domain or no address; nothing is written then.
        _ = try PolicyFile.policy(in: Array(template.policy.utf8), path: PolicyFile.name)
        try folder.write(template, projects: answers.terms, customers: answers.customers)
        Console.print(folder.nextSteps)
    }
}
