public import SluiceModel

/// What deciding needs of a record of a finding; it holds nothing that the record masks.
public struct FindingLine: Hashable, Sendable {
    public var fingerprint: Fingerprint
    public var rule: RuleID
    public var severity: String
    public var confidence: String
    /// What the scan that wrote the record knew to be decided.
    public var decision: DecisionState?
    public var path: String
    /// Message, part and line, as people read them.
    public var place: String
    public var excerpt: String
    public var value: String
    /// The kind of each piece of evidence, with the word that stands near where there is one.
    public var evidence: [String]
}

/// What deciding needs of the record that begins a run.
public struct RunLine: Hashable, Sendable {
    /// Names the key of the fingerprints; nil where they hold for that run only.
    public var keyID: String?
    public var started: Day?
    public var rules: [RuleID: RuleInformation] = [:]
}

/// The lines of a file of findings, each looked at as far as deciding needs it.
public struct FindingLines: Sendable {
    public enum Record: Sendable {
        case run(RunLine)
        case finding(FindingLine)
        /// The summary, or what later versions write.
        case other
    }

    private let bytes: [UInt8]
    private let file: String?
    private var place = 0
    /// The line given last, from 1.
    private var number = 0

    public init(_ bytes: [UInt8], file: String? = nil) {
        self.bytes = bytes
        self.file = file
    }

    /// The next record and its line, with the line end; nil at the end.
    ///
    /// - Throws: ``Diagnostic`` where a line is no record.
    public mutating func next() throws(Diagnostic) -> (record: Record, line: ArraySlice<UInt8>)? {
        while place < bytes.count {
            let end = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
            let line = place..<end
            let whole = bytes[place..<min(end + 1, bytes.count)]
            place = end + 1
            number += 1
            guard bytes[line].contains(where: { !JSONCursor.isBlank($0) }) else { continue }
            do throws(JSONFault) {
                return (try RecordReader(bytes, line).record(), whole)
            } catch {
                let before = bytes[line.lowerBound..<min(error.place, line.upperBound)]
                throw Diagnostic(
                    error.code, error.message, file: file, line: number,
                    column: before.count { $0 & 0xC0 != 0x80 } + 1,
                    help: "findings as 'sluice scan --format jsonl' writes them belong here")
            }
        }
        return nil
    }
}

/// Reads one record.
private struct RecordReader {
    private let bytes: [UInt8]
    private let line: Range<Int>

    init(_ bytes: [UInt8], _ line: Range<Int>) {
        self.bytes = bytes
        self.line = line
    }

    func record() throws(JSONFault) -> FindingLines.Record {
        let fields = try self.fields(line)
        if let run = fields["run"] { return .run(try self.run(run)) }
        guard fields["summary"] == nil, let name = fields["fingerprint"] else {
            let isKnown = fields["summary"] != nil || fields["file"] != nil || fields["manifest"] != nil
            guard isKnown else { throw JSONFault(place: line.lowerBound, message: "this is no record") }
            return .other
        }
        guard let fingerprint = text(name).flatMap({ Fingerprint($0) }) else {
            throw JSONFault(
                place: name.lowerBound, message: "this is no fingerprint", code: "bad-fingerprint")
        }
        guard let rule = text(fields["rule"]).flatMap({ RuleID($0) }) else {
            throw JSONFault(place: line.lowerBound, message: "the record names no rule", code: "bad-rule")
        }
        let location = try fields["location"].map { range throws(JSONFault) in try self.fields(range) } ?? [:]
        return .finding(
            FindingLine(
                fingerprint: fingerprint, rule: rule, severity: text(fields["severity"]) ?? "",
                confidence: text(fields["confidence"]) ?? "",
                decision: text(fields["decision"]).flatMap { DecisionState(rawValue: $0) },
                path: text(location["path"]) ?? "", place: place(location),
                excerpt: text(fields["excerpt"]) ?? "", value: text(fields["value"]) ?? "",
                evidence: try evidence(fields["evidence"])))
    }

    private func place(_ location: [String: Range<Int>]) -> String {
        var words: [String] = []
        if let message = location["message"].flatMap(bytes.number) { words.append("#\(message)") }
        for name in ["partKind", "part", "layer"] {
            if let word = text(location[name]) { words.append(word) }
        }
        let line = (location["fileLine"] ?? location["line"]).flatMap(bytes.number) ?? 0
        let column = location["column"].flatMap(bytes.number) ?? 0
        return (words + ["\(line):\(column)"]).joined(separator: " ")
    }

    private func evidence(_ range: Range<Int>?) throws(JSONFault) -> [String] {
        guard let range else { return [] }
        var found: [String] = []
        var cursor = JSONCursor(bytes, range)
        try cursor.elements { element throws(JSONFault) in
            let fields = try self.fields(element)
            let kind = text(fields["kind"]) ?? ""
            let detail = text(fields["word"]) ?? text(fields["validator"]) ?? text(fields["layer"])
            found.append(kind + (detail.map { " “\($0)”" } ?? ""))
        }
        return found
    }

    private func run(_ range: Range<Int>) throws(JSONFault) -> RunLine {
        let fields = try self.fields(range)
        var run = RunLine(
            keyID: text(fields["keyId"]),
            started: text(fields["started"]).flatMap { Day(String($0.prefix(10))) })
        guard let rules = fields["rules"] else { return run }
        for (name, value) in try self.fields(rules) {
            guard let id = RuleID(name) else { continue }
            let words = try self.fields(value)
            run.rules[id] = RuleInformation(
                id: id, title: try localized(words["title"]), severity: .info,
                why: try localized(words["why"]),
                instead: try localized(words["instead"]))
        }
        return run
    }

    private func localized(_ range: Range<Int>?) throws(JSONFault) -> LocalizedText {
        guard let range else { return LocalizedText() }
        var texts: [Language: String] = [:]
        for (name, value) in try fields(range) {
            if let language = Language(rawValue: name) { texts[language] = text(value) }
        }
        return LocalizedText(texts)
    }

    private func fields(_ range: Range<Int>) throws(JSONFault) -> [String: Range<Int>] {
        var fields: [String: Range<Int>] = [:]
        var cursor = JSONCursor(bytes, range)
        try cursor.members { name, value throws(JSONFault) in
            fields[String(decoding: bytes[name], as: UTF8.self)] = value
        }
        return fields
    }

    private func text(_ range: Range<Int>?) -> String? { range.flatMap { bytes.string(at: $0) } }
}
