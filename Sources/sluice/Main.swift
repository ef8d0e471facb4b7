import ArgumentParser
import Glibc
import SluiceFormats
import SluiceModel

@main
struct Main {
    static func main() {
        UnpackChild.runIfAsked()
        // A reader that has gone is told by the write that fails, and ends the program quietly.
        signal(SIGPIPE, SIG_IGN)
        let style = ExitStyle.asked(for: CommandLine.arguments)
        do {
            var command = try EarlyDetector.parsedCommand()
            try command.run()
        } catch let outcome as Outcome {
            exit(outcome.code(in: style))
        } catch let fault as any Fault {
            Console.error("error: \(fault.text)")
            exit(fault.outcome.code(in: style))
        } catch let faults as Diagnostics {
            // As it stands: editors jump to what begins with a file and a line.
            Console.note(faults.description + "\n")
            exit(Outcome.usage.code(in: style))
        } catch {
            finish(error, style)
        }
    }

    /// A long option with one hyphen, of which the argument parser took an `h` for the wish for help.
    private static func mistypedOption(in arguments: ArraySlice<String>) -> String? {
        guard !arguments.contains(where: { $0 == "-h" || $0.hasPrefix("--help") }) else { return nil }
        return arguments.prefix { $0 != "--" }.first { word in
            word.hasPrefix("-") && !word.hasPrefix("--") && word.count > 3 && word.contains("h")
        }
    }

    /// Ends as the argument parser asks: with help or a version, or saying what is wrong with the arguments.
    private static func finish(_ error: any Error, _ style: ExitStyle) -> Never {
        let message = Sluice.fullMessage(for: error)
        guard !Sluice.exitCode(for: error).isSuccess else {
            if let word = mistypedOption(in: CommandLine.arguments.dropFirst()) {
                Console.error("error: there is no option '\(word)'; did you mean '-\(word)'?")
                exit(Outcome.usage.code(in: style))
            }
            Console.print(message)
            exit(0)
        }
        let prefix = "Error: "
        let words = message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : message
        if let unknown = UnknownCommand(in: CommandLine.arguments.dropFirst(), of: Sluice.self) {
            Console.error("error: \(unknown.text)")
        } else if !words.isEmpty {
            Console.error(words)
        }
        exit(Outcome.usage.code(in: style))
    }
}

struct Sluice: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sluice",
        abstract: "Finds internal information in text on its way out of a company.",
        discussion: """
            sluice scan reads files, folders or the standard input, finds markings, personal data, payment \
            data and credentials, says why, and masks what it shows.

            EXAMPLES:
              sluice scan outbox/               everything below a folder
              git diff | sluice scan            what is about to be pushed
              sluice scan -o findings.jsonl .   findings for other programs
              sluice report findings.jsonl      reports of what a scan has found
              sluice rules list                 what is looked for

            EXIT CODES:
              0  nothing found        3  nothing found, but something could not be read
              1  something found      4  internal error
              2  wrong usage or a rule file with errors
            """,
        version: Version.text,
        subcommands: [
            InitCommand.self, ScanCommand.self, RedactCommand.self, FilterCommand.self, ReleaseCommand.self,
            ReturnCommand.self, DecideCommand.self, ReportCommand.self, PolicyCommand.self,
            RulesCommand.self, AuditCommand.self,
        ])
}

enum Version {
    static let text = "0.1.0"
}
