public import SluiceModel

/// Words that somebody else than a rule file names, as the settings of an organisation do; they make one rule.
public struct OwnTerms: Sendable {
    public var information: RuleInformation
    public var confidence: Confidence
    public var show: Show
    /// Files with a term a line, as paths that can be opened.
    public var files: [String]
    public var terms: [Term]
    public var options: TermOptions
    /// Where the words are named.
    public var source: SourcePlace

    public init(
        information: RuleInformation, confidence: Confidence, show: Show, files: [String], terms: [Term],
        source: SourcePlace
    ) {
        self.information = information
        self.confidence = confidence
        self.show = show
        self.files = files
        self.terms = terms
        options = TermOptions()
        self.source = source
    }

    /// The rule; nil where there is no term at all, as in a list that nobody has filled in yet.
    ///
    /// - Throws: A fault for each file that cannot be read.
    public func rule() throws(Diagnostics) -> Rule? {
        var all: [Term] = []
        var faults: [Diagnostic] = []
        for file in files {
            do throws(FileFault) {
                all += try TermDictionary.terms(in: Files.text(of: file))
            } catch {
                faults.append(
                    Diagnostic(
                        "unreadable-file", "the dictionary '\(file)' cannot be read: \(error.reason)",
                        file: source.file, line: source.line, column: source.column,
                        help: "its path is relative to the folder of the file that names it"))
            }
        }
        guard faults.isEmpty else { throw Diagnostics(faults) }
        var seen: Set<String> = []
        all = (all + terms).filter { seen.insert($0.text).inserted }
        guard !all.isEmpty else { return nil }
        return Rule(
            information: information, matcher: .terms(all), confidence: confidence, show: show,
            source: source,
            termOptions: options)
    }
}
