import SluiceDetection
import SluiceEngine
import SluiceFormats

extension DetectionWorker {
    /// For each text of a run whether detection may find anything in it, or may have something to tell of it.
    mutating func loudTexts(of run: MessageRun, decodesBlobs: Bool, seconds: Double) -> [Bool] {
        guard run.gathered != nil, run.areViews else {
            return loudTexts(
                run.texts, of: run.storage, areApart: run.areApart, decodesBlobs: decodesBlobs
            ) { Allowance(seconds: seconds) }
        }
        return loudViews(run.texts, of: run.storage) { Allowance(seconds: seconds) }
    }
}
