import SluiceModel
import SluiceRules
import Synchronization

/// What a rule of gitleaks asks beside its regex, ready to be asked.
final class CompiledImport: Sendable {
    /// In lower case.
    let keywords: [[UInt8]]
    let path: SecondaryPattern?
    let allowlists: [CompiledAllowlist]

    init(keywords: [String], path: SecondaryPattern?, allowlists: [CompiledAllowlist]) {
        self.keywords = keywords.map { CaselessSearch.lowered(Array($0.utf8)) }
        self.path = path
        self.allowlists = allowlists
    }
}

/// An allowlist of gitleaks, ready to be asked.
final class CompiledAllowlist: Sendable {
    let list: Allowlist
    let paths: [SecondaryPattern]
    let regexes: [SecondaryPattern]
    private let index = AtomicLazyReference<StopwordIndex>()

    init(_ list: Allowlist, paths: [SecondaryPattern], regexes: [SecondaryPattern]) {
        self.list = list
        self.paths = paths
        self.regexes = regexes
    }

    var stopwords: StopwordIndex {
        index.load() ?? index.storeIfNil(StopwordIndex(list.stopwords))
    }

    /// Whether the path alone decides, so that no match needs to be looked at.
    var isDecidedByPath: Bool {
        !paths.isEmpty && (list.combining == .any || regexes.isEmpty && list.stopwords.isEmpty)
    }
}
