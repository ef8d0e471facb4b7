import SluiceEngine
import SluiceModel
import SluiceRules
import SluiceText

/// Whether a condition holds, and the word or pattern near the value that made it hold.
enum ConditionAnswer {
    case fails
    case holds(NearHit?)
}

/// A part of the message in which a condition's word or pattern stands.
struct NearPlace {
    var part: Int
    var word: Int
}

extension Evaluator {
    /// Asks all of a condition but the validator's answer and the number of different values.
    mutating func holds(
        _ condition: CompiledCondition, rule: Int, _ value: Range<Int>, _ scene: borrowing Scene,
        _ text: Span<UInt8>
    ) -> ConditionAnswer {
        let asked = condition.condition
        guard asked.parts.isEmpty || asked.parts.contains(scene.message.parts[scene.part].kind),
            asked.channels.isEmpty || asked.channels.contains(scene.message.channel),
            asked.layers.isEmpty
                || condition.accepts(scene.layer(at: scene.view.source(of: value).lowerBound))
        else { return .fails }
        guard condition.hasNear else { return .holds(nil) }
        if !isUsed[condition.number] {
            isUsed[condition.number] = true
            usedConditions.append(condition.number)
        }
        let here: NearHit?
        do throws(ConditionGaveUp) {
            here = try nearest(condition, value, scene, text)
        } catch {
            if !gaveUp.contains(rule) { gaveUp.append(rule) }
            return .fails
        }
        if let here { return .holds(here) }
        guard asked.within == .message, let index = nearElsewhere(condition, scene) else { return .fails }
        return .holds(NearHit(index: index, distance: -1))
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
