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

/// Words and phrases, each found in either German spelling (ä as ae, ß as ss).
///
/// A space in a term, and a hyphen between two of its characters, stand for white space, line breaks with the
/// quote marks (`>`, `|`) that begin the next line, or one hyphen. A word that a hyphen parts at a line's end is one
/// word. Among matches that begin at the same place the longest wins; matches of one list do not overlap.
public struct TermList: Sendable {
    /// Whether letters match in either case.
    public enum Case: Sendable {
        case fold
        /// Letters match in the term's case only. Ä is Ae and ẞ is SS here.
        case exact
    }

    /// Where a term may stand.
    public enum Placement: Sendable {
        /// As whole words.
        case word
        /// As whole words, the last of which may go on: *Falke* in *Falkenprojekt*, not in *Turmfalke*.
        case prefix
        /// Anywhere: *Falke* in *Turmfalke*. Terms of four letters or more keep this fast. A word that a hyphen
        /// parts at a line's end is one word here too.
        case part
    }

    public var terms: [String]
    public var letterCase: Case
    public var placement: Placement
    /// Whose endings the words of a term may take; nil for none.
    public var inflection: Inflection?

    public init(
        _ terms: [String], case letterCase: Case = .fold, match placement: Placement = .word,
        inflect inflection: Inflection? = nil
    ) {
        self.terms = terms
        self.letterCase = letterCase
        self.placement = placement
        self.inflection = inflection
    }
}

/// A language whose endings of nouns and adjectives the words of a term may take.
///
/// A word is inflected if white space, a hyphen or the term's end follows it, and if it does not end in a digit.
/// Lengths count ä, ö, ü and ß as two letters. Vowels do not change: *Häuser* is no form of *Haus*.
public enum Inflection: Sendable {
    /// Adds *-e, -em, -en, -ens, -er, -ern, -es, -n, -s*; behind *-e* instead *-m, -n, -ns, -r, -s*; behind *-nis* also
    /// *-se, -sen, -ses*; behind *-in* also *-nen*.
    ///
    /// Words of two or three letters take *-s* alone. In a term of several words all but the last may, where they end in
    /// *-e, -em, -en, -er* or *-es* behind three letters or more, change that for another of these or drop it:
    /// *vertraulicher Bericht* is found in *des vertraulichen Berichts*.
    case german
    /// Adds *-s*; behind *-s, -x, -z, -ch, -sh, -o* also *-es*; *-y* behind a consonant may become *-ies*; all of
    /// these may be followed by *'s* or *’s* where there was no ending, and within a term by an apostrophe behind *-s*.
    ///
    /// Words of one letter take nothing.
    case english
}
