import Dispatch
import SluiceDefaultRules
import SluiceDetection
import Synchronization

/// Makes the default rules ready while the arguments are still being parsed, since either takes some milliseconds.
final class EarlyDetector: Sendable {
    /// Nil where the arguments do not look like a scan with the default rules.
    static let shared: EarlyDetector? = EarlyDetector(CommandLine.arguments)

    private let made = Mutex<Detector?>(nil)
    private let isDone = DispatchGroup()

    private init?(_ arguments: [String]) {
        let others = ["--rules", "--add-rules", "--help", "--version"]
        guard arguments.count > 1, arguments[1] == "scan",
            !arguments.contains(where: { argument in
                argument == "-h" || others.contains { argument.hasPrefix($0) }
            })
        else { return nil }
        DispatchQueue.global(qos: .userInitiated).async(group: isDone) { [self] in
            // What goes wrong here goes wrong again where it can be told.
            guard let rules = try? DefaultRules.load() else { return }
            let detector = try? Detector(rules, trust: .tested)
            made.withLock { $0 = detector }
        }
    }

    /// Waits until it is made; nil where that failed.
    ///
    /// It lives as long as the process: to take it apart at the end would only take time.
    var detector: Detector? {
        isDone.wait()
        return made.withLock(\.self)
    }
}
