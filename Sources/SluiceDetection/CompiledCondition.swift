import SluiceModel
import SluiceRules
import SluiceText
import Synchronization

/// An `evidence` or `unless` entry, ready to be asked.
final class CompiledCondition: Sendable {
    let condition: Condition
    /// Its index among all conditions of the detector, by which workers keep what they found.
    let number: Int
    let patterns: [SecondaryPattern]
    private let words = AtomicLazyReference<WordFinderBox>()

    init(_ condition: Condition, number: Int, patterns: [SecondaryPattern]) {
        self.condition = condition
        self.number = number
        self.patterns = patterns
    }

    var hasNear: Bool { !condition.near.isEmpty || !patterns.isEmpty }

    /// What finds the entry's words; made when it is first asked for.
    var finder: WordFinder {
        if let known = words.load() { return known.finder }
        return words.storeIfNil(WordFinderBox(WordFinder(condition.near))).finder
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
