import ArgumentParser
import SluiceReport

/// The forms that a report can have.
enum ReportForm: String, CaseIterable, ExpressibleByArgument {
    case text, jsonl

    /// By a file's suffix; nil where it names none of them.
    init?(suffixOf path: String) {
        switch path.split(separator: "/").last?.split(separator: ".").dropFirst().last {
        case "txt", "text": self = .text
        case "jsonl", "ndjson": self = .jsonl
        default: return nil
        }
    }
}
