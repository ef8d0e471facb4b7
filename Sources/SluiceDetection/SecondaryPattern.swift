import SluiceEngine
import SluiceRules
import Synchronization

/// A regular expression beside a rule's own, compiled when it is first needed.
///
/// Most runs need none of them, and start-up must not pay for what does not run.
final class SecondaryPattern: Sendable {
    let source: String
    let dialect: Pattern.Dialect
    /// Its index among the detector's secondary patterns.
    let number: Int
    private let compiled = AtomicLazyReference<SearchPattern>()

    init(_ source: String, dialect: Pattern.Dialect, number: Int) {
        self.source = source
        self.dialect = dialect
        self.number = number
    }

    /// The compiled pattern.
    ///
    /// - Throws: ``CompileFault`` where PCRE2 refuses it.
    func pattern() throws(CompileFault) -> SearchPattern {
        if let known = compiled.load() { return known }
        return compiled.storeIfNil(try SearchPattern(Pattern(source, dialect: dialect)))
    }
}
