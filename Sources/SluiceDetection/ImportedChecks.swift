import SluiceEngine
import SluiceModel
import SluiceRules
import SluiceText

/// What gitleaks asks beside a rule's regex, in its order and with its meaning.
extension Evaluator {
    /// Whether the rule's path, keywords and allowlists let the match stand; places in bytes of `text`.
    mutating func accepts(
        _ imported: CompiledImport, rule: Int, match: Range<Int>, value: Range<Int>, _ scene: borrowing Scene,
        _ text: Span<UInt8>
    ) -> Bool {
        guard acceptsPath(imported, rule: rule, scene),
            hasKeyword(imported, rule: rule, match: match, scene, text)
        else { return false }
        for list in imported.allowlists
        where allows(list, rule: rule, match: match, value: value, scene, text) {
            return false
        }
        return true
    }

    private mutating func acceptsPath(_ imported: CompiledImport, rule: Int, _ scene: borrowing Scene) -> Bool
    {
        guard imported.path != nil || imported.allowlists.contains(where: { !$0.paths.isEmpty }) else {
            return true
        }
        remember(path: scene.message.origin.path)
        if let known = rulesByPath[rule] { return known }
        var isAccepted = true
        if let path = imported.path { isAccepted = pathMatches(path, rule, scene) }
        for list in imported.allowlists where isAccepted && list.isDecidedByPath {
            isAccepted = !list.paths.contains { pathMatches($0, rule, scene) }
        }
        rulesByPath[rule] = isAccepted
        return isAccepted
    }

    private mutating func pathMatches(_ pattern: SecondaryPattern, _ rule: Int, _ scene: borrowing Scene)
        -> Bool
    {
        let path = scene.message.origin.path
        remember(path: path)
        if let known = pathAnswers[pattern.number] { return known }
        let answer = matches(pattern, in: Array(path.utf8).span, rule)
        pathAnswers[pattern.number] = answer
        return answer
    }

    private mutating func matches(_ pattern: SecondaryPattern, in text: Span<UInt8>, _ rule: Int) -> Bool {
        do {
            return try compiled(pattern).firstMatch(in: text, range: 0..<text.count) != nil
        } catch {
            if !gaveUp.contains(rule) { gaveUp.append(rule) }
            gaveUpOnPath = true
            return false
        }
    }

    private mutating func compiled(_ pattern: SecondaryPattern) throws(CompileFault) -> SearchPattern {
        while compiledPatterns.count <= pattern.number { compiledPatterns.append(nil) }
        if let known = compiledPatterns[pattern.number] { return known }
        let found = try pattern.pattern()
        compiledPatterns[pattern.number] = found
        return found
    }

    private mutating func stopwords(of list: CompiledAllowlist) -> StopwordIndex {
        let name = ObjectIdentifier(list)
        if let known = stopwords[name] { return known }
        let found = list.stopwords
        stopwords[name] = found
        return found
    }

    private mutating func allows(
        _ list: CompiledAllowlist, rule: Int, match: Range<Int>, value: Range<Int>, _ scene: borrowing Scene,
        _ text: Span<UInt8>
    ) -> Bool {
        let needsAll = list.list.combining == .all
        var isAnswered = false
        if !list.paths.isEmpty {
            isAnswered = true
            if list.paths.contains(where: { pathMatches($0, rule, scene) }) != needsAll { return !needsAll }
        }
        if !list.list.stopwords.isEmpty {
            isAnswered = true
            if stopwords(of: list).isContained(in: text.extracting(value)) != needsAll { return !needsAll }
        }
        if !list.regexes.isEmpty {
            isAnswered = true
            let target = target(of: list.list.target, match: match, value: value, scene, text)
            var isMatched = false
            for regex in list.regexes where !isMatched {
                isMatched = matches(regex, in: text.extracting(target), rule)
            }
            if isMatched != needsAll { return !needsAll }
        }
        return isAnswered && needsAll
    }

    /// The stretch that an allowlist's regexes look at; of a long line what stands within 4 KiB.
    private mutating func target(
        of target: Allowlist.Target, match: Range<Int>, value: Range<Int>, _ scene: borrowing Scene,
        _ text: Span<UInt8>
    ) -> Range<Int> {
        switch target {
        case .secret: return value
        case .match: return Evaluator.trimmed(match, text)
        case .line:
            let near = match.lowerBound - Reaches.alignment..<match.upperBound + Reaches.alignment
            return near.clamped(to: line(around: match, text))
        }
    }

    private mutating func hasKeyword(
        _ imported: CompiledImport, rule: Int, match: Range<Int>, _ scene: borrowing Scene,
        _ text: Span<UInt8>
    ) -> Bool {
        guard !imported.keywords.isEmpty else { return true }
        if !scene.isLong, let known = keywordAnswers[rule] { return known }
        let near = max(0, match.lowerBound - 128)..<min(text.count, match.upperBound)
        for keyword in imported.keywords where near.count < 4096 {
            if CaselessSearch.firstIndex(of: keyword, in: text, near) != nil {
                if !scene.isLong { keywordAnswers[rule] = true }
                return true
            }
        }
        guard scene.isLong else { return hasKeywordAnywhere(imported, rule: rule, scene) }
        let start = match.lowerBound..<match.lowerBound
        let window = scene.surroundings(of: start, within: Reaches.around)
        var cursors =
            keywords.removeValue(forKey: rule)
            ?? Array(repeating: KeywordCursor(), count: imported.keywords.count)
        var isPresent = false
        for index in cursors.indices where !isPresent {
            isPresent = cursors[index].isPresent(imported.keywords[index], in: text, window: window)
        }
        keywords[rule] = cursors
        return isPresent
    }

    private mutating func hasKeywordAnywhere(
        _ imported: CompiledImport, rule: Int, _ scene: borrowing Scene
    ) -> Bool {
        let isPresent = scene.views.contains { view in
            view.segment.storage.withSpan { text in
                imported.keywords.contains {
                    CaselessSearch.firstIndex(of: $0, in: text, 0..<text.count) != nil
                }
            }
        }
        keywordAnswers[rule] = isPresent
        return isPresent
    }
}
