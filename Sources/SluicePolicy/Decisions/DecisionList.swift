public import SluiceModel

/// The decisions on findings that one file holds: baseline, suppression list and state of triage in one.
///
/// Lines that nobody changes are written as they were read, so the file changes only where a decision does. They are
/// sorted by fingerprint: two people's decisions meet in one place only where both decided about the same finding.
public struct DecisionList: Sendable {
    /// Names the key under which the fingerprints were made; nil where the file does not say.
    public private(set) var keyID: String?

    private let bytes: [UInt8]
    /// Sorted by fingerprint.
    private let entries: [DecisionReader.Entry]
    /// What was decided since the file was read; nil for what was taken back.
    private var changes: [Fingerprint: Decision?] = [:]

    /// No decisions.
    public init() {
        bytes = []
        entries = []
    }

    /// Reads a file of decisions.
    ///
    /// - Throws: Every fault of the file, with its place; no line is passed over.
    public init(_ bytes: [UInt8], file: String? = nil) throws(Diagnostics) {
        var reader = DecisionReader(bytes, file: file)
        reader.readAll()
        guard reader.faults.isEmpty else { throw Diagnostics(reader.faults) }
        self.bytes = bytes
        entries = reader.entries
        keyID = reader.keyID
    }

    public var isEmpty: Bool { count == 0 }

    public var count: Int {
        var count = entries.count
        for (fingerprint, decision) in changes {
            if decision != nil { count += 1 }
            if entry(fingerprint) != nil { count -= 1 }
        }
        return count
    }

    /// All decisions, sorted by fingerprint.
    public var all: [Decision] {
        merged {
            self.decision($0)
        } changed: {
            $0
        }
    }

    /// What was decided about a finding, whether or not it still holds.
    public subscript(fingerprint: Fingerprint) -> Decision? {
        if let change = changes[fingerprint] { return change }
        return entry(fingerprint).flatMap(decision)
    }

    /// How a finding that is met on `day` stands to what was decided.
    public func standing(of fingerprint: Fingerprint, on day: Day) -> DecisionStanding {
        if !changes.isEmpty, let change = changes[fingerprint] {
            return change.map { DecisionList.standing($0.state, until: $0.until, on: day) } ?? .open
        }
        return entry(fingerprint).map { DecisionList.standing($0.state, until: $0.until, on: day) } ?? .open
    }

    private static func standing(_ state: DecisionState, until: Day?, on day: Day) -> DecisionStanding {
        guard state.releases else { return .back }
        return until.map { day > $0 } ?? false ? .expired(state) : .released(state)
    }

    /// Decides, in place of what was decided before.
    public mutating func decide(_ decision: Decision) {
        changes[decision.fingerprint] = .some(decision)
    }

    public mutating func remove(_ fingerprint: Fingerprint) { changes[fingerprint] = .some(nil) }

    /// Says under which key the fingerprints were made.
    public mutating func setKey(_ id: String) { keyID = id }

    /// Takes over what was decided in `other` since it was read.
    public mutating func apply(changesOf other: DecisionList) {
        changes.merge(other.changes) { $1 }
        keyID = other.keyID ?? keyID
    }

    /// Removes decisions that held until a day before `day`; gives how many.
    public mutating func removeExpired(before day: Day) -> Int {
        let old = all.filter { $0.state.releases && $0.until.map { $0 < day } ?? false }
        for decision in old { remove(decision.fingerprint) }
        return old.count
    }

    /// The file as it is to be written.
    public func contents() -> [UInt8] {
        var contents: [UInt8] = []
        contents.reserveCapacity(bytes.count + 200 * changes.count)
        if let keyID {
            contents += (#"{"decisions":{"schema":1,"key":"# + JSONText.quoted(keyID) + "}}\n").utf8
        }
        for line in merged({ bytes[$0.line] }, changed: { $0.line[...] }) {
            contents += line
            contents.append(0x0A)
        }
        return contents
    }

    /// What `read` gives for the file's entries and `changed` for what was decided since, sorted by fingerprint.
    private func merged<Element>(
        _ read: (DecisionReader.Entry) -> Element?, changed: (Decision) -> Element
    ) -> [Element] {
        let new = changes.values.compactMap { $0 }.sorted { $0.fingerprint < $1.fingerprint }
        var result: [Element] = []
        result.reserveCapacity(entries.count + new.count)
        var next = 0
        for entry in entries {
            while next < new.count, new[next].fingerprint < entry.fingerprint {
                result.append(changed(new[next]))
                next += 1
            }
            guard changes[entry.fingerprint] == nil, let element = read(entry) else { continue }
            result.append(element)
        }
        return result + new[next...].map(changed)
    }

    private func entry(_ fingerprint: Fingerprint) -> DecisionReader.Entry? {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].fingerprint < fingerprint { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].fingerprint == fingerprint ? entries[low] : nil
    }

    private func decision(_ entry: DecisionReader.Entry) -> Decision? {
        var texts: [String: String] = [:]
        var cursor = JSONCursor(bytes, entry.line)
        try? cursor.members { name, value throws(JSONFault) in
            texts[String(decoding: bytes[name], as: UTF8.self)] = bytes.string(at: value)
        }
        guard let rule = texts["rule"].flatMap({ RuleID($0) }) else { return nil }
        return Decision(
            fingerprint: entry.fingerprint, rule: rule, state: entry.state, reason: texts["reason"],
            by: texts["by"], until: entry.until)
    }
}
