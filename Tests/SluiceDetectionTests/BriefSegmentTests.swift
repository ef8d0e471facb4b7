import SluiceEngine
import SluiceModel
import SluiceRules
import Synchronization
import TestSupport
import Testing

@testable import SluiceDetection

/// A long text cut into segments that carry little behind their bodies, and what is asked for beyond that.
@Suite("Segments that carry little of their neighbours")
struct BriefSegmentTests {
    private static let body = 1 << 20

    private static func detector() throws -> Detector {
        try Detector(
            RuleSet(rules: [
                try makeRule("letter", [#"Brief:[a-z\s]{8,}Gruss"#], show: .all),
                try makeRule("number", [#"\b[0-9]{6}\b"#]),
            ]))
    }

    /// Lines of letters, with something else at some places.
    private static func text(_ size: Int, _ inserts: [Int: String]) -> [UInt8] {
        var bytes = Array(
            repeatElement("der graue reiher steht am wasser\n".utf8, count: size / 33 + 1).joined())
        for (place, insert) in inserts {
            let insert = Array(insert.utf8)
            bytes.replaceSubrange(place..<place + insert.count, with: insert)
        }
        return Array(bytes.prefix(size))
    }

    /// The findings, and the offsets of the segments that asked for more.
    private func find(_ bytes: [UInt8], cuts: [Int]) throws -> (findings: [Everything], asked: [Int]) {
        let detector = try Self.detector()
        let asked = Mutex<[Int]>([])
        var worker = DetectionWorker(detector)
        var settler = Settler(detector)
        var findings: [Everything] = []
        for var message in segments(bytes, at: cuts, detector) {
            let start = message.parts[0].text.bodyOffset
            if let fuller = message.parts[0].text.fuller {
                message.parts[0].text.fuller = {
                    asked.withLock { $0.append(start) }
                    return fuller()
                }
            }
            findings += settler.settle(worker.detect(message, allowance: Allowance())).map { Everything($0) }
        }
        findings += settler.finish().map { Everything($0) }
        return (findings, asked.withLock(\.self))
    }

    @Test("ask for more only where a match goes on behind them, and give the same findings")
    func asksWhereNeeded() throws {
        let border = Self.body
        let bytes = Self.text(
            4 * border,
            [
                1000: "Brief: kurz und klar Gruss", border - 400: " 471147 ",
                border - 90: "Brief:", border + 300_000: "Gruss", 2 * border + 10: " 471148 ",
                3 * border - 20: " 471149 ", 3 * border - 300: "Brief: ein wort 7",
            ])
        let whole = try find(bytes, cuts: [])
        let parts = try find(bytes, cuts: [border, 2 * border, 3 * border])
        #expect(whole.findings.count == 5)
        #expect(parts.findings == whole.findings)
        #expect(whole.asked.isEmpty)
        #expect(parts.asked == [0])
    }

    @Test("ask when a chain of matches is repaired and goes on behind them")
    func repair() throws {
        let detector = try Detector(
            RuleSet(rules: [
                try makeRule("chain", [#"ab[a-z\s]+?Z|cd[a-zZ\s]+?Q|ef[a-zQ\s]+?W"#], show: .all)
            ]))
        // Seen from the second segment alone, one match reaches from `cd` to `Q`.
        let border = 5000
        let bytes = Self.text(
            2 * Self.body,
            [
                border - 50: "ab", border + 5: "cd", border + 30: "Z", border + 100: "ef",
                border + 4900: "Q", border + 300_000: "W",
            ])
        func message(_ body: Range<Int>) -> Message {
            func segment(_ behind: Int) -> TextSegment {
                let end = min(bytes.count, body.upperBound + behind)
                return TextSegment(
                    storage: TextStorage(bytes[..<end]), body: body, offset: 0, endsText: end == bytes.count)
            }
            var text = segment(detector.briefContextBehind(forBodiesOf: Self.body))
            let fuller = segment(bytes.count)
            if !text.endsText { text.fuller = { fuller } }
            return Message(origin: Origin(path: "long.txt"), parts: [Part(text: text)])
        }
        var worker = DetectionWorker(detector)
        var settler = Settler(detector)
        var places: [Int] = []
        for body in [0..<border, border..<2 * border, 2 * border..<bytes.count] {
            let found = worker.detect(message(body), allowance: Allowance())
            places += settler.settle(found).map(\.location.span.start)
        }
        places += settler.finish().map(\.location.span.start)
        #expect(places == [border - 50, border + 100])
    }

    @Test("that can get no more are said to be read in part")
    func gone() throws {
        let border = Self.body
        let bytes = Self.text(3 * border, [border - 90: "Brief:", border + 300_000: "Gruss"])
        let detector = try Self.detector()
        var worker = DetectionWorker(detector)
        var message = try #require(segments(bytes, at: [border, 2 * border], detector).first)
        message.parts[0].text.fuller = { nil }
        let found = worker.detect(message, allowance: Allowance())
        #expect(found.gaps.count == 1)
        #expect(found.count == 0)
    }
}
