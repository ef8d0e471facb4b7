/// All term lists of a database, ready to be searched for by one walk over a text's words.
///
/// What matches, exactly:
/// - ASCII letters fold to lower case; ä, ö, ü to ae, oe, ue and ß to ss (in any case, and in the term as well
///   as in the text); every other scalar to its simple lower-case form. Where a list asks for the exact case, all keep
///   it, and Ä is Ae. Text matches a term if both fold to the same bytes; a match never ends inside a
///   scalar of the text.
/// - Letters, decimal digits, combining marks and the underscore are word characters. Bytes that are no valid UTF-8
///   are none, and match nothing.
/// - No word character stands before a match whose term begins with one, nor behind a match that ends with
///   one; terms that may stand anywhere need neither border, and those whose last word may go on not the second, unless
///   an ending was added to the last word.
/// - White space in a term, and a hyphen between two characters that are neither, matches a *gap* (``TextGap``); at
///   a term's ends white space counts for nothing. Terms that hold `>` or `|` pass over no quote marks.
/// - A hyphen at a line's end (``TextGap``) between two word characters may be nothing, at most four times in a match.
/// - Words take the endings of ``InflectedForms``; of several forms that match the longest counts.
/// - A term of nothing but white space matches nothing.
///
/// The walk keys each term on one of its words, the one that texts probably show least. Words of the text pass
/// a Bloom filter, then a second one that also sees the words beside them, are looked up by their hash and then
/// compared; words beyond ASCII are folded first. Lists whose
/// terms may stand inside words are not walked: for them there is ``matchEnd(expression:term:_:count:at:)``.
/// Words that a hyphen parts at a line's end are looked up joined, after the walk.
struct TermSet: Sendable {
    let folded: FoldedTerms
    let hash: WordHash
    let filter: WordFilter
    let neighbours: NeighbourFilter
    let directory: WordDirectory
    /// For every term: where its key begins, in bytes of its folded form.
    let keyOffsets: FrozenBuffer<UInt32>
    let bare: BareTerms
    let probes: WordProbes
    let latin = Folded.latinLetters()
    /// The least length of a key, 8 at most.
    let shortestKey: Int
    /// How the keys begin; nil where that says little.
    let beginnings: KeyBeginnings?
    /// How many bytes behind the body a key of a match may begin.
    let longestPrefix: Int
    /// No match is longer, in bytes of text.
    let longestMatch: Int

    init(_ lists: [(expression: Int, list: TermList)]) { self.init(FoldedTerms(lists)) }

    /// - Parameters:
    ///   - folded: The terms.
    ///   - isWalked: Whether the walk looks for them, those that may stand inside words left out.
    init(_ folded: FoldedTerms, isWalked: Bool = true) {
        self.folded = folded
        hash = WordHash()
        let keys = KeyWords(folded, hash, isWalked: isWalked)
        filter = WordFilter(keys.hashes, beforeDigits: keys.beforeDigits, bitsPerKey: 16)
        neighbours = NeighbourFilter(keys.hashes, keys.neighbours)
        directory = WordDirectory(terms: keys.terms, hashes: keys.hashes, neighbours: keys.neighbours)
        keyOffsets = FrozenBuffer(keys.offsets)
        bare = BareTerms(keys.bare, folded)
        probes = keys.probes
        shortestKey = min(8, keys.shortest)
        beginnings = KeyBeginnings(keys.beginnings)
        longestPrefix = keys.longestPrefix
        longestMatch = folded.longestMatch
    }

    /// The end of the match of one term that begins at `start`, or nil where it does not match.
    ///
    /// - Precondition: `0 <= start <= count`; `count` bytes of `text` can be read.
    func matchEnd(
        expression: Int, term: Int, _ text: UnsafePointer<UInt8>, count: Int, at start: Int
    ) -> Int? {
        guard let list = folded.list(ofExpression: expression), 0..<list.count ~= term else { return nil }
        return unsafe comparison(list.first + term, list.style, text, count).end(from: start)
    }

    /// How much memory all that grows with the number of terms takes, those without a word character apart.
    var byteCount: Int {
        folded.bytes.byteCount + folded.offsets.byteCount + keyOffsets.byteCount + filter.cells.byteCount
            + neighbours.cells.byteCount + directory.buckets.byteCount + directory.entries.byteCount
    }

    /// A term, counted over all lists, to be held against a text.
    @inline(__always) @unsafe
    func comparison(
        _ term: Int, _ style: TermStyle, _ text: UnsafePointer<UInt8>, _ count: Int
    ) -> TermComparison {
        let offsets = unsafe folded.offsets.base
        return unsafe TermComparison(
            bytes: folded.bytes.base, term: Int(offsets[term])..<Int(offsets[term + 1]), style: style,
            text: text, count: count)
    }

    /// Calls `found` with every match of a term, counted over all lists, whose byte `key` stands at `place`.
    @inline(__always) @unsafe
    func match(
        _ term: Int, before key: Int, _ text: UnsafePointer<UInt8>, _ count: Int, at place: Int,
        found: (_ start: Int, _ end: Int) -> Void
    ) {
        let comparison = unsafe comparison(term, folded.style(ofTerm: term), text, count)
        comparison.starts(before: comparison.term.lowerBound + key, at: place) { start in
            if let end = comparison.end(from: start) { found(start, end) }
        }
    }
}

/// The terms without a word character, found by their first byte.
struct BareTerms: Sendable {
    /// By first byte, all bytes beyond ASCII under 128.
    private let terms: [[UInt32]]
    let isEmpty: Bool

    init(_ bare: [UInt32], _ folded: FoldedTerms) {
        var terms = [[UInt32]](repeating: [], count: 129)
        for term in bare {
            terms[min(128, Int(folded.bytes[folded.range(Int(term)).lowerBound]))].append(term)
        }
        self.terms = terms
        isEmpty = bare.isEmpty
    }

    @inline(__always)
    func beginning(with byte: UInt8) -> [UInt32] { terms[min(128, Int(byte))] }
}
