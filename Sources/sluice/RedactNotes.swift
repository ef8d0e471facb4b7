import SluiceModel
import SluiceRedaction

/// What a redaction tells beside its output, on the standard error.
struct RedactNotes {
    var edits = 0
    private let language: Language
    private var unredacted: [Unredacted] = []
    private var brokenSeals: [Origin] = []

    init(language: Language) { self.language = language }

    var hasUnredacted: Bool { !unredacted.isEmpty }

    mutating func add(_ places: [Unredacted], _ seals: [Origin]) {
        for place in places where !unredacted.contains(place) { unredacted.append(place) }
        for seal in seals where !brokenSeals.contains(seal) { brokenSeals.append(seal) }
    }

    /// Notes that what stands in the place of values is found again and again.
    mutating func addRest(_ path: String) {
        unredacted.append(
            Unredacted(
                origin: Origin(path: path),
                reason: said(
                    "auch was die Funde ersetzt, wird gefunden",
                    "what takes the place of findings is found itself")))
    }

    /// Names what cannot be redacted, because of which nothing is written.
    func refuse() -> Outcome {
        tellUnredacted()
        Console.error(
            said(
                "nichts geschrieben; mit --keep-unredacted bleibt stehen, was nicht geschwärzt werden kann",
                "nothing was written; with --keep-unredacted what cannot be redacted stays as it is"))
        return .incomplete
    }

    func tell() {
        tellUnredacted()
        for origin in brokenSeals {
            let message = "\(origin.message ?? 1)"
            Console.error(
                said(
                    "die Signatur der Nachricht \(message) gilt nicht mehr",
                    "the signature of message \(message) no longer holds"))
        }
        Console.error(
            edits == 1
                ? said("1 Stelle geschwärzt", "1 place redacted")
                : said("\(edits) Stellen geschwärzt", "\(edits) places redacted"))
    }

    private func tellUnredacted() {
        for place in unredacted {
            Console.error(said("nicht geschwärzt: \(place)", "not redacted: \(place)"))
        }
    }

    private func said(_ german: String, _ english: String) -> String {
        language == .german ? german : english
    }
}
