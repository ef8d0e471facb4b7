import Glibc

/// How the program ended.
enum Outcome: Error, Equatable {
    case nothingFound
    case found
    /// Wrong arguments, or a rule file with errors.
    case usage
    /// Nothing was found, but something that may hold text was not read, or not to its end.
    case incomplete
    case internalError
    /// A signal asked for the end, before all was read.
    case interrupted(by: CInt)
    /// Whoever read the output has gone.
    case outputClosed

    func code(in style: ExitStyle) -> CInt {
        switch style {
        case .sluice: sluiceCode
        case .sysexits: sysexitsCode
        }
    }

    private var sluiceCode: CInt {
        switch self {
        case .nothingFound: 0
        case .found: 1
        case .usage: 2
        case .incomplete: 3
        case .internalError: 4
        case .interrupted(let signal): 128 + signal
        case .outputClosed: 128 + SIGPIPE
        }
    }

    /// What Postfix's pipe(8) understands: 0 is well, 69 refuses for good, 75 asks to try again.
    private var sysexitsCode: CInt {
        switch self {
        case .nothingFound: 0
        case .found: 69
        case .usage, .incomplete, .internalError, .interrupted, .outputClosed: 75
        }
    }
}

/// Which numbers the outcomes have.
enum ExitStyle: String, CaseIterable {
    case sluice, sysexits

    /// Looks at the bare arguments, so that wrong ones end in the style that was asked for, too.
    ///
    /// `filter` always has the mail server's: it keeps a mail for whose filter an option is misspelt.
    static func asked(for arguments: [String]) -> ExitStyle {
        let options = arguments.prefix { $0 != "--" }
        let isAsked =
            arguments.dropFirst().first == "filter" || options.contains("--exit-style=sysexits")
            || zip(options, options.dropFirst()).contains { $0 == ("--exit-style", "sysexits") }
        return isAsked ? .sysexits : .sluice
    }
}

/// Something went wrong that the user is told of in one line.
protocol Fault: Error {
    var text: String { get }
    var outcome: Outcome { get }
}

/// What the user asked for cannot be done.
struct UsageFault: Fault {
    var text: String
    var outcome: Outcome { .usage }

    init(_ text: String) { self.text = text }
}

/// Something that is not the user's doing.
struct InternalFault: Fault {
    var text: String
    var outcome: Outcome { .internalError }

    init(_ text: String) { self.text = text }
}
