import ArgumentParser
import SluiceDetection
import SluiceModel
import SluiceReport
import SluiceRuleSets
import SluiceRules

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Write rules of gitleaks, noseyparker or kingfisher in our form.",
        discussion: """
            What could not be carried over is named on the standard error and at the head of the file. Nothing here \
            speaks to the network, so what asks a server about a value is never carried over.
            """)

    @Argument(help: "A TOML file of gitleaks, or a YAML file of noseyparker or kingfisher.")
    var file: String

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "Write to this file; to the standard output where none is given.", valueName: "file"))
    var output: String?

    func run() throws {
        var imported = try RuleImport(RuleLoader.text(of: file), path: file)
        for index in imported.rules.indices {
            let marked = try ExampleMarker.marked(imported.rules[index])
            imported.rules[index] = marked.rule
            imported.notes += marked.notes
        }
        let written = RuleFileWriter.text(imported.rules, notes: imported.notes)
        if let output {
            try write(written, to: output)
        } else {
            Console.print(written)
        }
        for note in imported.notes { Console.note(note.description + "\n") }
        Console.note("\(imported.rules.count) rules, \(imported.notes.count) notes\n")
    }

    private func write(_ text: String, to path: String) throws {
        do throws(OutputFault) {
            var target = try ReportTarget(file: path)
            try target.write(Array(text.utf8))
            try target.finish()
        } catch {
            throw UsageFault(error.description)
        }
    }
}
