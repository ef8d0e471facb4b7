import SluiceDetection
import SluiceEngine
import SluiceModel
import SluiceRules
import TestSupport
import Testing

@Suite("Conditions within conditions")
struct GroupTests {
    private let fall = makeCondition(nil, near: ["Fall"])
    private let file = makeCondition(nil, near: ["Akte"])
    private let court = makeCondition(nil, near: ["Gericht"])

    private func findings(_ text: String, _ quantity: ConditionGroup.Quantity) throws -> [Finding] {
        var condition = makeCondition(.high)
        condition.groups = [ConditionGroup(quantity, of: [fall, file, court])]
        let rule = try makeRule("number", [#"\b\d{4}\b"#], confidence: .low, evidence: [condition])
        return try detect(makeMessage(text), rule)
    }

    @Test(
        "hold as many as are asked for",
        arguments: [
            ("4711", [Confidence.low, .low, .low]), ("Fall 4711", [.low, .high, .low]),
            ("4711 Akte", [.low, .high, .low]), ("Fall 4711, Gericht", [.low, .high, .high]),
            ("Akte 4711, Gericht und Fall", [.high, .high, .high]),
        ])
    func quantities(text: String, expected: [Confidence]) throws {
        let quantities = [ConditionGroup.Quantity.all, .any, .atLeast(2)]
        #expect(try quantities.flatMap { try findings(text, $0).map(\.confidence) } == expected)
    }

    @Test("name what made them hold, as many as were asked for")
    func reasons() throws {
        let text = "Akte 4711, Gericht und Fall"
        #expect(try findings(text, .any).map(\.evidence) == [[.near(word: "Fall", distance: 14)]])
        #expect(
            try findings(text, .atLeast(2)).map(\.evidence) == [
                [.near(word: "Fall", distance: 14), .near(word: "Akte", distance: 1)]
            ])
        #expect(try findings(text, .all).map(\.evidence.count) == [3])
    }

    @Test("ask for layer, part, channel and the validator too")
    func places() throws {
        var condition = makeCondition(.high)
        condition.groups = [
            ConditionGroup(
                .any, of: [makeCondition(nil, parts: [.subject]), makeCondition(nil, channels: [.forum])])
        ]
        let rule = try makeRule("number", [#"\b\d{4}\b"#], confidence: .low, evidence: [condition])
        #expect(try detect(makeMessage("4711"), rule).map(\.confidence) == [.low])
        let post = try detect(makeMessage("4711", channel: .forum), rule)
        #expect(post.map(\.evidence) == [[.channel(.forum)]])
    }

    @Test("excuse a match as any condition does, by its number of values too")
    func unless() throws {
        var condition = makeCondition(nil)
        condition.groups = [ConditionGroup(.all, of: [fall, makeCondition(nil, distinct: 2)])]
        let rule = try makeRule("number", [#"\b\d{4}\b"#], unless: [condition])
        #expect(try detect(makeMessage("Fall 4711"), rule).count == 1)
        #expect(try detect(makeMessage("Fall 4711 4712"), rule).isEmpty)
        #expect(try detect(makeMessage("4711 4712"), rule).count == 2)
    }

    @Test("keep a value that fails its check just where they cannot hold without a label")
    func invalid() throws {
        func findings(_ group: ConditionGroup, _ text: String) throws -> [Confidence] {
            var condition = makeCondition(.high)
            condition.groups = [group]
            let rule = try makeRule(
                "iban", [#"\bDE\d{20}\b"#], validate: "iban", confidence: .low, evidence: [condition])
            return try detect(makeMessage(text), rule).map(\.confidence)
        }
        let wrong = "IBAN DE89370400440532013001"
        let label = makeCondition(nil, near: ["IBAN"])
        let channel = makeCondition(nil, channels: [.file])
        #expect(try findings(ConditionGroup(.all, of: [label, channel]), wrong) == [.low])
        #expect(try findings(ConditionGroup(.any, of: [label, channel]), wrong) == [])
        #expect(try findings(ConditionGroup(.atLeast(2), of: [label, channel, label]), wrong) == [.low])
        #expect(try findings(ConditionGroup(.all, of: [label]), "DE89370400440532013001") == [])
    }
}

@Suite("Another rule as evidence")
struct LinkedRuleTests {
    private func linked(
        _ names: [String], within: Reach = .characters(20), _ confidence: Confidence? = .high
    ) -> Condition {
        var condition = makeCondition(confidence, within: within)
        condition.rules = names.map { Reference($0, source: place) }
        return condition
    }

    private func number(_ evidence: Condition...) throws -> Rule {
        try makeRule("number", [#"\b\d{4}\b"#], confidence: .low, evidence: evidence)
    }

    /// Confidences of what `number` finds beside a rule for names that is no finding itself.
    private func confidences(_ text: String, _ condition: Condition) throws -> [Confidence] {
        let names = try makeRule("names", [#"\b(?:Kim|Alex)\b"#]).asEvidenceOnly
        return try detect(makeMessage(text), number(condition), names).map(\.confidence)
    }

    @Test("counts where it matched in reach, before or behind")
    func reach() throws {
        #expect(try confidences("Kim 4711", linked(["names"])) == [.high])
        #expect(try confidences("4711 für Kim", linked(["names"])) == [.high])
        #expect(try confidences("4711 und dann erst viel später Kim", linked(["names"])) == [.low])
        #expect(try confidences("4711 äö€ Kim", linked(["names"], within: .characters(5))) == [.high])
        #expect(try confidences("4711 äö€ Kim", linked(["names"], within: .characters(4))) == [.low])
        #expect(
            try confidences("4711 und dann erst viel später Kim", linked(["names"], within: .line)) == [.high]
        )
        #expect(try confidences("4711\nKim", linked(["names"], within: .line)) == [.low])
        #expect(try confidences("4711\n\n\nKim", linked(["names"], within: .message)) == [.high])
        #expect(try confidences("4711 Kim", linked(["others"])) == [.low])
    }

    @Test("stays within its layer, and reaches other parts where it looks at the message")
    func layers() throws {
        let names = try makeRule("names", ["Kim"]).asEvidenceOnly
        var message = makeMessage("Kim\n> 4711")
        message.parts[0].layers = [Layer(kind: .quoted(depth: 1), span: ByteSpan(4, 10))]
        #expect(try detect(message, number(linked(["names"])), names).map(\.confidence) == [.low])
        var mail = makeMessage("die 4711")
        mail.parts.append(Part(kind: .subject, text: TextSegment("Kim")))
        let far = linked(["names"], within: .message)
        #expect(try detect(mail, number(far), names).map(\.evidence) == [[.rule(names.id)]])
        #expect(try detect(mail, number(linked(["names"])), names).map(\.confidence) == [.low])
    }

    @Test("does not count where its own conditions remove it or its check digit is wrong")
    func removed() throws {
        let names = try makeRule("names", ["Kim"], unless: [makeCondition(nil, near: ["Muster"])])
        #expect(
            try detect(makeMessage("Muster Kim 4711"), number(linked(["names"])), names).map(\.confidence)
                == [.low])
        let iban = try makeRule(
            "iban", [#"\bDE\d{20}\b"#], validate: "iban", evidence: [makeCondition(near: ["Konto"])])
        let text = "Konto DE8937040044053201300"
        let numbers = try number(linked(["iban"], within: .message))
        #expect(try detect(makeMessage(text + "0 4711"), numbers, iban).last?.confidence == .high)
        #expect(try detect(makeMessage(text + "1 4711"), numbers, iban).map(\.confidence) == [.low, .low])
    }

    @Test("excuses a match, and two rules may even excuse each other")
    func unless() throws {
        let names = try makeRule("names", ["Kim"], unless: [linked(["number"], nil)])
        let number = try makeRule("number", [#"\b\d{4}\b"#], unless: [linked(["names"], nil)])
        #expect(try detect(makeMessage("Kim 4711"), number, names).isEmpty)
        #expect(try detect(makeMessage("4711\n Kim"), number, names).isEmpty)
        #expect(try detect(makeMessage("4711, und weit weg davon ist Kim"), number, names).count == 2)
    }

    @Test("may speak against rules and whole packs, and is no finding itself")
    func against() throws {
        var sample = try makeRule("sample", ["Beispiel"], confidence: .high)
        sample.isReported = false
        sample.against = Against(
            packs: [Reference("customers", source: place)], within: .characters(10))
        var number = try makeRule("number", [#"\b\d{4}\b"#])
        let other = try makeRule("other", ["Akte"])
        number.information.pack = "customers"
        func found(_ text: String) throws -> [String] {
            try detect(makeMessage(text), number, sample, other).map(\.rule.description)
        }
        #expect(try found("Beispiel 4711") == [])
        #expect(try found("Beispiel, aber nun doch 4711 und Akte") == ["number", "other"])
        #expect(try found("Beispiel Akte") == ["other"])
        sample.against = Against(rules: [Reference("other", source: place)])
        #expect(try found("Beispiel 4711 Akte") == ["number"])
    }

    @Test("says which rule it was", arguments: [ConditionGroup.Quantity.all, .any])
    func reasons(quantity: ConditionGroup.Quantity) throws {
        var condition = makeCondition(.high)
        condition.groups = [
            ConditionGroup(
                quantity,
                of: [linked(["others", "names"], nil), makeCondition(nil, near: ["Akte"])])
        ]
        let names = try makeRule("names", ["Kim"]).asEvidenceOnly
        let others = try makeRule("others", ["Alex"]).asEvidenceOnly
        let rule = try number(condition)
        let evidence = try detect(makeMessage("Kim 4711 Akte"), rule, names, others).map(\.evidence)
        let near = Evidence.near(word: "Akte", distance: 1)
        #expect(evidence == [quantity == .all ? [near, .rule(names.id)] : [near]])
    }

    @Test(
        "means the same as a naive reading of it, in any order and however the text is cut", arguments: 1...60
    )
    func oracle(seed: Int) throws {
        var maker = ConditionMaker(random: SeededGenerator(seed: UInt64(seed)))
        let rules = try maker.rules()
        let text = WordText(Int.random(in: 5...120, using: &maker.random), &maker.random)
        let expected = NaiveConditions(rules: rules, text: text).outcomes()
        #expect(try detect(makeMessage(text.text), rules).map(Outcome.init) == expected)
        var shuffled = rules.shuffled(using: &maker.random)
        for index in shuffled.indices {
            shuffled[index].evidence = shuffled[index].evidence.map { $0.shuffled(&maker.random) }.reversed()
            shuffled[index].unless = shuffled[index].unless.map { $0.shuffled(&maker.random) }
        }
        #expect(try detect(makeMessage(text.text), shuffled).map(Outcome.init) == expected)
        let bytes = Array(text.text.utf8)
        let cuts = Set((0..<3).map { _ in Int.random(in: 1..<bytes.count, using: &maker.random) }).sorted()
        let detector = try Detector(RuleSet(rules: rules))
        var worker = DetectionWorker(detector)
        var settler = Settler(detector)
        var found: [Outcome] = []
        for segment in segments(bytes, at: cuts, detector) {
            found += settler.settle(worker.detect(segment, allowance: Allowance())).map(Outcome.init)
        }
        #expect((found + settler.finish().map(Outcome.init)) == expected, "cut at \(cuts)")
    }
}
