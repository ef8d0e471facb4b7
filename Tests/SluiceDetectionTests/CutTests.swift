@testable import SluiceDetection
import SluiceEngine
import SluiceModel
import SluiceRules
import TestSupport
import Testing

/// Cuts a text into segments at the given places, each with the context that the detector asks for.
func segments(_ bytes: [UInt8], at cuts: [Int], _ detector: Detector) -> [Message] {
    let borders = [0] + cuts + [bytes.count]
    let smallest = zip(borders, borders.dropFirst()).map { $1 - $0 }.min() ?? 0
    let before = detector.contextBefore(forBodiesOf: smallest)
    let behind = detector.contextBehind(forBodiesOf: smallest)
    let brief = detector.briefContextBehind(forBodiesOf: smallest)
    return zip(borders, borders.dropFirst()).map { start, end in
        let from = max(0, start - before)
        func segment(_ behind: Int) -> TextSegment {
            let to = min(bytes.count, end + behind)
            return TextSegment(
                storage: TextStorage(bytes[from..<to]), body: start - from..<end - from, offset: from,
                endsText: to == bytes.count)
        }
        var text = segment(brief)
        let fuller = segment(behind)
        if !text.endsText { text.fuller = { fuller } }
        return Message(origin: Origin(path: "long.txt"), parts: [Part(text: text)])
    }
}

/// All of a finding that must not depend on how its text was cut.
struct Everything: Hashable {
    var outcome: Outcome
    var line: Int
    var column: Int
    var value: Secret
    var excerpt: Excerpt
    var evidence: [Evidence]
    var also: [RuleID]

    init(_ finding: Finding) {
        outcome = Outcome(finding)
        line = finding.location.line
        column = finding.location.column
        value = finding.value
        excerpt = finding.excerpt
        evidence = finding.evidence
        also = finding.also
    }
}

@Suite("A text that comes in segments")
struct CutTests {
    private static func rules() throws -> [Rule] {
        var names = try makeRule("names", [])
        names.matcher = .terms([
            Term("Fall"), Term("x a"), Term("aaa b bb"), Term("Kennwort acme"), Term("ä"),
        ])
        return [
            names,
            try makeRule(
                "number", [#"\d{4}"#], confidence: .low,
                evidence: [
                    makeCondition(.medium, near: ["Fall"], within: .characters(40)),
                    makeCondition(.high, nearPatterns: ["Az"], within: .line),
                    makeCondition(.high, near: ["Kennwort"], within: .message),
                ]),
            try makeRule("pairs", ["aa"], evidence: [makeCondition(distinct: 2)]),
            try makeRule(
                "many", [#"[xy]{3,9}"#], confidence: .low, evidence: [makeCondition(.high, distinct: 12)]),
            try makeRule("block", [#"(?s)<<.{0,3000}?>>"#], confidence: .high),
            try makeRule("behind", [#"(?<=(Fall)) *\d"#], group: .number(1)),
            try makeRule(
                "token", ["[xa]{2}(b+)"], group: .firstNonEmpty,
                imported: ImportedConditions(keywords: ["acme"])),
            try makeRule("marking", ["Kennwort"], show: .all),
            try linked(),
        ]
    }

    /// A rule whose matches depend on those of others, near and far.
    private static func linked() throws -> Rule {
        func asks(_ rule: String, _ within: Reach, _ confidence: Confidence? = nil) -> Condition {
            var condition = makeCondition(confidence, within: within)
            condition.rules = [Reference(rule, source: place)]
            return condition
        }
        var either = makeCondition(.high)
        either.groups = [
            ConditionGroup(
                .atLeast(2),
                of: [
                    asks("marking", .message), asks("many", .line), asks("number", .characters(20)),
                    makeCondition(nil, near: ["Fall"], within: .line),
                ])
        ]
        return try makeRule(
            "file", ["Az", "ä"], confidence: .low,
            evidence: [asks("number", .characters(60), .medium), either],
            unless: [asks("block", .characters(9)), asks("pairs", .characters(2))])
    }

    private static func text(_ size: Int, _ random: inout SeededGenerator) -> [UInt8] {
        let pieces = [
            "a", "aaa", "aaaaaaa", "b", "bb", "x", "xy", "yyx", " ", "\n", "1", "4711", "ä", "€", "Fall ",
            "Fall4", "Az",
            "<<", ">>", "und so weiter ", "\r\n", "12 34",
        ]
        var bytes: [UInt8] = []
        while bytes.count < size {
            bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
            if UInt.random(in: 0..<4000, using: &random) == 0 { bytes += Array("Kennwort acme".utf8) }
            if UInt.random(in: 0..<3000, using: &random) == 0 { bytes.append(0xFF) }
        }
        return bytes
    }

    private func findings(_ messages: [Message], _ detector: Detector) -> [Everything] {
        settled(messages, detector, .lowest).map { Everything($0) }
    }

    private func settled(_ messages: [Message], _ detector: Detector, _ threshold: Threshold) -> [Finding] {
        var worker = DetectionWorker(detector, threshold: threshold)
        var settler = Settler(detector, threshold: threshold)
        var findings: [Finding] = []
        for message in messages {
            findings += settler.settle(worker.detect(message, allowance: Allowance()))
        }
        return findings + settler.finish()
    }

    @Test("gives the same findings however it is cut", arguments: 1...8)
    func randomCuts(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let detector = try Detector(RuleSet(rules: try Self.rules()))
        let bytes = Self.text(3000, &random)
        let whole = findings(segments(bytes, at: [], detector), detector)
        #expect(whole.count > 50)
        for _ in 0..<4 {
            let count = Int.random(in: 1...12, using: &random)
            let cuts = Set((0..<count).map { _ in Int.random(in: 1..<bytes.count, using: &random) }).sorted()
            let parts = findings(segments(bytes, at: cuts, detector), detector)
            #expect(parts.map(\.outcome) == whole.map(\.outcome), "cut at \(cuts)")
            #expect(parts == whole, "cut at \(cuts)")
        }
    }

    @Test(
        "gives findings under the threshold with all that they are counted by, and nothing else",
        arguments: 1...4)
    func threshold(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let detector = try Detector(RuleSet(rules: try Self.rules()))
        let bytes = Self.text(60_000, &random)
        for cuts in [[], [20_000], [7, 20_000, 41_003]] {
            let messages = segments(bytes, at: cuts, detector)
            let all = settled(messages, detector, .lowest)
            let some = settled(messages, detector, Threshold(confidence: .high))
            #expect(some.map(Outcome.init) == all.map(Outcome.init))
            #expect(some.map(\.sameness) == all.map(\.sameness))
            let shown = some.indices.filter { some[$0].confidence == .high }
            #expect(!shown.isEmpty && shown.count < some.count)
            #expect(shown.map { Everything(some[$0]) } == shown.map { Everything(all[$0]) })
            let rest = some.filter { $0.confidence < .high }
            #expect(rest.allSatisfy { $0.excerpt == .empty && $0.value == Secret([]) && $0.evidence.isEmpty })
        }
    }

    @Test("gives the same findings where it is over 1 MiB")
    func longText() throws {
        var random = SeededGenerator(seed: 77)
        let rules = try Self.rules().filter {
            ["number", "many", "block", "token", "names", "marking", "file"].contains($0.id.description)
        }
        let detector = try Detector(RuleSet(rules: rules))
        let filler = [UInt8](repeating: UInt8(ascii: "."), count: 90_000)
        var bytes: [UInt8] = []
        while bytes.count < 1_200_000 { bytes += Self.text(400, &random) + filler }
        let whole = findings(segments(bytes, at: [], detector), detector)
        #expect(whole.count > 100)
        for size in [70_001, 500_000] {
            let cuts = Array(stride(from: size, to: bytes.count, by: size))
            #expect(findings(segments(bytes, at: cuts, detector), detector) == whole, "size \(size)")
        }
    }

    @Test("gives the same findings where workers make final those of a segment's middle", arguments: 1...2)
    func middles(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let rules = try Self.rules().filter { !["pairs", "many", "file"].contains($0.id.description) }
        let detector = try Detector(RuleSet(rules: rules))
        let bytes = Self.text(60_000, &random)
        let whole = findings(segments(bytes, at: [], detector), detector)
        for size in [20_000, 33_333] {
            let cuts = Array(stride(from: size, to: bytes.count, by: size))
            let parts = segments(bytes, at: cuts, detector)
            var worker = DetectionWorker(detector)
            let middle = worker.detect(parts[1], allowance: Allowance())
            #expect(middle.interior?.findings.isEmpty == false)
            #expect(findings(parts, detector) == whole, "size \(size)")
        }
    }

    /// Text in which much is folded.
    private static func disguised(_ size: Int, _ random: inout SeededGenerator) -> [UInt8] {
        let hidden = [
            "\u{200B}", "\u{AD}", "\n> ", "\n>> > ", "\u{308}", "\u{A0}", "１２", "４７１１", "ﬁ", "𝐚", "аa", "bа",
            "x\u{301}",
            "Fa\u{200B}ll ", "Kenn\u{AD}wort ａcme", "＜<", ">\u{2060}>", "\u{FE0F}", " \n", "\r\n", "\u{2028}",
        ]
        var bytes: [UInt8] = []
        while bytes.count < size {
            bytes += text(Int.random(in: 1...20, using: &random), &random)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                bytes += Array((hidden.randomElement(using: &random) ?? "").utf8)
            }
        }
        return bytes
    }

    /// The segments as those of a mail whose lines flow.
    private func flowing(_ messages: [Message]) -> [Message] {
        messages.map { message in
            var message = message
            message.channel = .mail
            message.parts[0].flow = .flowed(deletesSpace: true)
            return message
        }
    }

    @Test("gives the same findings however it is cut, where much is folded", arguments: 1...6)
    func folded(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let detector = try Detector(RuleSet(rules: try Self.rules()))
        let bytes = Self.disguised(9000, &random)
        let whole = findings(flowing(segments(bytes, at: [], detector)), detector)
        #expect(whole.count > 50)
        for size in [1024, 2500, 4096] {
            let cuts = Array(stride(from: size, to: bytes.count, by: size))
            let parts = findings(flowing(segments(bytes, at: cuts, detector)), detector)
            #expect(parts.map(\.outcome) == whole.map(\.outcome), "size \(size)")
            #expect(parts == whole, "size \(size)")
        }
        for _ in 0..<2 {
            let cuts = Set((0..<8).map { _ in Int.random(in: 1..<bytes.count, using: &random) }).sorted()
            let parts = findings(flowing(segments(bytes, at: cuts, detector)), detector)
            #expect(parts.map(\.outcome) == whole.map(\.outcome), "cut at \(cuts)")
        }
    }

    @Test("is followed by the next message as if it had not been")
    func nextMessage() throws {
        let detector = try Detector(RuleSet(rules: [try makeRule("pairs", ["aa"])]))
        let first = segments(Array("aaa".utf8), at: [1], detector)
        let second = segments(Array("aaaa".utf8), at: [2], detector)
        #expect(findings(first + second, detector).map(\.outcome.span) == [0..<2, 0..<2, 2..<4])
        // A reader that broke off after the first segment.
        #expect(findings([first[0]] + second, detector).map(\.outcome.span) == [0..<2, 0..<2, 2..<4])
        #expect(findings([first[0], makeMessage("aa")], detector).map(\.outcome.span) == [0..<2, 0..<2])
    }
}
