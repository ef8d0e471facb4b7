public import SluiceModel

/// What a report says at its end.
///
/// ``Recorder/summary(_:seconds:)`` makes one whose paths name nobody.
public struct SummaryRecord: Sendable {
    public var counts: ScanCounts
    public var seconds: Double

    public init(counts: ScanCounts, seconds: Double) {
        self.counts = counts
        self.seconds = seconds
    }
}
