public import SluiceModel

/// What a report says of the run that made it.
///
/// Whoever makes one takes the arguments from ``Recorder/arguments(_:)``, so that they name nobody.
public struct RunRecord: Hashable, Sendable {
    /// The version of the records in JSON Lines.
    public static let schema = 1

    /// Names the run; random.
    public var id: String
    public var version: String
    public var rulesHash: String
    /// The hash of the policy in force; nil where there was none.
    public var policyHash: String?
    /// Names the key under which values, findings and people got their names.
    public var keyID: String?
    public var arguments: [String]
    /// In seconds since 1970.
    public var started: Double
    public var rules: [RuleInformation]
    /// The runs of which a report was made, newest first; empty where it is of this one alone.
    public var sources: [Source] = []

    /// A run that went into a report.
    public struct Source: Hashable, Sendable {
        public var id: String
        /// In seconds since 1970.
        public var started: Double
        public var rulesHash: String
        public var keyID: String?

        public init(id: String, started: Double, rulesHash: String, keyID: String?) {
            self.id = id
            self.started = started
            self.rulesHash = rulesHash
            self.keyID = keyID
        }
    }

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
