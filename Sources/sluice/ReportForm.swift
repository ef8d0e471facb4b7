import ArgumentParser
import SluiceModel
import SluiceReport

/// The forms that a report can have.
enum ReportForm: String, ArgumentWord {
    case text, jsonl, json, sarif, csv, junit, html

    /// The suffixes that name a form, as an error lists them.
    static let suffixes = ".txt, .html, .jsonl, .json, .sarif, .csv, .xml and .junit"

    /// By a file's suffix; nil where it names none of them.
    init?(suffixOf path: String) {
        switch path.split(separator: "/").last?.split(separator: ".").dropFirst().last?.lowercased() {
        case "txt", "text": self = .text
        case "jsonl", "ndjson": self = .jsonl
        case "json": self = .json
        case "sarif": self = .sarif
        case "csv": self = .csv
        case "xml", "junit": self = .junit
        case "html", "htm": self = .html
        default: return nil
        }
    }

    /// - Throws: Where there is no room for what the form has to hold back.
    func format(
        _ language: Language, style: TextStyle, explains: Bool, showsTimes: Bool
    ) throws(OutputFault) -> any ReportFormat {
        switch self {
        case .text: TextReport(style: style, language: language, explains: explains)
        case .jsonl: JSONLinesReport()
        case .json: JSONReport()
        case .sarif: SARIFReport(language: language)
        case .csv: CSVReport(language: language)
        case .junit: try JUnitReport(language: language)
        case .html: try HTMLReport(language: language, showsTimes: showsTimes)
        }
    }
}
