public import SluiceModel

/// What a report says of the run that made it.
public struct RunInformation: Sendable {
    /// The version of the records in JSON Lines.
    public static let schema = 1

    /// Names the run; random.
    public var id: String
    public var version: String
    public var rulesHash: String
    /// Names the key under which values, findings and people got their names; nil where they hold for this run only.
    public var keyID: String?
    public var arguments: [String]
    /// In seconds since 1970.
    public var started: Double
    public var rules: [RuleInformation]

    public init(
        id: String, version: String, rulesHash: String, arguments: [String], started: Double,
        rules: [RuleInformation]
    ) {
        self.id = id
        self.version = version
        self.rulesHash = rulesHash
        self.arguments = arguments
        self.started = started
        self.rules = rules
    }
}

/// What a report says at its end.
public struct RunSummary: Sendable {
    public var counts: ScanCounts
    public var seconds: Double

    public init(counts: ScanCounts, seconds: Double) {
        self.counts = counts
        self.seconds = seconds
    }
}

/// A form in which findings are given out, one after the other.
public protocol ReportFormat: Sendable {
    mutating func begin(_ run: RunInformation, into output: inout [UInt8])
    mutating func add(_ finding: Finding, into output: inout [UInt8])
    /// Adds findings of an earlier run, each a record of JSON Lines; false where this form cannot show them.
    mutating func add(earlier lines: ArraySlice<UInt8>, into output: inout [UInt8]) -> Bool
    mutating func end(_ summary: RunSummary, into output: inout [UInt8])
}

extension ReportFormat {
    public mutating func add(earlier lines: ArraySlice<UInt8>, into output: inout [UInt8]) -> Bool { false }
}
