import SluiceDetection
import SluiceEngine
import SluiceFormats

extension DetectionWorker {
    /// For each text of a run whether detection may find anything in it, or may have something to tell of it.
    mutating func looks(at run: MessageRun, decodesBlobs: Bool, seconds: Double) -> [TextLook] {
        guard run.gathered != nil, run.areViews else {
            return looks(
                at: run.texts, of: run.storage, areApart: run.areApart, decodesBlobs: decodesBlobs
            ) { Allowance(seconds: seconds) }
        }
        return looks(atViews: run.texts, of: run.storage) { Allowance(seconds: seconds) }
    }
}
