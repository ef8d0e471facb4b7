import SluiceModel
import SluiceRules
import SluiceText

/// Makes findings out of what survived in one part or segment, in the order of their places.
struct FindingBuilder {
    let scene: Scene
    let detector: Detector
    let people: PeopleMask
    private let threshold: Threshold
    /// The place of the body's first byte.
    private let base: LineCursor
    /// How far lines are counted; never before the base.
    private(set) var cursor: LineCursor

    /// Begins at `base`: the line and column of the body's first byte, and its offset in the source's storage.
    ///
    /// A finding under the threshold is only counted: it gets no line, value, excerpt, evidence and mark, which take longer
    /// than all that finds it.
    init(
        _ scene: Scene, _ detector: Detector, people: PeopleMask, base: LineCursor, threshold: Threshold
    ) {
        self.threshold = threshold
        self.scene = scene
        self.detector = detector
        self.people = people
        self.base = base
        cursor = base
    }

    /// `text` is all bytes of the source's storage.
    mutating func finding(_ winner: Winner, masks: MaskSpans, _ text: Span<UInt8>) -> Finding {
        let found = winner.finding
        let rule = detector.compiledRules[found.rule]
        let offset = scene.source.offset
        let value = found.value.lowerBound - offset..<found.value.upperBound - offset
        let showsAll = rule.rule.show == .all
        let folded = foldedValue(found, value, text)
        let normalized = showsAll ? SluiceRules.normalized(folded, as: .words) : rule.rule.normalized(folded)
        let severity = rule.rule.information.severity
        let isCountedOnly = !threshold.admits(severity, found.confidence)
        let label = rule.label(ofTerm: found.term)
        var finding = Finding(
            rule: rule.rule.id, severity: severity, confidence: found.confidence,
            location: isCountedOnly ? location(found, (0, 0)) : location(found, value, text),
            value: Secret(isCountedOnly ? [] : text.bytes(in: value)), normalizedValue: Secret(normalized),
            show: rule.rule.show,
            excerpt: isCountedOnly
                ? Excerpt.empty : excerpt(value, masks, text, showsAll: showsAll && label == nil),
            evidence: isCountedOnly ? [] : evidence(found, rule), also: winner.also, label: label,
            author: scene.message.author, authorRole: scene.message.authorRole, time: scene.message.time,
            channel: scene.message.channel)
        if scene.message.channel == .file, !isCountedOnly {
            finding.mark = InlineMarks.mark(for: rule.rule.id, at: value, in: text) { id in
                detector.compiledRules.contains { $0.rule.id == id }
            }
        }
        return finding
    }

    /// The value as it stands in the view.
    private func foldedValue(_ found: Provisional, _ value: Range<Int>, _ text: Span<UInt8>) -> [UInt8] {
        guard !scene.view.isVerbatim else { return text.bytes(in: value) }
        return scene.view.segment.storage.bytes(in: scene.view.places(ofSource: found.value))
    }

    private mutating func location(_ found: Provisional, _ value: Range<Int>, _ text: Span<UInt8>) -> Location
    {
        location(found, place(of: value.lowerBound, text))
    }

    private func location(_ found: Provisional, _ place: (line: Int, column: Int)) -> Location {
        let part = scene.message.parts[scene.part]
        let span = ByteSpan(found.value.lowerBound, found.value.upperBound)
        var location = Location(
            origin: scene.message.origin, partKind: part.kind, part: part.number, member: part.member,
            layer: scene.layer(at: found.value.lowerBound), line: place.line, column: place.column, span: span
        )
        if let first = part.firstLine {
            location.line += first - 1
            location.fileLine = location.line
        }
        if let raw = part.raw, raw.lead > 0, location.line == 1, span.start >= raw.lead {
            let lead = part.text.storage.withSpan { ByteCounts.codePoints(in: $0, 0..<raw.lead) }
            location.column = max(1, location.column - lead)
        }
        if let raw = part.raw, raw.isVerbatim, span.start >= raw.lead {
            location.fileOffset = raw.span.start + span.start - raw.lead
            // Before a part that stands at the file's beginning lies at most a byte order mark.
            if let line = raw.line ?? (raw.span.start <= 3 ? 1 : nil) {
                location.fileLine = line + place.line - 1
            }
        }
        return location
    }

    /// The line and column of `target`, an offset in the source's storage.
    private mutating func place(of target: Int, _ text: Span<UInt8>) -> (line: Int, column: Int) {
        if target < base.offset {
            let newlines = ByteCounts.newlines(in: text, target..<base.offset)
            if newlines == 0 {
                return (base.line, base.column - ByteCounts.codePoints(in: text, target..<base.offset))
            }
            let start = Lines.start(of: target, in: text, notBefore: 0)
            return (base.line - newlines, 1 + ByteCounts.codePoints(in: text, start..<target))
        }
        if target < cursor.offset { cursor = base }
        cursor.move(to: target, in: text)
        return (cursor.line, cursor.column)
    }

    private func excerpt(
        _ value: Range<Int>, _ masks: MaskSpans, _ text: Span<UInt8>, showsAll: Bool
    ) -> Excerpt {
        let cut = TextCut(around: value, in: text)
        let offset = scene.source.offset
        let shown = cut.shown.lowerBound + offset..<cut.shown.upperBound + offset
        let own = cut.value.lowerBound + offset..<cut.value.upperBound + offset
        let others = masks.masks(in: shown, without: showsAll ? nil : own)
            .map { $0.lowerBound - offset..<$0.upperBound - offset }
        let names = people.masks(in: shown, of: scene.view).map {
            $0.lowerBound - offset..<$0.upperBound - offset
        }
        let merged = names.isEmpty ? others : MaskSpans(others + names).masks(in: cut.shown, without: nil)
        return Excerpt(
            text: Secret(text.bytes(in: cut.shown)), value: span(cut.value, from: cut.shown.lowerBound),
            masks: merged.map { span($0, from: cut.shown.lowerBound) })
    }

    private func span(_ range: Range<Int>, from start: Int) -> ByteSpan {
        ByteSpan(range.lowerBound - start, range.upperBound - start)
    }

    private func evidence(_ found: Provisional, _ rule: CompiledRule) -> [Evidence] {
        var evidence: [Evidence] = []
        if let name = rule.rule.validator, let validity = found.validity, validity != .cannotSay {
            evidence.append(.validator(name: name, valid: validity == .valid))
        }
        if let index = found.evidence {
            add(rule.evidence[index], near: found.near, found, to: &evidence)
            for reason in found.reasons {
                switch reason {
                case .condition(let number, let near):
                    add(detector.conditions[number], near: near, found, to: &evidence)
                case .rule(let index): evidence.append(.rule(detector.compiledRules[index].rule.id))
                case .distinct(let count): evidence.append(.distinct(count))
                }
            }
        }
        return evidence.isEmpty ? [.pattern] : evidence
    }

    /// Says what a condition that holds asked for.
    private func add(
        _ held: CompiledCondition, near: NearHit?, _ found: Provisional, to evidence: inout [Evidence]
    ) {
        let condition = held.condition
        if let near { evidence.append(.near(word: held.nearName(near.index), distance: near.distance)) }
        if !condition.layers.isEmpty {
            evidence.append(.layer(scene.layer(at: found.value.lowerBound).description))
        }
        if !condition.parts.isEmpty { evidence.append(.part(scene.message.parts[scene.part].kind)) }
        if !condition.channels.isEmpty { evidence.append(.channel(scene.message.channel)) }
    }
}
