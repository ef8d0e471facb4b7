public import SluiceModel

/// What a benchmark of the engine gave.
public struct BenchReport: Sendable {
    /// What one rule cost, over all its expressions.
    public struct RuleCost: Sendable {
        public var id: RuleID
        public var candidates = 0
        public var verifications = 0
        /// Raw, before any check.
        public var matches = 0
        public var seconds = 0.0

        public init(id: RuleID) { self.id = id }
    }

    public var bytes: Int
    public var threads: Int
    /// The median of the runs.
    public var seconds: Double
    public var matches: Int
    /// Rules that gave up, by their names.
    public var gaveUp: [String]
    public var rules: [RuleCost]

    public init(
        bytes: Int, threads: Int, seconds: Double, matches: Int, gaveUp: [String], rules: [RuleCost]
    ) {
        self.bytes = bytes
        self.threads = threads
        self.seconds = seconds
        self.matches = matches
        self.gaveUp = gaveUp
        self.rules = rules
    }

    public var gigabytesPerSecond: Double { Double(bytes) / 1e9 / max(seconds, 1e-9) }

    public func json() -> [UInt8] {
        var output: [UInt8] = []
        JSONWriter.line(into: &output) { $0.object { write(to: &$0) } }
        return output
    }

    private func write(to json: inout JSONWriter) {
        json.field("bytes", bytes)
        json.field("threads", threads)
        json.key("seconds")
        json.value(seconds, digits: 6)
        json.key("gigabytesPerSecond")
        json.value(gigabytesPerSecond, digits: 6)
        json.field("matches", matches)
        json.key("gaveUp")
        json.array { array in gaveUp.forEach { array.value($0) } }
        json.key("rules")
        json.array { array in
            for rule in rules { array.object { write(rule, to: &$0) } }
        }
    }

    private func write(_ rule: RuleCost, to json: inout JSONWriter) {
        json.field("id", rule.id.description)
        json.field("candidates", rule.candidates)
        json.field("verifications", rule.verifications)
        json.field("matches", rule.matches)
        json.key("seconds")
        json.value(rule.seconds, digits: 6)
    }

    /// A table, the dearest rule first.
    public func text() -> String {
        var lines = [
            "\(ByteText.text(Double(bytes))) in \(Decimal.fixed(seconds, digits: 4)) s with \(threads) "
                + "thread\(threads == 1 ? "" : "s"): \(Decimal.fixed(gigabytesPerSecond, digits: 3)) GB/s, "
                + "\(matches) matches"
        ]
        lines += gaveUp.map { "gave up: \($0)" }
        var rows = [["rule", "candidates", "verified", "matches", "milliseconds"]]
        let sorted = rules.sorted { ($1.seconds, $0.id) < ($0.seconds, $1.id) }
        for rule in sorted {
            rows.append([
                rule.id.description, String(rule.candidates), String(rule.verifications),
                String(rule.matches),
                Decimal.fixed(rule.seconds * 1000, digits: 3),
            ])
        }
        lines += TextTable.lines(rows, rightAligned: [1, 2, 3, 4])
        return lines.map { $0 + "\n" }.joined()
    }
}
