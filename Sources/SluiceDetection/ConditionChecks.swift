import SluiceEngine
import SluiceModel
import SluiceRules
import SluiceText

/// Whether a condition holds, and what made it hold.
enum ConditionAnswer {
    case fails
    /// The word or pattern near the value, and what held within the condition.
    case holds(NearHit?, [Reason] = [])
    /// It holds if the question is answered with yes.
    case open(NearHit?, Question)
}

/// The value whose conditions are asked.
struct Inquiry {
    var rule: Int
    /// In bytes of the view.
    var value: Range<Int>
    var validity: Validity?
    /// Whether `valid` in a condition is passed over: a label keeps a value whatever its validator says.
    var ignoresValidity = false
}

/// A part of the message in which a condition's word or pattern stands.
struct NearPlace {
    var part: Int
    var word: Int
}

extension Evaluator {
    /// Asks all of a condition that the text around the value answers.
    mutating func answer(
        _ condition: CompiledCondition, _ inquiry: Inquiry, _ scene: borrowing Scene, _ text: Span<UInt8>
    ) -> ConditionAnswer {
        guard fits(condition, inquiry, scene) else { return .fails }
        var near: NearHit?
        if condition.hasNear {
            near = nearHit(condition, inquiry, scene, text)
            if near == nil { return .fails }
        }
        if condition.isSimple { return .holds(near) }
        return rest(of: condition, near, inquiry, scene, text)
    }

    /// Whether the validator's answer, the part, the channel and the layer are what the condition asks for.
    private func fits(_ condition: CompiledCondition, _ inquiry: Inquiry, _ scene: borrowing Scene) -> Bool {
        let asked = condition.condition
        if let valid = asked.valid, !inquiry.ignoresValidity,
            inquiry.validity != (valid ? .valid : .invalid)
        {
            return false
        }
        return (asked.parts.isEmpty || asked.parts.contains(scene.message.parts[scene.part].kind))
            && (asked.channels.isEmpty || asked.channels.contains(scene.message.channel))
            && (asked.layers.isEmpty
                || condition.accepts(scene.layer(at: scene.view.source(of: inquiry.value).lowerBound)))
    }

    private mutating func nearHit(
        _ condition: CompiledCondition, _ inquiry: Inquiry, _ scene: borrowing Scene, _ text: Span<UInt8>
    ) -> NearHit? {
        if !isUsed[condition.number] {
            isUsed[condition.number] = true
            usedConditions.append(condition.number)
        }
        let here: NearHit?
        do throws(ConditionGaveUp) {
            here = try nearest(condition, inquiry.value, scene, text)
        } catch {
            if !gaveUp.contains(inquiry.rule) { gaveUp.append(inquiry.rule) }
            return nil
        }
        if let here { return here }
        guard condition.condition.within == .message, let index = nearElsewhere(condition, scene) else {
            return nil
        }
        return NearHit(index: index, distance: -1)
    }

    /// Asks the conditions within a condition, and gathers what only other matches can answer.
    private mutating func rest(
        of condition: CompiledCondition, _ near: NearHit?, _ inquiry: Inquiry, _ scene: borrowing Scene,
        _ text: Span<UInt8>
    ) -> ConditionAnswer {
        var reasons: [Reason] = []
        var questions: [Question] = []
        for group in condition.groups {
            switch answer(group, inquiry, scene, text) {
            case .fails: return .fails
            case .holds(_, let held): reasons += held
            case .open(_, let question): questions.append(question)
            }
        }
        if let least = condition.condition.distinct {
            questions.append(Question(kind: .distinct(atLeast: least)))
        }
        if !condition.condition.rules.isEmpty {
            guard !condition.rules.isEmpty else { return .fails }
            let window = ruleWindow(condition.condition.within, inquiry.value, scene, text)
            questions.append(Question(kind: .rules(condition.rules, window)))
        }
        guard !questions.isEmpty else { return .holds(near, reasons) }
        return .open(near, Question(kind: .some(least: questions.count, questions), reasons: reasons))
    }

    private mutating func answer(
        _ group: CompiledGroup, _ inquiry: Inquiry, _ scene: borrowing Scene, _ text: Span<UInt8>
    ) -> ConditionAnswer {
        var reasons: [Reason] = []
        var questions: [Question] = []
        var left = group.least
        for condition in group.conditions where left > 0 {
            switch answer(condition, inquiry, scene, text) {
            case .fails: break
            case .holds(let near, let held):
                reasons += [.condition(condition.number, near: near)] + held
                left -= 1
            case .open(let near, var question):
                question.reasons.insert(.condition(condition.number, near: near), at: 0)
                questions.append(question)
            }
        }
        if left == 0 { return .holds(nil, reasons) }
        guard questions.count >= left else { return .fails }
        return .open(nil, Question(kind: .some(least: left, questions), reasons: reasons))
    }

    /// Where a match of another rule must stand to be in reach of `value`.
    private mutating func ruleWindow(
        _ reach: Reach, _ value: Range<Int>, _ scene: borrowing Scene, _ text: Span<UInt8>
    ) -> RuleWindow {
        guard reach == .message else {
            let found = window(reach, value, scene, text)
            return .around(
                part: scene.part, window: scene.view.source(of: found.window),
                bounds: scene.view.source(of: found.bounds))
        }
        guard scene.isLong else { return .anywhere }
        let start = scene.view.source(of: value).lowerBound
        let around = max(0, start - Reaches.around)..<start + Reaches.around
        return .around(part: scene.part, window: around, bounds: around)
    }

    private mutating func nearest(
        _ condition: CompiledCondition, _ value: Range<Int>, _ scene: borrowing Scene, _ text: Span<UInt8>
    ) throws(ConditionGaveUp) -> NearHit? {
        let reach = window(condition.condition.within, value, scene, text)
        var best: NearHit?
        if !condition.condition.near.isEmpty {
            if words[condition.number] == nil { words[condition.number] = NearWords() }
            let hit = words[condition.number]?.nearest(
                to: value, in: text, window: reach.window, bounds: reach.bounds, finder: condition.finder)
            best = hit.map { NearHit(index: $0.word, distance: $0.distance) }
        }
        if !condition.patterns.isEmpty {
            if patterns[condition.number] == nil { patterns[condition.number] = NearPatterns() }
            let window = aligned(reach.window, condition.condition.within, scene).clamped(to: reach.bounds)
            let hit = try patterns[condition.number]?.nearest(
                to: value, in: text, window: window, patterns: condition.patterns)
            if let hit, best.map({ hit.distance < $0.distance }) ?? true {
                best = NearHit(index: hit.pattern + condition.condition.near.count, distance: hit.distance)
            }
        }
        return best
    }

    /// Where the nearer edge of a word may lie, and within what it must lie as a whole; in bytes of `text`.
    private mutating func window(
        _ reach: Reach, _ value: Range<Int>, _ scene: borrowing Scene, _ text: Span<UInt8>
    ) -> (window: Range<Int>, bounds: Range<Int>) {
        let whole = 0..<text.count
        switch reach {
        case .message:
            guard scene.isLong else { return (whole, whole) }
            let start = value.lowerBound..<value.lowerBound
            let around = scene.surroundings(of: start, within: Reaches.around)
            return (around, around)
        case .line:
            let line = self.line(around: value, text)
            let window = scene.surroundings(of: value, within: Reaches.line).clamped(to: line)
            return (window, window.clamped(to: scene.layerBounds(around: value)))
        case .characters(let count):
            let characters = min(max(0, count), Reaches.characters)
            let near = scene.surroundings(of: value, within: 4 * Reaches.characters)
            let bounds = scene.layerBounds(around: value).clamped(to: near)
            let low = CodePoints.offset(
                characters, before: value.lowerBound, in: text,
                notBefore: min(bounds.lowerBound, value.lowerBound))
            let high = CodePoints.offset(
                characters, behind: value.upperBound, in: text,
                notAfter: max(bounds.upperBound, value.upperBound))
            return (low..<high, bounds)
        }
    }

    /// A window over a long stretch, widened to fixed places so that many matches share one search.
    private func aligned(_ window: Range<Int>, _ reach: Reach, _ scene: borrowing Scene) -> Range<Int> {
        if case .characters = reach { return window }
        guard window.count > 2 * Reaches.alignment else { return window }
        if reach == .message, !scene.isLong { return window }
        let source = scene.view.source(of: window)
        let low = source.lowerBound / Reaches.alignment * Reaches.alignment
        let high = source.upperBound / Reaches.alignment * Reaches.alignment
        return scene.view.places(ofSource: low..<high)
    }

    /// The line or lines that hold `value`, as far as `text` goes.
    mutating func line(around value: Range<Int>, _ text: Span<UInt8>) -> Range<Int> {
        let known: Range<Int>
        if let line, line.lowerBound <= value.lowerBound, value.lowerBound <= line.upperBound {
            known = line
        } else {
            let start = Lines.start(of: value.lowerBound, in: text, notBefore: 0)
            known = start..<Lines.end(of: value.lowerBound, in: text, notAfter: text.count)
            line = known
        }
        if value.upperBound <= known.upperBound { return known }
        return known.lowerBound..<Lines.end(of: value.upperBound, in: text, notAfter: text.count)
    }

    /// The first word or pattern that stands in another part of the message.
    private mutating func nearElsewhere(_ condition: CompiledCondition, _ scene: borrowing Scene) -> Int? {
        guard scene.message.parts.count > 1 else { return nil }
        let places = elsewhere[condition.number] ?? Evaluator.firstPlaces(of: condition, in: scene.views)
        elsewhere[condition.number] = places
        return places.first { $0.part != scene.part }?.word
    }

    /// The first two parts in which a condition's words or patterns stand; from any part one of them is another.
    private static func firstPlaces(of condition: CompiledCondition, in views: [TextView]) -> [NearPlace] {
        var places: [NearPlace] = []
        for (index, view) in views.enumerated() where places.count < 2 {
            if let word = view.segment.storage.withSpan({ first(of: condition, in: $0) }) {
                places.append(NearPlace(part: index, word: word))
            }
        }
        return places
    }

    private static func first(of condition: CompiledCondition, in text: Span<UInt8>) -> Int? {
        var hits: [WordFinder.Hit] = []
        condition.finder.search(text, 0..<text.count, into: &hits)
        if let hit = hits.first { return hit.word }
        for (index, pattern) in condition.patterns.enumerated() {
            guard let compiled = try? pattern.pattern() else { continue }
            if let hit = try? compiled.firstMatch(in: text, range: 0..<text.count), !hit.isEmpty {
                return condition.condition.near.count + index
            }
        }
        return nil
    }
}
