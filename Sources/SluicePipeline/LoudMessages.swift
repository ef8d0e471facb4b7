import SluiceDetection
import SluiceEngine
import SluiceFormats

extension DetectionWorker {
    /// For each message of a run whether detection may find anything in it, or may have something to tell of it.
    mutating func loudMessages(of run: MessageRun, decodesBlobs: Bool, seconds: Double) -> [Bool] {
        guard let gathered = run.gathered else {
            return loudTexts(run.texts, of: run.storage, decodesBlobs: decodesBlobs)
        }
        let loud = loudViews(run.texts, of: run.storage) { Allowance(seconds: seconds) }
        var first = 0
        return gathered.map { message in
            defer { first = message.textsEnd }
            return loud[first..<message.textsEnd].contains(true)
        }
    }
}
