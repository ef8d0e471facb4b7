public import SluiceModel

/// Removes findings that were kept for as long as a policy allows.
public enum Retention {
    /// What is left of a file of findings, and how many were removed.
    ///
    /// A finding is as old as the run that wrote it. Records of runs and their summaries stay: they say that something
    /// was looked at, and name nobody. A run that does not say when it began is old.
    /// - Throws: ``Diagnostic`` where a line is no record; then nothing should be written.
    public static func purged(
        _ bytes: [UInt8], file: String? = nil, before day: Day
    ) throws(Diagnostic) -> (kept: [UInt8], removed: Int) {
        var kept: [UInt8] = []
        var removed = 0
        var isOld = true
        var lines = FindingLines(bytes, file: file)
        while let (record, line) = try lines.next() {
            switch record {
            case .run(let run):
                isOld = run.started.map { $0 < day } ?? true
                kept += line
            case .finding where isOld: removed += 1
            case .finding, .other: kept += line
            }
        }
        return (kept, removed)
    }
}
