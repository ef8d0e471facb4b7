import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Whether a layer is quoted or forwarded")
struct LayerKindTests {
    private static let block = "From: a@b.example\nTo: c\nSubject: d\n\ntext\n"
    private static let bar = "-----Original Message-----\n"
    private static let long = String(repeating: "words of my own, ", count: 20) + "\n\n"

    @Test(
        "is decided by bar, subject, and what stands above",
        arguments: [
            ("", block, "forwarded:1"), ("fyi\n\n", block, "forwarded:1"), (long, block, "quoted:1"),
            ("", bar + block, "forwarded:1"), ("fyi\n\n", bar + block, "quoted:1"),
            (long, "----- Forwarded message -----\n" + block, "forwarded:1"),
        ])
    func above(own: String, block: String, kind: String) {
        let text = Array((own + block).utf8)
        #expect(LayerFinder.layers(in: text.span).map(\.kind.description) == [kind])
    }

    @Test(
        "is decided by the subject of the mail around it",
        arguments: [
            ("WG: d", "forwarded:1"), ("[EXTERN] Fwd: d", "forwarded:1"), ("AW: d", "quoted:1"),
            ("Re[2]: d", "quoted:1"), ("d", "forwarded:1"), ("Hinweis: d", "forwarded:1"),
            ("  aw(2): d", "quoted:1"), ("RE^3: d", "quoted:1"), ("AW：d", "quoted:1"),
            ("vá: d", "quoted:1"),
            ("Re:\u{301} d", "forwarded:1"), ("von zwei Seiten Re: d", "forwarded:1"), (":", "forwarded:1"),
        ])
    func subject(subject: String, kind: String) {
        let text = Array(("fyi\n\n" + Self.block).utf8)
        #expect(LayerFinder.find(in: text.span, subject: subject).layers.map(\.kind.description) == [kind])
    }

    @Test("is asked for only where a header block, bar or intro stands")
    func mayHave() {
        func may(_ text: String) -> Bool { LayerFinder.mayHaveLayers(Array(text.utf8).span) }
        #expect(may("Some notes.\n\n" + Self.block))
        #expect(may("Am 3.4.2024 um 12:00 schrieb Max <max@firma.example>:\n> Hallo\n"))
        #expect(!may("> a note\n> in Markdown\n\nFrom: here\nTo: there\n"))
        #expect(!may(""))
    }
}

@Suite("Dates in words")
struct DateTextTests {
    @Test(
        "are read in German, English, and by numbers",
        arguments: [
            ("Donnerstag, 23. März 2023 17:11", 1_679_591_460.0),
            ("Mi., 27. Okt. 2021 um 09:31 Uhr", 1_635_327_060),
            ("Wed, Oct 27, 2021 at 9:31 AM", 1_635_327_060),
            ("Wed, 27 Oct 2021 09:31:00 +0200", 1_635_319_860),
            ("27.10.2021 09:31", 1_635_327_060), ("28/10/2021, 12:46", 1_635_425_160),
            ("10/28/21, 12:46 PM", 1_635_425_160), ("2021-10-27 09:31", 1_635_327_060),
            ("2021-10-27T09:31:00Z", 1_635_327_060), ("October 27, 2021 at 9:31:00 AM GMT+2", 1_635_319_860),
            ("27. Oktober 2021 um 09:31:00 MESZ", 1_635_319_860), ("2021年10月27日 9:31", 1_635_327_060),
            ("mercredi 27 octobre 2021 09:31", 1_635_327_060), ("3.2.16 um 0:00", 1_454_457_600),
            ("Sonntag, 29. Februar 2004 12:00 AM", 1_078_012_800),
        ])
    func read(text: String, seconds: Double) {
        #expect(DateText.find(in: Array(text.utf8))?.seconds == seconds)
    }

    @Test(
        "are nil where there is none",
        arguments: ["", "gestern", "31.02.2021", "12:30", "Mai", "1.2", "99/99/9999"])
    func none(text: String) {
        #expect(DateText.find(in: Array(text.utf8)) == nil)
    }
}
