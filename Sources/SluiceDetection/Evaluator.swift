import SluiceEngine
import SluiceModel
import SluiceRules
import SluiceText

/// Judges matches by their rules' conditions; it owns what one thread remembers between two matches.
///
/// The answer depends on nothing but the match and the text: what is remembered only saves time.
struct Evaluator: ~Copyable {
    let detector: Detector
    /// Rules that stopped at a limit while conditions were asked, since ``begin(_:)`` of the message.
    var gaveUp: [Int] = []

    var words: [NearWords?]
    var patterns: [NearPatterns?]
    var usedConditions: [Int] = []
    var isUsed: [Bool]
    var elsewhere: [Int: [NearPlace]] = [:]
    var line: Range<Int>?
    var keywords: [Int: [KeywordCursor]] = [:]
    var keywordAnswers: [Int: Bool] = [:]
    var pathAnswers: [Int: Bool] = [:]
    var rulesByPath: [Int: Bool] = [:]
    /// The path that the answers about paths were given for; messages of one file follow one another.
    var path: String?
    /// Whether one of the answers may be none, since a pattern stopped at a limit.
    var gaveUpOnPath = false
    /// What this thread has used of the shared patterns and stop words; nothing here is ever forgotten.
    var compiledPatterns: [SearchPattern?] = []
    var stopwords: [ObjectIdentifier: StopwordIndex] = [:]
    private var counts = [Int](repeating: 0, count: 256)

    init(_ detector: Detector) {
        self.detector = detector
        words = Array(repeating: nil, count: detector.conditionCount)
        patterns = Array(repeating: nil, count: detector.conditionCount)
        isUsed = Array(repeating: false, count: detector.conditionCount)
    }

    /// Forgets what was remembered of the message before.
    mutating func beginMessage() {
        gaveUp.removeAll(keepingCapacity: true)
        if !keywordAnswers.isEmpty { keywordAnswers.removeAll(keepingCapacity: true) }
        if !elsewhere.isEmpty { elsewhere.removeAll(keepingCapacity: true) }
        if gaveUpOnPath { forgetPath() }
        beginPart()
    }

    private mutating func forgetPath() {
        path = nil
        gaveUpOnPath = false
        pathAnswers.removeAll(keepingCapacity: true)
        rulesByPath.removeAll(keepingCapacity: true)
    }

    /// Makes sure that what is remembered of a path is remembered of this one.
    mutating func remember(path asked: String) {
        guard path != asked else { return }
        forgetPath()
        path = asked
    }

    /// Forgets what was remembered of the part or segment before.
    mutating func beginPart() {
        line = nil
        for number in usedConditions {
            words[number]?.reset()
            patterns[number]?.reset()
            isUsed[number] = false
        }
        usedConditions.removeAll(keepingCapacity: true)
        if !keywords.isEmpty { keywords.removeAll(keepingCapacity: true) }
    }

    /// What the match is worth; nil where its rule's conditions remove it.
    ///
    /// The match's places are the engine's; `text` is all bytes of the scene's view.
    mutating func evaluate(_ match: Match, _ scene: borrowing Scene, _ text: Span<UInt8>) -> Provisional? {
        let index = detector.owners[match.expression]
        let rule = detector.compiledRules[index]
        let offset = scene.view.segment.offset
        var value = (match.value.lowerBound - offset..<match.value.upperBound - offset).clamped(
            to: 0..<text.count)
        let local = match.start - offset..<match.end - offset
        if let imported = rule.imported {
            value = Evaluator.trimmed(value, text)
            guard hasEntropy(rule, value, text),
                accepts(imported, rule: index, match: local, value: value, scene, text)
            else { return nil }
        } else {
            guard hasEntropy(rule, value, text) else { return nil }
        }
        guard !value.isEmpty else { return nil }
        let validity = rule.validator?(text.bytes(in: value))
        var candidate = Provisional(
            rule: index, expression: match.expression, term: match.term, part: scene.part,
            match: scene.view.source(of: local), value: scene.view.source(of: value),
            validity: validity, confidence: rule.rule.confidence)
        guard rule.unless.isEmpty || !isExcused(rule, &candidate, value, scene, text),
            weigh(&candidate, rule, value, scene, text)
        else { return nil }
        if rule.countsValues {
            candidate.valueHash = ValueHash.of(rule.rule.normalized(text.bytes(in: value)))
        }
        return candidate
    }

    private func isAboveEntropy(_ entropy: Double, _ rule: CompiledRule, _ least: Double) -> Bool {
        // gitleaks leaves out a value whose entropy is just the rule's.
        rule.imported == nil ? entropy >= least : entropy > least
    }

    private mutating func hasEntropy(_ rule: CompiledRule, _ value: Range<Int>, _ text: Span<UInt8>) -> Bool {
        guard let least = rule.rule.minimumEntropy, rule.imported == nil || least != 0 else { return true }
        return isAboveEntropy(Entropy.ofBytes(text.extracting(value), counts: &counts), rule, least)
    }

    private mutating func isExcused(
        _ rule: CompiledRule, _ candidate: inout Provisional, _ value: Range<Int>, _ scene: borrowing Scene,
        _ text: Span<UInt8>
    ) -> Bool {
        let inquiry = Inquiry(rule: candidate.rule, value: value, validity: candidate.validity)
        for condition in rule.unless {
            switch answer(condition, inquiry, scene, text) {
            case .fails: break
            case .holds: return true
            case .open(_, let question): candidate.doubts.append(question)
            }
        }
        return false
    }

    /// Finds the strongest evidence; false where the value fails its check and nothing keeps it.
    private mutating func weigh(
        _ candidate: inout Provisional, _ rule: CompiledRule, _ value: Range<Int>, _ scene: borrowing Scene,
        _ text: Span<UInt8>
    ) -> Bool {
        if candidate.validity == .invalid { return isKept(&candidate, rule, value, scene, text) }
        let inquiry = Inquiry(rule: candidate.rule, value: value, validity: candidate.validity)
        for (index, condition) in rule.evidence.enumerated() {
            let confidence = condition.condition.confidence ?? rule.rule.confidence
            guard candidate.wouldTake(confidence) else { continue }
            candidate.count(answer(condition, inquiry, scene, text), confidence, from: index)
        }
        return true
    }

    /// Whether an entry keeps a value that fails its check: one that asks for that, else any label near it.
    private mutating func isKept(
        _ candidate: inout Provisional, _ rule: CompiledRule, _ value: Range<Int>, _ scene: borrowing Scene,
        _ text: Span<UInt8>
    ) -> Bool {
        candidate.confidence = .low
        let inquiry = Inquiry(
            rule: candidate.rule, value: value, validity: .invalid, ignoresValidity: !rule.namesInvalid)
        for (index, condition) in rule.evidence.enumerated() {
            let asksForThis = rule.namesInvalid ? condition.namesInvalid : condition.requiresNear
            let confidence = rule.namesInvalid ? condition.condition.confidence ?? .low : .low
            guard asksForThis, !condition.countsValues, candidate.wouldTake(confidence) else { continue }
            candidate.count(answer(condition, inquiry, scene, text), confidence, from: index)
        }
        return candidate.evidence != nil || !candidate.open.isEmpty
    }

    /// gitleaks takes line ends off both ends of a match.
    static func trimmed(_ value: Range<Int>, _ text: Span<UInt8>) -> Range<Int> {
        var low = value.lowerBound
        var high = value.upperBound
        while low < high, text[low] == 0x0A { low += 1 }
        while high > low, text[high - 1] == 0x0A { high -= 1 }
        return low..<high
    }
}

extension Provisional {
    /// Takes what a condition that is worth `confidence` gives.
    fileprivate mutating func count(_ answer: ConditionAnswer, _ confidence: Confidence, from index: Int) {
        switch answer {
        case .fails: break
        case .holds(let near, let reasons): take(confidence, from: index, near: near, reasons: reasons)
        case .open(let near, let question):
            open.append(OpenCondition(index: index, confidence: confidence, near: near, question: question))
        }
    }
}
