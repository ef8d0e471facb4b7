public import SluiceModel
public import SluiceNames

/// Makes records of findings: masks what was found, and names people by pseudonyms.
public struct Recorder: Sendable {
    private let mask: Mask
    private let names: NameKey
    private let people: PeopleNames
    /// The path of the finding before, and as it is shown: most findings stand in the file of the one before.
    private var path = (real: "", shown: "")
    /// The author of the finding before, and the name shown.
    private var author: (person: Person, name: String)?

    /// Begins with a key; people's names are shown as they are only where the user asked for it by name.
    public init(mask: Mask, names: NameKey, revealsAuthors: Bool = false) {
        self.mask = mask
        self.names = names
        people = PeopleNames(names, reveals: revealsAuthors)
    }

    public mutating func record(_ finding: Finding) -> FindingRecord {
        let origin = finding.location.origin
        if origin.path != path.real { path = (origin.path, people.path(origin.path)) }
        if let person = finding.author, person != author?.person {
            author = (person, people.name(of: person))
        }
        return FindingRecord(
            finding, path: path.shown, author: finding.author == nil ? nil : author?.name, mask: mask,
            names: names, people: people)
    }

    /// Names the key under which everything gets its names.
    public var keyID: String { names.identifier }

    /// The program's arguments as a report may show them.
    public func arguments(_ arguments: [String]) -> [String] { people.arguments(arguments) }

    public func summary(_ counts: ScanCounts, seconds: Double) -> SummaryRecord {
        var counts = counts
        counts.unsupported = shown(counts.unsupported)
        counts.partial = shown(counts.partial)
        return SummaryRecord(counts: counts, seconds: seconds)
    }

    /// What became of a file, as a list of files may show it.
    public func file(_ record: FileRecord) -> FileRecord {
        var record = record
        record.stamp.path = people.path(record.stamp.path)
        record.counts.unsupported = shown(record.counts.unsupported)
        record.counts.partial = shown(record.counts.partial)
        return record
    }

    /// A path as a report may show it.
    public func path(_ path: String) -> String { people.path(path) }

    private func shown(_ gaps: NotedList<Gap>) -> NotedList<Gap> {
        let first = gaps.first.map { gap in
            var gap = gap
            gap.origin.path = people.path(gap.origin.path)
            gap.origin.messageID = nil
            return gap
        }
        return NotedList(first, of: gaps.total)
    }
}

extension FindingRecord {
    /// Masks a finding; ``Recorder`` does so for one finding after another.
    public init(_ finding: Finding, mask: Mask, names: NameKey) {
        let people = PeopleNames(names, reveals: false)
        self.init(
            finding, path: people.path(finding.location.origin.path),
            author: finding.author.map(people.name(of:)), mask: mask, names: names, people: people)
    }

    fileprivate init(
        _ finding: Finding, path: String, author: String?, mask: Mask, names: NameKey, people: PeopleNames
    ) {
        let value = mask.value(of: finding)
        self.init(
            rule: finding.rule, severity: finding.severity, confidence: finding.confidence,
            location: finding.location, excerpt: mask.excerpt(of: finding, masked: value), value: value,
            label: finding.label, valueID: names.valueID(finding), fingerprint: names.fingerprint(finding),
            evidence: finding.evidence, also: finding.also, author: author,
            authorRole: finding.authorRole, time: finding.time, channel: finding.channel,
            audience: finding.audience, verdict: finding.verdict, decision: finding.decision)
        location.origin.path = path
        location.member = location.member.map(people.path)
        end = TextPlace(behind: finding.value, from: finding.location)
        if let id = location.origin.messageID {
            location.origin.messageID = people.messageID(id, of: finding.author)
        }
        conversation = finding.conversation.map {
            ConversationRecord($0, mask: mask, people: people)
        }
    }
}

extension TextPlace {
    /// The place behind a value that begins at `location`.
    fileprivate init(behind value: Secret, from location: Location) {
        line = location.line
        column = location.column
        for byte in value.revealed {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
    }
}
