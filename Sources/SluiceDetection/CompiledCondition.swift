import SluiceModel
import SluiceRules
import SluiceText
import Synchronization

/// An `evidence` or `unless` entry, or a condition within one, ready to be asked.
final class CompiledCondition: Sendable {
    let condition: Condition
    /// Its index among all conditions of the detector, by which workers keep what they found.
    let number: Int
    let patterns: [SecondaryPattern]
    /// The indices of the rules it asks for; a rule that is not there never matches.
    let rules: [Int]
    let groups: [CompiledGroup]
    /// Whether the text around a match and nothing else answers it, without a look into other conditions.
    let isSimple: Bool
    /// Whether it never holds without a word or pattern near the value.
    let requiresNear: Bool
    /// Whether it, or a condition within it, asks for a value that fails its check.
    let namesInvalid: Bool
    /// Whether it, or a condition within it, counts different values.
    let countsValues: Bool
    private let words = AtomicLazyReference<WordFinderBox>()

    init(
        _ condition: Condition, number: Int, patterns: [SecondaryPattern], rules: [Int] = [],
        groups: [CompiledGroup] = []
    ) {
        self.condition = condition
        self.number = number
        self.patterns = patterns
        self.rules = rules
        self.groups = groups
        isSimple = condition.rules.isEmpty && groups.isEmpty && condition.distinct == nil
        requiresNear =
            !condition.near.isEmpty || !patterns.isEmpty
            || groups.contains { group in
                let free = group.conditions.count { !$0.requiresNear }
                return free < group.least
            }
        let all = condition.all
        namesInvalid = all.contains { $0.valid == false }
        countsValues = all.contains { $0.distinct != nil }
    }

    var hasNear: Bool { !condition.near.isEmpty || !patterns.isEmpty }

    /// What finds the entry's words; made when it is first asked for.
    var finder: WordFinder {
        if let known = words.load() { return known.finder }
        return words.storeIfNil(
            WordFinderBox(WordFinder(condition.near.map(WordFinder.Word.init(withEnding:))))
        ).finder
    }

    /// Whether `layer` is one of those that the entry names; any layer where it names none.
    func accepts(_ layer: LayerKind) -> Bool {
        condition.layers.isEmpty || condition.layers.contains(layer.name)
    }

    /// The word or pattern with index `index`, as the rule's author wrote it.
    func nearName(_ index: Int) -> String {
        index < condition.near.count ? condition.near[index] : patterns[index - condition.near.count].source
    }
}

/// Conditions of which so many must hold.
struct CompiledGroup: Sendable {
    let least: Int
    let conditions: [CompiledCondition]
}

/// Holds a finder where a reference is needed.
private final class WordFinderBox: Sendable {
    let finder: WordFinder

    init(_ finder: WordFinder) { self.finder = finder }
}

extension LayerKind {
    /// The kind without its depth, as rules name it.
    var name: String {
        switch self {
        case .own: "own"
        case .quoted: "quoted"
        case .forwarded: "forwarded"
        case .signature: "signature"
        case .disclaimer: "disclaimer"
        }
    }
}
