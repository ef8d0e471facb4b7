import SluiceModel
import Synchronization

/// Findings as the page counts them, and the rows of those that its table may hold.
final class HTMLDraft: FindingDraft, @unchecked Sendable {
    private(set) var rules: HTMLRuleNumbers
    private let floor: HTMLFloor
    private let showsTimes: Bool
    private(set) var counted: [HTMLCounted] = []
    /// The rules met last.
    private var known: [(rule: RuleID, number: Int)] = []
    private static let mostKnown = 4
    /// Of the finding before.
    private var path = (text: "", hash: TextHash.hash(""))
    private var author = (text: "", hash: TextHash.hash(""))

    init(_ rules: HTMLRuleNumbers, _ floor: HTMLFloor, showsTimes: Bool) {
        self.rules = rules
        self.floor = floor
        self.showsTimes = showsTimes
    }

    override func add(_ finding: inout MaskedFinding) { count(&finding) }
    func add(_ finding: inout FindingRecord) { count(&finding) }

    override func empty() {
        super.empty()
        counted.removeAll(keepingCapacity: true)
    }

    private func count(_ finding: inout some ReportedFinding & ~Copyable) {
        note(finding.path, &path)
        let writer = finding.author
        if let writer { note(writer, &author) }
        var value: UInt64 = 0
        let columns = RowColumns(finding, rule: number(of: finding), showsTimes: showsTimes)
        let hasRow = floor.admits(columns.gravity)
        if hasRow {
            finding.withValueID { value = unsafe TextHash.hash($0) }
        } else {
            finding.withValueIDAlone { value = unsafe TextHash.hash($0) }
        }
        var counted = HTMLCounted(
            columns: columns,
            day: finding.time.flatMap { $0.isFinite && abs($0) < 1e12 ? CalendarDay.number($0) : nil },
            author: writer == nil ? nil : author.hash, value: value, path: path.hash)
        if hasRow {
            counted.row = HTMLRow.write(&finding, to: &bytes)
        }
        self.counted.append(counted)
    }

    private func number(of finding: borrowing some ReportedFinding & ~Copyable) -> Int {
        if let known = known.first(where: { $0.rule == finding.rule }) { return known.number }
        let number = rules.number(of: finding.rule)
        if known.count == HTMLDraft.mostKnown { known.removeFirst() }
        known.append((finding.rule, number))
        return number
    }

    private func note(_ text: String, _ known: inout (text: String, hash: UInt64)) {
        if text != known.text { known = (text, TextHash.hash(text)) }
    }
}

/// One finding as the page's sums take it.
struct HTMLCounted: Sendable {
    let columns: RowColumns
    /// Since 1970; nil where there is no time.
    let day: Int?
    /// Hashes.
    let author: UInt64?
    let value: UInt64
    let path: UInt64
    /// Where its row stands among those of the draft; nil where the table has no room for it.
    var row: RowPieces?
}

/// What the table holds already: less grave findings need no row any more.
final class HTMLFloor: Sendable {
    private let gravity = Atomic<Int>(-1)

    func admits(_ gravity: Int) -> Bool { gravity > self.gravity.load(ordering: .relaxed) }
    /// The table is full, and `gravity` its least.
    func rise(to gravity: Int) { self.gravity.store(gravity, ordering: .relaxed) }
}
