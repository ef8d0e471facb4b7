import SluiceModel

/// Reads the lines of a file of decisions.
struct DecisionReader {
    struct Entry {
        var fingerprint: Fingerprint
        var state: DecisionState
        var until: Day?
        /// The line without its line end, in the file's bytes.
        var line: Range<Int>
    }

    private let bytes: [UInt8]
    private let file: String?
    /// The line at hand, from 1.
    private var number = 0
    private(set) var entries: [Entry] = []
    /// Names the key under which the fingerprints were made.
    private(set) var keyID: String?
    private(set) var faults: [Diagnostic] = []

    /// More faults than a person will look at.
    private static let mostFaults = 100

    init(_ bytes: [UInt8], file: String?) {
        self.bytes = bytes
        self.file = file
    }

    mutating func readAll() {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count, faults.count < DecisionReader.mostFaults {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            number += 1
            var last = end
            while last > start, JSONCursor.isBlank(bytes[last - 1]) { last -= 1 }
            if last > start { read(start..<last) }
            start = end + 1
        }
        sort()
    }

    private mutating func read(_ line: Range<Int>) {
        do throws(JSONFault) {
            try readObject(line)
        } catch {
            note(error, in: line)
        }
    }

    private mutating func readObject(_ line: Range<Int>) throws(JSONFault) {
        let marks = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        if marks.contains(where: { bytes[line].starts(with: $0.utf8) }) {
            throw JSONFault(
                place: line.lowerBound, message: "git left the marks of a conflict here", code: "conflict",
                help: "keep the decisions of both sides and remove the marks")
        }
        var fields = Fields()
        var cursor = JSONCursor(bytes, line)
        try cursor.members { name, value throws(JSONFault) in try fields.take(name, value, bytes) }
        try cursor.finish()
        if let key = fields.keyID {
            keyID = key
        } else if !fields.isHeader {
            entries.append(try fields.entry(line))
        }
    }

    private mutating func note(_ fault: JSONFault, in line: Range<Int>) {
        let before = bytes[line.lowerBound..<min(fault.place, line.upperBound)]
        faults.append(
            Diagnostic(
                fault.code, fault.message, file: file, line: number,
                column: before.count { $0 & 0xC0 != 0x80 } + 1,
                help: fault.help
                    ?? #"a line looks like {"fingerprint":"…","rule":"…","state":"known","reason":"…"}"#))
    }

    /// Sorts the entries, and names findings about which two lines say different things.
    private mutating func sort() {
        let isSorted = zip(entries, entries.dropFirst()).allSatisfy { $0.fingerprint < $1.fingerprint }
        guard !isSorted else { return }
        entries.sort { ($0.fingerprint, $0.line.lowerBound) < ($1.fingerprint, $1.line.lowerBound) }
        var kept: [Entry] = []
        kept.reserveCapacity(entries.count)
        for entry in entries {
            guard let last = kept.last, last.fingerprint == entry.fingerprint else {
                kept.append(entry)
                continue
            }
            guard bytes[last.line] != bytes[entry.line] else { continue }
            faults.append(
                Diagnostic(
                    "decided-twice",
                    "this finding is decided in line \(lineNumber(of: last.line.lowerBound)) too, and otherwise",
                    file: file, line: lineNumber(of: entry.line.lowerBound), column: 1,
                    help: "keep one of the two lines"))
        }
        entries = kept
    }

    private func lineNumber(of place: Int) -> Int { bytes[..<place].count { $0 == 0x0A } + 1 }
}

/// What a line says, as it is read.
private struct Fields {
    var fingerprint: Fingerprint?
    var rule: RuleID?
    var state: DecisionState?
    var until: Day?
    var isHeader = false
    var keyID: String?

    mutating func take(_ name: Range<Int>, _ value: Range<Int>, _ bytes: [UInt8]) throws(JSONFault) {
        if bytes.equals("fingerprint", at: name) {
            fingerprint = try fingerprint(value, bytes)
        } else if bytes.equals("rule", at: name) {
            guard let found = RuleID(try text(value, bytes)) else {
                throw JSONFault(place: value.lowerBound, message: "this is no rule's name", code: "bad-rule")
            }
            rule = found
        } else if bytes.equals("state", at: name) {
            state = try state(value, bytes)
        } else if bytes.equals("until", at: name) {
            guard let day = Day(try text(value, bytes)) else {
                throw JSONFault(
                    place: value.lowerBound, message: "this is no day", code: "bad-day",
                    help: "write it as 2027-01-31")
            }
            until = day
        } else if bytes.equals("reason", at: name) || bytes.equals("by", at: name) {
            _ = try text(value, bytes)
        } else if bytes.equals("decisions", at: name) {
            try readHeader(value, bytes)
        }
    }

    private mutating func readHeader(_ value: Range<Int>, _ bytes: [UInt8]) throws(JSONFault) {
        isHeader = true
        var cursor = JSONCursor(bytes, value)
        var found: String?
        try cursor.members { name, value throws(JSONFault) in
            if bytes.equals("key", at: name) { found = bytes.string(at: value) }
        }
        keyID = found
    }

    func entry(_ line: Range<Int>) throws(JSONFault) -> DecisionReader.Entry {
        guard let fingerprint else { throw missing("fingerprint", line) }
        guard rule != nil else { throw missing("rule", line) }
        guard let state else { throw missing("state", line) }
        if state == .accepted, until == nil {
            throw JSONFault(
                place: line.lowerBound, message: "what is accepted is accepted until a day",
                code: "missing-until",
                help: #"add "until":"2027-01-31""#)
        }
        return DecisionReader.Entry(fingerprint: fingerprint, state: state, until: until, line: line)
    }

    private func missing(_ name: String, _ line: Range<Int>) -> JSONFault {
        JSONFault(place: line.lowerBound, message: "'\(name)' is missing", code: "missing-key")
    }

    private func text(_ value: Range<Int>, _ bytes: [UInt8]) throws(JSONFault) -> String {
        guard let text = bytes.string(at: value) else {
            throw JSONFault(place: value.lowerBound, message: "a text in quotes belongs here")
        }
        return text
    }

    private func fingerprint(_ value: Range<Int>, _ bytes: [UInt8]) throws(JSONFault) -> Fingerprint {
        guard value.count == 34, bytes[value.lowerBound] == 0x22,
            let found = Fingerprint(bytes[value.lowerBound + 1..<value.upperBound - 1])
        else {
            throw JSONFault(
                place: value.lowerBound, message: "this is no fingerprint", code: "bad-fingerprint",
                help: "it has 32 hexadecimal digits, as the records of findings have it")
        }
        return found
    }

    private func state(_ value: Range<Int>, _ bytes: [UInt8]) throws(JSONFault) -> DecisionState {
        guard let found = DecisionState(rawValue: try text(value, bytes)) else {
            throw JSONFault(
                place: value.lowerBound, message: "this is no state", code: "bad-state",
                help: "one of " + DecisionState.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return found
    }
}
