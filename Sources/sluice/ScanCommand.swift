import ArgumentParser
import Glibc
public import SluiceFormats
public import SluiceModel
import SluicePipeline
import SluicePolicy
import SluiceReport

extension Severity: ArgumentWord {}
extension Confidence: ArgumentWord {}
extension Language: ArgumentWord {}
extension InputForm: ArgumentWord {}
extension ExitStyle: ArgumentWord {}
extension Channel: ArgumentWord {}

struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Find internal information in files, folders or the standard input.",
        discussion: """
            Everything below a folder is read, hidden files too; symbolic links are not followed. Findings go \
            to the standard output, a summary to the standard error. Values are masked.

            EXAMPLES:
              sluice scan outbox/ notes.txt           a folder and a file
              git diff | sluice scan                  standard input
              sluice scan --explain --language de .   with reasons and advice, in German
              sluice scan -o findings.jsonl export/   JSON Lines into a file
              sluice scan -o f.jsonl -o f.sarif .     several reports at once
              sluice scan --add-rules names.yaml .    rules of your own beside the default ones

            Exit codes: 0 nothing found, 1 something found, 2 wrong usage, 3 nothing found but something \
            could not be read to its end, 4 internal error.
            """)

    @Argument(
        help: "What to scan: files and folders; '-' is the standard input, as is no path at all.",
        completion: .file())
    var path: [String] = []

    @OptionGroup(title: "Policy") var configuration: PolicyOptions
    @OptionGroup(title: "Rules") var rules: RuleOptions
    @OptionGroup(title: "Findings") var findings: FindingOptions
    @OptionGroup(title: "Decisions") var decisions: DecisionOptions
    @OptionGroup(title: "Developers") var developer: DeveloperOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Input") var input: InputOptions

    /// All that is to be scanned, long lists too.
    var paths: [String] { PathArguments.expanded(path) }

    func run() throws {
        let outcome = try input.dumpsMessages ? MessageDumpRun(self).run() : ScanRun(self).run()
        if outcome != .nothingFound { throw outcome }
    }

    func validate() throws {
        if developer.staged, path.contains("-") {
            throw ValidationError("--staged reads no standard input.")
        }
        if developer.diff, input.input != .auto, input.input != .diff {
            throw ValidationError("--diff and --input \(input.input.rawValue) exclude each other.")
        }
    }

    /// - Throws: Where git does not say what is staged.
    func inputs() throws -> [ScanInput] {
        let paths = paths
        if developer.staged {
            do throws(StagedFiles.Fault) {
                return [.staged(try StagedFiles(below: paths))]
            } catch {
                throw UsageFault("--staged: \(error.text)")
            }
        }
        let stream = ScanInput.stream(descriptor: STDIN_FILENO, name: input.stdinName)
        if paths.isEmpty { return [stream] }
        return zip(paths, ArgumentPath.bytes(of: paths)).map { path, bytes in
            path == "-" ? stream : .path(bytes)
        }
    }

    /// - Throws: Where an option is not well formed.
    func settings(
        _ policy: Policy?, avoiding identities: Set<FileIdentity>, decided: DecisionsInForce? = nil,
        manifest: Manifest? = nil
    ) throws -> ScanSettings {
        var selection = try input.selection()
        selection.avoided = identities
        var settings = ScanSettings(
            threads: input.threadCount, reading: try input.reading(), deadline: input.deadline,
            selection: selection,
            threshold: findings.threshold(policy))
        if let policy { settings.reading.organisation = policy.organisation }
        if developer.diff { settings.reading.form = .diff }
        settings.messages = try input.messages()
        settings.standing = decided?.standing
        settings.tellsDecided = decisions.showDecided
        settings.honoursMarks = !decisions.countsAllowed
        settings.neighbours = output.neighbours
        settings.recordsFiles = manifest != nil
        settings.known = manifest?.known ?? [:]
        if let recorder = manifest?.recorder { settings.knownName = { recorder.path($0) } }
        return settings
    }
}

struct FindingOptions: ParsableArguments {
    @Option(help: "Show and count findings of this severity and above; else as sluice.yaml says, else info.")
    var minSeverity: Severity?

    @Option(
        help: "Show and count findings of this confidence and above; else as sluice.yaml says, else medium.")
    var minConfidence: Confidence?

    @Flag(help: "Say why each finding is one, what the harm is, and what to do instead.")
    var explain = false

    @Flag(help: "Show what was found as it stands, without masks; noted in the audit file.")
    var reveal = false

    @Flag(help: "Show who wrote, and names in paths, as they stand; noted in the audit file.")
    var revealAuthors = false

    @Option(
        help: ArgumentHelp(
            "Where it is noted that somebody revealed something; else beside the key, or in ~/.local/state/sluice.",
            valueName: "file"),
        completion: .file())
    var audit: String?

    @Option(
        help: ArgumentHelp("The language of the output; else as LC_ALL and LANG say.", valueName: "language"))
    var language: Language?

    @Option(
        help: ArgumentHelp(
            "A file with a key of 16 bytes or more, so that valueId and fingerprint stay the same from run to run.",
            valueName: "file"),
        completion: .file())
    var key: String?

    /// What counts: the options before the policy.
    func threshold(_ policy: Policy?) -> Threshold {
        Threshold(minSeverity, minConfidence, else: policy)
    }
}

extension Threshold {
    /// What an option says counts, else what the policy says.
    init(_ severity: Severity?, _ confidence: Confidence?, else policy: Policy?) {
        self.init()
        self.severity = severity ?? policy?.minSeverity ?? self.severity
        self.confidence = confidence ?? policy?.minConfidence ?? self.confidence
    }
}

struct OutputOptions: ParsableArguments {
    @Option(help: "The form of the standard output.")
    var format: ReportForm?

    @Option(
        name: [.customShort("o"), .customLong("output")], parsing: .singleValue,
        help: ArgumentHelp(
            "Write findings into this file, which appears when it is complete; '-' is the standard output.",
            discussion: "The suffix gives the form: \(ReportForm.suffixes). May be given more than once.",
            valueName: "file"),
        completion: .file())
    var files: [String] = []

    @Flag(
        name: [.customShort("q"), .customLong("quiet")],
        help: "Print no findings, only the summary; -o still writes files.")
    var isQuiet = false

    @Option(
        help: ArgumentHelp(
            "Give each finding in a chat or thread so many messages before and behind its own, masked: 0 to 3.",
            discussion:
                "As many as 3 where one of the outputs is HTML, else none. JSON Lines hold them for later.",
            valueName: "n"))
    var context: Int?

    @Flag(help: "Show points in time to the second in HTML; else days are shown.")
    var times = false

    @Flag(name: .customLong("no-progress"), help: "Show no progress bar on a terminal.")
    var hidesProgress = false

    @Flag(help: "Exit with 3 where something was not read to its end, also when there are findings.")
    var failOnPartial = false

    @Option(
        help: ArgumentHelp(
            "Write a list of the files read: size, time, SHA-256, whether each was read to its end.",
            discussion:
                "It also holds the masked findings, so that a run that was broken off can be taken up again.",
            valueName: "file"),
        completion: .file())
    var manifest: String?

    @Option(
        help: ArgumentHelp(
            "Go on where the run that wrote this list was broken off; files that have changed are read again.",
            valueName: "file"),
        completion: .file())
    var resume: String?

    @Option(help: "Exit codes of our own, or those that mail servers understand: 0, 69, 75.")
    var exitStyle: ExitStyle = .sluice

    func validate() throws {
        if manifest != nil, resume != nil {
            throw ValidationError("--resume goes on with its list; --manifest begins a new one.")
        }
        if let context, !(0...OutputOptions.mostNeighbours).contains(context) {
            throw ValidationError("--context takes a number from 0 to \(OutputOptions.mostNeighbours).")
        }
    }

    private static let mostNeighbours = 3

    /// How many messages around each finding's own the outputs have a place for.
    var neighbours: Int {
        if let context { return context }
        let writesHTML = files.contains { $0 != "-" && ReportForm(suffixOf: $0) == .html } || format == .html
        return writesHTML ? OutputOptions.mostNeighbours : 0
    }
}

struct InputOptions: ParsableArguments {
    @Option(help: "Read inputs by their content, or as text whatever they are.")
    var input: InputForm = .auto

    @Flag(
        name: .customLong("dump-messages"),
        help: "Look for nothing; print the messages that were understood, unmasked, as JSON Lines.")
    var dumpsMessages = false

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Scan only files that match; a pattern without a slash looks at the file's name.",
            valueName: "glob"))
    var include: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Leave out files and folders that match.", valueName: "glob"))
    var exclude: [String] = []

    @Flag(name: .customLong("gitignore"), help: "Leave out what git ignores.")
    var honoursGit = false

    @Option(
        help: ArgumentHelp(
            "Which fields of JSON Lines, JSON and tables hold what, such as text=body,author=user,time=created.",
            discussion: "Else their names decide. What no field claims is scanned, too.", valueName: "map"))
    var map: String?

    @Option(
        name: .customLong("only-chats"), parsing: .singleValue,
        help: ArgumentHelp(
            "Read only chats with such names; the others are counted as private and not looked at.",
            valueName: "glob"))
    var onlyChats: [String] = []

    @Option(
        help: ArgumentHelp(
            "Read only chats with one of the people in this file, a name or number a line.", valueName: "file"
        ),
        completion: .file())
    var participants: String?

    @Option(
        help: ArgumentHelp(
            "Look only at messages from this day or time on (UTC where no zone is given), such as 2026-05-01.",
            discussion: "What has no time is looked at, too. Messages left out are counted.",
            valueName: "time"))
    var since: String?

    @Option(
        help: ArgumentHelp("Look only at messages until this time, or to this day's end.", valueName: "time"))
    var until: String?

    @Option(
        name: .customLong("channel"), parsing: .singleValue,
        help: "Look only at what travels this way; may be given more than once.")
    var channels: [Channel] = []

    @Option(
        name: .customLong("limit"), parsing: .singleValue,
        help: ArgumentHelp(
            "Another limit for archives: depth, members, bytes, ratio, seconds, idle or memory (MiB).",
            discussion: "What lies beyond a limit is named as not read to its end.", valueName: "name=n"))
    var limits: [String] = []

    @Option(help: ArgumentHelp("The path that findings in the standard input carry.", valueName: "name"))
    var stdinName = "<stdin>"

    @Option(
        help: ArgumentHelp("Worker threads; as many as there are processors where not given.", valueName: "n")
    )
    var threads: Int?

    @Option(
        help: ArgumentHelp(
            "What the verification of one message may take, and of every 64 MiB within one.",
            valueName: "seconds"))
    var deadline = 10.0

    func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads takes a number from 1 to 1024.")
        }
        guard deadline > 0, deadline <= 1e6 else {
            throw ValidationError("--deadline takes a number of seconds above 0.")
        }
        _ = try selection()
        _ = try reading()
        _ = try messages()
    }

    /// - Throws: Where a time is none.
    func messages() throws -> MessageSelection {
        do throws(MessageSelection.Fault) {
            return try MessageSelection(channels: Set(channels), since: since, until: until)
        } catch {
            throw ValidationError("--since, --until: \(error.description).")
        }
    }

    /// - Throws: Where a map, a glob or a limit is not well formed, or a file cannot be read.
    func reading() throws -> ReadingOptions {
        var reading = try ReadingOptions(form: input, map: map)
        if !onlyChats.isEmpty || participants != nil {
            guard let chats = ChatSelection(names: onlyChats, participants: try listed(participants)) else {
                throw ValidationError("--only-chats: a bracket or a brace is not closed.")
            }
            reading.chats = chats
        }
        for limit in limits {
            guard reading.limits.set(limit) else {
                throw ValidationError(
                    "--limit takes \(ReadingLimits.names) = a number above 0, not '\(limit)'.")
            }
        }
        return reading
    }

    /// The lines of a file, without empty ones and those that begin with `#`.
    func listed(_ path: String?) throws -> [String] {
        guard let path else { return [] }
        guard let bytes = WholeFile.bytes(path) else {
            throw ValidationError("--participants: '\(path)' cannot be read.")
        }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
            .filter { !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace) }
    }

    /// - Throws: Where a glob is not well formed.
    func selection() throws -> FileSelection {
        func globs(_ patterns: [String]) throws -> [Glob] {
            try patterns.map {
                guard let glob = Glob($0) else {
                    throw ValidationError("'\($0)' is no glob: a bracket or a brace is not closed.")
                }
                return glob
            }
        }
        return FileSelection(
            include: try globs(include), exclude: try globs(exclude), honoursGit: honoursGit)
    }

    var threadCount: Int { threads ?? max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))) }
}
