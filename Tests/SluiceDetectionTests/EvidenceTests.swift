import SluiceModel
import SluiceRules
import Testing
import TestSupport

@Suite("Evidence")
struct EvidenceTests {
    /// The confidence of the one finding in a marked text; nil where there is none.
    private func confidence(_ marked: String, _ rule: Rule, sourceLocation: SourceLocation = #_sourceLocation)
        throws -> Confidence?
    {
        let text = Marked(marked)
        let findings = try detect(makeMessage(text.text), rule)
        #expect(findings.map(\.location.span.range) == text.spans, sourceLocation: sourceLocation)
        return findings.first?.confidence
    }

    @Test(
        "raises confidence where a word stands near, in any case and either German spelling",
        arguments: [
            "Geschäftszahl ⟦4711⟧", "GESCHAEFTSZAHL: ⟦4711⟧", "⟦4711⟧ ist die geschäftszahl",
            "gescha\u{308}ftszahl ⟦4711⟧",
            "Maß ⟦4711⟧", "MASS ⟦4711⟧", "case  number\n> ⟦4711⟧", "case-number ⟦4711⟧",
            "case\n> number ⟦4711⟧",
        ])
    func near(marked: String) throws {
        let rule = try makeRule(
            "number", [#"\b\d{4}\b"#], confidence: .low,
            evidence: [
                makeCondition(near: ["Geschäftszahl", "Mass", "case number"], within: .characters(20))
            ])
        #expect(try confidence(marked, rule) == .high)
    }

    @Test(
        "is not raised by a word that is too far, in the value, or part of another word",
        arguments: [
            "Fall und dann noch vieles mehr bis ⟦4711⟧", "Fallobst ⟦4711⟧", "Anfall ⟦4711⟧", "⟦4711⟧, Fälle",
        ])
    func far(marked: String) throws {
        let rule = try makeRule(
            "number", [#"\b\d{4}\b"#], confidence: .low,
            evidence: [makeCondition(near: ["Fall"], within: .characters(20))])
        #expect(try confidence(marked, rule) == .low)
    }

    @Test("counts code points between the nearest edges", arguments: [(3, Confidence.high), (2, .low)])
    func distance(reach: Int, expected: Confidence) throws {
        let rule = try makeRule(
            "number", [#"\b\d{4}\b"#], confidence: .low,
            evidence: [makeCondition(near: ["Fall"], within: .characters(reach))])
        let text = Marked("Fall äöü⟦4711⟧")
        #expect(try confidence("Fall–€ ⟦4711⟧ äöü", rule) == expected)
        #expect(text.spans.count == 1)
        let findings = try detect(makeMessage(Marked("Fall–€ ⟦4711⟧").text), rule)
        #expect(
            findings.first?.evidence == (expected == .high ? [.near(word: "Fall", distance: 3)] : [.pattern]))
    }

    @Test("may look as far as the line or the message goes")
    func reaches() throws {
        let line = try makeRule(
            "number", [#"\b\d{4}\b"#], confidence: .low,
            evidence: [makeCondition(near: ["Fall"], within: .line)])
        #expect(try confidence("Fall und dann noch vieles mehr bis zu ⟦4711⟧", line) == .high)
        #expect(try confidence("Fall\n⟦4711⟧", line) == .low)
        let message = try makeRule(
            "number", [#"\b\d{4}\b"#], confidence: .low,
            evidence: [makeCondition(near: ["Fall"], within: .message)])
        #expect(try confidence("Fall\n\n\n⟦4711⟧", message) == .high)
        var mail = makeMessage("die 4711")
        mail.parts.append(Part(kind: .subject, text: TextSegment("Der Fall")))
        #expect(try detect(mail, message).map(\.confidence) == [.high])
    }

    @Test("may be a pattern, and names the nearer of word and pattern")
    func pattern() throws {
        let rule = try makeRule(
            "number", [#"\b\d{4}\b"#], confidence: .low,
            evidence: [
                makeCondition(near: ["Fall"], nearPatterns: [#"Az\.?"#], within: .characters(20)),
                makeCondition(.medium, nearPatterns: ["Nr"], within: .line),
            ])
        let findings = try detect(makeMessage("Fall Az. 4711"), rule)
        #expect(findings.map(\.evidence) == [[.near(word: #"Az\.?"#, distance: 1)]])
        #expect(try confidence("Nr und hier erst viel später ⟦4711⟧", rule) == .medium)
    }

    @Test("asks for layer, part and channel")
    func place() throws {
        let rule = try makeRule(
            "number", [#"\b\d{4}\b"#], confidence: .low,
            evidence: [
                makeCondition(.high, layers: ["own"], channels: [.forum]),
                makeCondition(.medium, parts: [.subject]),
            ])
        var message = makeMessage("4711 > 4712", channel: .forum)
        message.parts[0].layers = [Layer(kind: .quoted(depth: 1), span: ByteSpan(5, 11))]
        message.parts.append(Part(kind: .subject, text: TextSegment("4713")))
        let findings = try detect(message, rule)
        #expect(findings.map(\.confidence) == [.high, .low, .high])
        #expect(findings.map(\.location.layer) == [.own, .quoted(depth: 1), .own])
        #expect(findings[0].evidence == [.layer("own"), .channel(.forum)])
        message.channel = .chat
        #expect(try detect(message, rule).map(\.confidence) == [.low, .low, .medium])
    }

    @Test("near a value does not reach over a layer's border")
    func layers() throws {
        let rule = try makeRule(
            "number", [#"\b\d{4}\b"#], confidence: .low, evidence: [makeCondition(near: ["Fall"])])
        var message = makeMessage("Fall\n> 4711")
        #expect(try detect(message, rule).map(\.confidence) == [.high])
        message.parts[0].layers = [Layer(kind: .quoted(depth: 1), span: ByteSpan(5, 11))]
        #expect(try detect(message, rule).map(\.confidence) == [.low])
    }

    @Test(
        "counts different values, not equal ones",
        arguments: [("4711 4712 4713", Confidence.high), ("4711 4711 4712", .low)])
    func distinct(text: String, expected: Confidence) throws {
        let rule = try makeRule(
            "number", [#"\b\d{4}\b"#], confidence: .low, evidence: [makeCondition(distinct: 3)])
        #expect(Set(try detect(makeMessage(text), rule).map(\.confidence)) == [expected])
    }

    @Test(
        "excuses a match where an unless entry holds",
        arguments: ["Muster 4711", "nicht 4711 vertraulich", "4711 (Beispiel)"])
    func unless(text: String) throws {
        let rule = try makeRule(
            "number", [#"\b\d{4}\b"#],
            unless: [makeCondition(nil, near: ["Muster", "Beispiel", "nicht 4711"])])
        #expect(try detect(makeMessage(text), rule).isEmpty)
    }
}

@Suite("A validator's answer")
struct ValidityTests {
    private let evidence = [
        makeCondition(.medium, valid: true),
        makeCondition(.high, valid: true, near: ["IBAN"], within: .characters(20)),
    ]

    @Test(
        "weighs together with what stands near",
        arguments: [
            ("DE89 3704 0044 0532 0130 00", Confidence.medium), ("IBAN DE89 3704 0044 0532 0130 00", .high),
            ("IBAN: DE89 3704 0044 0532 0130 01", .low),
        ])
    func valid(text: String, expected: Confidence) throws {
        let rule = try makeRule(
            "iban", [#"\bDE\d{2}(?: ?\d{4}){4} ?\d{2}\b"#], validate: "iban", confidence: .low,
            evidence: evidence)
        #expect(try detect(makeMessage(text), rule).map(\.confidence) == [expected])
    }

    @Test("drops a value that fails its check digit and that nothing labels")
    func dropped() throws {
        let rule = try makeRule(
            "iban", [#"\bDE\d{2}(?: ?\d{4}){4} ?\d{2}\b"#], validate: "iban", confidence: .high,
            evidence: evidence)
        #expect(try detect(makeMessage("DE89 3704 0044 0532 0130 01"), rule).isEmpty)
    }

    @Test("tells of a labelled value that it failed")
    func labelled() throws {
        let rule = try makeRule(
            "iban", [#"\bDE\d{2}(?: ?\d{4}){4} ?\d{2}\b"#], validate: "iban", confidence: .low,
            evidence: evidence)
        let findings = try detect(makeMessage("IBAN: DE89 3704 0044 0532 0130 01"), rule)
        #expect(
            findings.map(\.evidence) == [
                [.validator(name: "iban", valid: false), .near(word: "IBAN", distance: 2)]
            ])
    }
}

@Suite("A value")
struct ValueTests {
    @Test("is the group that the rule names")
    func group() throws {
        let rule = try makeRule("key", [#"key=(\w+)"#], group: .number(1))
        let text = Marked("the key=⟦abcd⟧;")
        #expect(try detect(makeMessage(text.text), rule).map(\.location.span.range) == text.spans)
    }

    @Test("with too little entropy is left alone")
    func entropy() throws {
        let rule = try makeRule("key", [#"\w{8}"#], entropy: 3)
        #expect(try detect(makeMessage("aaaaaaaa"), rule).isEmpty)
        #expect(try detect(makeMessage("abcdefgh"), rule).count == 1)
    }

    @Test("is kept, and normalised as its rule says")
    func normalized() throws {
        let marking = try makeRule("marking", ["(?i)streng +vertraulich"], show: .all)
        let findings = try detect(makeMessage("STRENG  Vertraulich"), marking)
        #expect(findings.map(\.normalizedValue.revealedText) == ["streng vertraulich"])
        #expect(findings.map(\.value.count) == [19])
    }
}

@Suite("A word in another part")
struct OtherPartTests {
    @Test("counts for every part but its own")
    func otherParts() throws {
        let rule = try makeRule(
            "number", [#"\b\d{4}\b"#], confidence: .low,
            evidence: [makeCondition(near: ["Fall"], within: .message)],
            unless: [makeCondition(nil, near: ["Muster"], within: .message)])
        var message = makeMessage("4711")
        message.parts.append(Part(kind: .attachment, text: TextSegment("4712 Fall")))
        message.parts.append(Part(kind: .attachment, text: TextSegment("4713")))
        let findings = try detect(message, rule)
        #expect(findings.map(\.confidence) == [.high, .high, .high])
        #expect(findings.map(\.evidence)[1] == [.near(word: "Fall", distance: 1)])
        message.parts.append(Part(kind: .subject, text: TextSegment("Muster")))
        #expect(try detect(message, rule).isEmpty)
    }
}
