import ArgumentParser
import Dispatch
import SluiceDefaultRules
import SluiceDetection
import SluicePolicy
import Synchronization

/// Makes the default rules ready while the arguments are being parsed, since either takes some milliseconds.
enum EarlyDetector {
    private static let made = Mutex<Detector?>(nil)

    /// The detector of the default rules; nil where it was not made in time.
    ///
    /// It lives as long as the process: to take it apart at the end would only take time.
    static var detector: Detector? { made.withLock(\.self) }

    /// Parses the arguments of the process.
    ///
    /// - Throws: What the argument parser throws.
    static func parsedCommand() throws -> any ParsableCommand {
        guard isLikely(CommandLine.arguments) else { return try parse() }
        let parsing = Parsing()
        let isParsed = DispatchGroup()
        DispatchQueue.global(qos: .userInitiated).async(group: isParsed) {
            parsing.outcome = Result { try parse() }
        }
        // Here and not there: only the first thread's memory grows in large steps.
        make()
        isParsed.wait()
        return try parsing.outcome.map { try $0.get() } ?? Sluice.parseAsRoot()
    }

    /// Parses a scan's arguments by themselves, which takes less time than to go through all commands.
    ///
    /// What goes wrong there goes wrong again where all commands are known, and is told from there.
    private static func parse() throws -> any ParsableCommand {
        let arguments = CommandLine.arguments
        let isScan = arguments.count > 1 && arguments[1] == "scan"
        let scan = isScan ? try? ScanCommand.parse(Array(arguments[2...])) : nil
        return try scan ?? Sluice.parseAsRoot()
    }

    private static func make() {
        // What goes wrong here goes wrong again where it can be told.
        guard let rules = try? DefaultRules.loadToRun() else { return }
        let detector = try? Detector(rules, trust: .tested)
        made.withLock { $0 = detector }
    }

    /// Whether the arguments look like a scan with the default rules.
    private static func isLikely(_ arguments: [String]) -> Bool {
        let others = ["--rules", "--add-rules", "--config", "--pack", "--no-pack", "--help", "--version"]
        return arguments.count > 1 && arguments[1] == "scan" && PolicyFile.find() == nil
            && !arguments.contains { argument in
                argument == "-h" || others.contains { argument.hasPrefix($0) }
            }
    }
}

/// `@unchecked` because one thread writes before the group is left, and another reads afterwards.
private final class Parsing: @unchecked Sendable {
    var outcome: Result<any ParsableCommand, any Error>?
}
