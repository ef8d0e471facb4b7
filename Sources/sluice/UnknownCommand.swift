import ArgumentParser
import SluiceYAML

/// A word that stands where a command is expected, and is none.
///
/// The argument parser would call it and all that follows unexpected arguments, and name no command.
struct UnknownCommand {
    let text: String

    /// Follows the arguments down the tree of commands; nil where each word is a command or may be something else.
    init?(in arguments: ArraySlice<String>, of root: any ParsableCommand.Type) {
        var command = root
        var path = root.name
        for word in arguments {
            let known = command.configuration.subcommands
            // What has a default command takes other words, too.
            guard !known.isEmpty, command.configuration.defaultSubcommand == nil else { return nil }
            // Options of the tree's inner commands are switches that end the program, such as --help.
            guard !word.hasPrefix("-"), word != "help" else { return nil }
            guard let next = known.first(where: { $0.name == word }) else {
                let guess = closest(to: word, in: known.map { $0.name }).map { "did you mean '\($0)'?" }
                let help = guess ?? "'\(path) --help' names them all"
                text = "there is no command '\(path) \(word)'; \(help)"
                return
            }
            command = next
            path += " " + next.name
        }
        return nil
    }
}

extension ParsableCommand {
    /// What it is called by; each command of ours says it.
    fileprivate static var name: String { configuration.commandName ?? "" }
}
