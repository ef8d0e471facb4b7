/// What the engine looks for: a regular expression, or a list of terms.
public enum Expression: Sendable {
    case pattern(Pattern)
    case terms(TermList)
}

/// A regular expression in PCRE2's syntax.
public struct Pattern: Sendable {
    /// How PCRE2 reads pattern and text.
    public enum Dialect: Sendable {
        /// UTF-8 with Unicode properties; bytes that are no UTF-8 match nothing. `\C` is refused.
        case unicode
        /// Bytes and ASCII classes, `$` at the end only: what RE2's and Rust's users expect.
        case bytes
    }

    /// Which part of a match its reader wants as the value.
    public enum Capture: Hashable, Sendable {
        case whole
        /// The group of this number; the whole match where it took no part in it.
        case group(Int)
        /// The first group that holds at least one byte; the whole match where there is none.
        case firstNonEmpty
    }

    public var source: String
    public var dialect: Dialect
    public var caseless: Bool
    public var capture: Capture
    /// In bytes.
    ///
    /// A match that would be longer is a give-up, never silently missed.
    public var longestMatch: Int
    /// What ``PatternAnalysis/init(_:)`` found out about this pattern before, if it is known.
    ///
    /// An analysis of another pattern counts for nothing.
    public var analysis: PatternAnalysis?

    public init(
        _ source: String, dialect: Dialect = .unicode, caseless: Bool = false, capture: Capture = .whole,
        longestMatch: Int = 1 << 20
    ) {
        self.source = source
        self.dialect = dialect
        self.caseless = caseless
        self.capture = capture
        self.longestMatch = longestMatch
    }
}

/// Words and phrases, found in any case and in either German spelling (ä as ae, ß as ss).
///
/// A match begins and ends at the border of a word unless `insideWords` is set. White space in a term
/// stands for any run of white space in the text, line ends included, and for one hyphen. Among terms that
/// begin at the same place the longest wins; matches of one list do not overlap.
public struct TermList: Sendable {
    public var terms: [String]
    public var insideWords: Bool

    public init(_ terms: [String], insideWords: Bool = false) {
        self.terms = terms
        self.insideWords = insideWords
    }
}
