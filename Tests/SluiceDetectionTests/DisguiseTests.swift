@testable import SluiceDetection
import SluiceEngine
import SluiceModel
import SluiceRules
import Testing

@Suite("A disguised value")
struct DisguiseTests {
    /// An example cut at its first value.
    private struct Cut {
        var before: [Unicode.Scalar]
        var value: [Unicode.Scalar]
        var behind: [Unicode.Scalar]

        init?(_ example: Example) {
            let text = example.text.unicodeScalars.filter { $0 != "‖" }
            guard let start = text.firstIndex(of: "⟦"), let end = text.firstIndex(of: "⟧") else { return nil }
            before = Array(text[..<start])
            value = Array(text[text.index(after: start)..<end])
            behind = text[text.index(after: end)...].filter { $0 != "⟦" && $0 != "⟧" }
        }

        /// The text with `value` in its place, each line behind `prefix`, and where the value stands in bytes.
        func text(_ value: [Unicode.Scalar], linePrefix: String) -> (text: String, span: Range<Int>) {
            func prefixed(_ scalars: [Unicode.Scalar]) -> String {
                scalars.map { $0 == "\n" ? "\n" + linePrefix : String($0) }.joined()
            }
            let head = linePrefix + prefixed(before)
            let middle = prefixed(value)
            let span = head.utf8.count..<head.utf8.count + middle.utf8.count
            return (head + middle + prefixed(behind), span)
        }
    }

    private static func outcomes(
        _ text: String, _ example: Example, _ flow: LineFlow, _ worker: inout DetectionWorker
    ) -> [Finding] {
        let part = Part(kind: example.part, text: TextSegment(text), flow: flow)
        let message = Message(origin: Origin(path: "disguise"), channel: .mail, parts: [part])
        return worker.detect(message, allowance: Allowance()).ready
    }

    /// The names of the disguises that could be put on an example of the rule.
    private static func tryAll(_ rule: Rule) throws -> Set<String> {
        var worker = DetectionWorker(try Detector(RuleSet(rules: [rule])))
        var applied: Set<String> = []
        for example in rule.examples.prefix(3) {
            guard let cut = Cut(example) else { continue }
            for disguise in Disguise.all {
                let disguised = disguise.put(cut.value)
                let plain = cut.text(disguise.plain(cut.value), linePrefix: "")
                let changed = cut.text(disguised, linePrefix: disguise.linePrefix)
                // A value that is not changed is none; nor is a plain twin that the rule does not know.
                guard disguised != cut.value,
                    let known = outcomes(plain.text, example, .fixed, &worker)
                        .first(where: { $0.location.span.range == plain.span })
                else { continue }
                applied.insert(disguise.name)
                let found = outcomes(changed.text, example, disguise.flow, &worker)
                    .first { $0.location.span.range == changed.span }
                #expect(found != nil, "\(rule.id): \(disguise.name)")
                #expect(found?.confidence == known.confidence, "\(rule.id): \(disguise.name)")
                #expect(found?.normalizedValue == known.normalizedValue, "\(rule.id): \(disguise.name)")
                #expect(found?.value.count == changed.span.count, "\(rule.id): \(disguise.name)")
            }
        }
        return applied
    }

    @Test("is found at its place for every rule that travels with the program")
    func everyRule() throws {
        #expect(Set(Disguise.all.map(\.name)).count == 40)
        var applied: Set<String> = []
        // What is mere evidence for others is no finding, in whatever disguise.
        for rule in try ShippedRulesTests.rules() where rule.isReported {
            let ofRule = try Self.tryAll(rule)
            #expect(ofRule.count >= 20, "\(rule.id): \(ofRule.count) disguises")
            applied.formUnion(ofRule)
        }
        #expect(applied == Set(Disguise.all.map(\.name)))
    }

    @Test("is shown as it stands and compared as it is read")
    func shown() throws {
        let rule = try makeRule("number", [#"\d{4} \d{2}"#], confidence: .high)
        let text = "Zeile\n> Nr. １２\u{200B}３４\u{A0}٥٦ Ende"
        let part = Part(text: TextSegment(text))
        let message = Message(origin: Origin(path: "a"), channel: .mail, parts: [part])
        let finding = try #require(try detect(message, rule).first)
        #expect(finding.value.revealedText == "１２\u{200B}３４\u{A0}٥٦")
        #expect(finding.normalizedValue.revealedText == "1234 56")
        #expect(finding.excerpt.text.revealedText == "> Nr. １２\u{200B}３４\u{A0}٥٦ Ende")
        #expect([finding.location.line, finding.location.column] == [2, 7])
    }

    @Test("hides no name of the message's people from its excerpt")
    func people() throws {
        let rule = try makeRule("number", [#"\d{4}"#], confidence: .high)
        let text = "Nr. 4711 von Er\u{200B}ika Ｍuster"
        let message = Message(
            origin: Origin(path: "a"), channel: .mail, author: Person(name: "Erika Muster"),
            parts: [Part(text: TextSegment(text))])
        let finding = try #require(try detect(message, rule).first)
        let masked = finding.excerpt.masks.map {
            String(decoding: finding.excerpt.text.revealed[$0.range], as: UTF8.self)
        }
        #expect(masked == ["Er\u{200B}ika Ｍuster"])
    }

    @Test("counts its distance to a word in what is read, within its layer")
    func near() throws {
        let rule = try makeRule(
            "number", [#"\d{4}"#], confidence: .low,
            evidence: [makeCondition(near: ["Konto"], within: .characters(6))])
        let hidden = String(repeating: "\u{200B}", count: 40)
        let text = "K\u{AD}on\u{200B}to: " + hidden + "4711"
        var part = Part(text: TextSegment(text))
        let message = Message(origin: Origin(path: "a"), channel: .mail, parts: [part])
        #expect(try detect(message, rule).first?.evidence == [.near(word: "Konto", distance: 2)])
        let border = text.utf8.count - 4
        part.layers = [Layer(kind: .signature, span: ByteSpan(border, border + 4))]
        let layered = Message(origin: Origin(path: "a"), channel: .mail, parts: [part])
        let finding = try #require(try detect(layered, rule).first)
        #expect(finding.confidence == .low)
        #expect(finding.location.layer == .signature)
    }
}
