public import SluiceModel

/// Leaves out findings that were kept for as long as a policy allows.
///
/// A finding is as old as the run that wrote it; a run that does not say when it began is old. Records of runs and their
/// summaries stay, as they are: they say that something was looked at, and name nobody.
public enum RecordPurge {
    /// What became of a file.
    public enum Outcome: Hashable, Sendable {
        case removed(Int)
        /// Nothing was old, and the file is as it was.
        case unchanged
    }

    /// Rewrites a file without the findings of runs that began before a point in time, in seconds since 1970.
    ///
    /// - Throws: ``PurgeFault``; the file is then as it was.
    public static func purge(
        _ path: String, before time: Double
    ) throws(PurgeFault) -> Outcome {
        var output: ReportOutput
        do throws(OutputFault) {
            output = ReportOutput(try ReportTarget.replacing(path))
        } catch {
            throw .output(error)
        }
        var removed = 0
        var isOld = true
        var reader: RecordReader
        do throws(Diagnostic) { reader = try RecordReader(path) } catch { throw .record(error) }
        while let (record, line) = try next(&reader) {
            if case .run(let run) = record { isOld = run.started < time }
            if case .finding = record, isOld {
                removed += 1
            } else {
                do throws(OutputFault) {
                    output.append(line)
                    try output.flushIfFull()
                } catch {
                    throw .output(error)
                }
            }
        }
        guard removed > 0 else { return .unchanged }
        do throws(OutputFault) { try output.finish() } catch { throw .output(error) }
        return .removed(removed)
    }

    private static func next(
        _ reader: inout RecordReader
    ) throws(PurgeFault) -> (record: ReportRecord, line: ArraySlice<UInt8>)? {
        do throws(Diagnostic) { return try reader.nextLine() } catch { throw .record(error) }
    }
}

/// Why a file cannot be purged.
public enum PurgeFault: Error, Hashable, Sendable {
    case record(Diagnostic)
    case output(OutputFault)
}
