import ArgumentParser
import SluiceDefaultRules
import SluiceDetection
import SluiceModel
import SluicePolicy
import SluiceRuleSets
import SluiceRules
import Synchronization

/// Makes a scan's rules ready while the arguments are being parsed, since either takes some milliseconds.
enum EarlyDetector {
    /// What was made, and the rule files that it was made of; of none where these are the default rules.
    private struct Made {
        var paths: [String]
        var detector: Detector
    }

    private static let made = Mutex<Made?>(nil)

    /// The detector of the rules in `paths`, of the default rules where there are none; nil where it was not made.
    ///
    /// It lives as long as the process: to take it apart at the end would only take time.
    static func detector(ofRules paths: [String]) -> Detector? {
        made.withLock { $0?.paths == paths ? $0?.detector : nil }
    }

    /// Parses the arguments of the process.
    ///
    /// - Throws: What the argument parser throws.
    static func parsedCommand() throws -> any ParsableCommand {
        guard isLikely(CommandLine.arguments) else { return try parse() }
        let parsed = Background { Parsed(outcome: Result { try parse() }) }
        // Here and not there: only the first thread's memory grows in large steps.
        make(paths: paths(in: CommandLine.arguments))
        return try parsed.value.outcome.get()
    }

    /// Parses the arguments of a scan or a filter by themselves, which takes less time than to go through all commands.
    ///
    /// What goes wrong there goes wrong again where all commands are known, and is told from there.
    private static func parse() throws -> any ParsableCommand {
        let arguments = CommandLine.arguments
        switch arguments.dropFirst().first {
        case "scan":
            let short = PathArguments.shortened(from: 2)
            return try (try? ScanCommand.parse(short)) ?? Sluice.parseAsRoot(["scan"] + short)
        case "filter":
            let short = FilterArguments.shortened(arguments, from: 2)
            return try (try? FilterCommand.parse(short)) ?? Sluice.parseAsRoot()
        default: return try Sluice.parseAsRoot()
        }
    }

    private static func make(paths: [String]) {
        // What goes wrong here goes wrong again where it can be told.
        guard let rules = try? paths.isEmpty ? DefaultRules.loadToRun() : RuleOptions.given(paths),
            let detector = try? Detector(rules, trust: paths.isEmpty ? .tested : .written)
        else { return }
        made.withLock { $0 = Made(paths: paths, detector: detector) }
    }

    /// The rule files that the arguments seem to name; the parser has the last word.
    private static func paths(in arguments: [String]) -> [String] {
        let option = "--rules"
        var paths: [String] = []
        for (argument, next) in zip(arguments, arguments.dropFirst() + [""]) {
            if argument == option { paths.append(next) }
            if argument.hasPrefix(option + "=") { paths.append(String(argument.dropFirst(option.count + 1))) }
        }
        return paths
    }

    /// Whether the arguments look like a scan with the default rules, or with files of rules in their place.
    private static func isLikely(_ arguments: [String]) -> Bool {
        let others = ["--add-rules", "--config", "--pack", "--no-pack", "--help", "--version"]
        return arguments.count > 1 && arguments[1] == "scan" && PolicyFile.find() == nil
            && !arguments.contains { argument in
                argument == "-h" || others.contains { argument.hasPrefix($0) }
            }
    }
}

/// `@unchecked` because a command is made on one thread and then used on another alone.
private struct Parsed: @unchecked Sendable {
    let outcome: Result<any ParsableCommand, any Error>
}
