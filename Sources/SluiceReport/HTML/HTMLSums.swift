import SluiceModel

/// What the page's overview counts: all findings, whether the table holds them or not.
struct HTMLSums: Sendable {
    /// So that a file with absurd dates cannot fill the memory.
    private static let dayLimit = 20_000

    private(set) var total = 0
    /// By severity, then confidence.
    private(set) var matrix = Array(
        repeating: Array(repeating: 0, count: Confidence.allCases.count), count: Severity.allCases.count)
    private(set) var days: [Int: PeopleCount] = [:]
    private(set) var undated = 0
    private(set) var packs: [String: PeopleCount] = [:]
    private(set) var channels: [Channel: PeopleCount] = [:]
    /// By the number of the rule.
    private(set) var kinds: [KindCount] = []

    mutating func add(_ finding: HTMLCounted, rule: Int, pack: String) {
        let severity = Int(finding.columns.severity)
        total += 1
        matrix[severity][Int(finding.columns.confidence)] += 1
        packs[pack, default: PeopleCount()].add(severity, finding.author)
        channels[Channel.allCases[Int(finding.columns.channel)], default: PeopleCount()]
            .add(severity, finding.author)
        if let day = finding.day, days[day] != nil || days.count < HTMLSums.dayLimit {
            days[day, default: PeopleCount()].add(severity, finding.author)
        } else {
            undated += 1
        }
        while kinds.count <= rule { kinds.append(KindCount()) }
        kinds[rule].add(finding)
    }
}

/// How many findings of each severity there are, and whether they come from enough people to say so.
struct PeopleCount: Sendable {
    /// Sums over the messages of fewer people are not shown, for they would point at individuals.
    static let leastPeople = 5

    private var severities = Array(repeating: 0, count: Severity.allCases.count)
    /// Of the first five people.
    private var authors: [UInt64] = []

    mutating func add(_ severity: Int, _ author: UInt64?) {
        severities[severity] += 1
        if let author { note(author) }
    }

    mutating func add(_ other: PeopleCount) {
        for index in severities.indices { severities[index] += other.severities[index] }
        other.authors.forEach { note($0) }
    }

    private mutating func note(_ author: UInt64) {
        guard authors.count < PeopleCount.leastPeople, !authors.contains(author) else { return }
        authors.append(author)
    }

    var total: Int { severities.reduce(0, +) }

    /// The sums by severity; nil where they come from one to four people.
    ///
    /// Files have no author.
    var shown: [Int]? {
        authors.isEmpty || authors.count >= PeopleCount.leastPeople ? severities : nil
    }
}

/// What an incident sheet says of one rule's findings.
struct KindCount: Sendable {
    private(set) var count = 0
    private(set) var values = DistinctCount()
    private(set) var paths = DistinctCount()
    private(set) var days: ClosedRange<Int>?

    mutating func add(_ finding: HTMLCounted) {
        count += 1
        values.add(finding.value)
        paths.add(finding.path)
        guard let day = finding.day else { return }
        days = days.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day
    }
}
