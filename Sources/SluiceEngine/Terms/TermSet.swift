/// All term lists of a database, ready to be searched for by one walk over a text's words.
///
/// What matches, exactly:
/// - ASCII letters fold to lower case; ä, ö, ü to ae, oe, ue and ß to ss (in any case, and in the term as well
///   as in the text); every other scalar to its simple lower-case form. Text matches a term if both fold to the
///   same bytes; a match never ends inside a scalar of the text.
/// - Letters, decimal digits, combining marks and the underscore are word characters. Bytes that are no valid UTF-8
///   are none, and match nothing.
/// - Unless the list's terms may stand inside words, no word character stands before a match whose term begins
///   with one, nor behind a match whose term ends with one.
/// - White space in a term matches 1 to 16 bytes of white space (all there is between its neighbours) or one
///   hyphen; at a term's ends it counts for nothing. White space is Unicode's: line ends and no-break spaces too.
/// - A term of nothing but white space matches nothing.
///
/// The walk keys each term on one of its words, the one that texts probably show least. Words of the text pass
/// a Bloom filter, then a second one that also sees the words beside them, are looked up by their hash and then
/// compared; words beyond ASCII are folded first. Lists whose
/// terms may stand inside words are not walked: for them there is ``matchEnd(expression:term:_:count:at:)``.
struct TermSet: Sendable {
    let folded: FoldedTerms
    let hash: WordHash
    let filter: WordFilter
    let neighbours: NeighbourFilter
    let directory: WordDirectory
    /// For every term: where its key begins, in bytes of its folded form.
    let keyOffsets: FrozenBuffer<UInt32>
    let bare: BareTerms
    let latin = Folded.latinLetters()
    /// The least length of a key, 8 at most.
    let shortestKey: Int
    /// How many bytes behind the body a key of a match may begin.
    let longestPrefix: Int
    /// No match is longer, in bytes of text.
    let longestMatch: Int

    init(_ lists: [(expression: Int, list: TermList)]) {
        folded = FoldedTerms(lists)
        hash = WordHash()
        let keys = KeyWords(folded, hash)
        filter = WordFilter(keys.hashes, hyphened: keys.hyphened, bitsPerKey: 16)
        neighbours = NeighbourFilter(keys.hashes, keys.neighbours)
        directory = WordDirectory(terms: keys.terms, hashes: keys.hashes, neighbours: keys.neighbours)
        keyOffsets = FrozenBuffer(keys.offsets)
        bare = BareTerms(keys.bare, folded)
        shortestKey = min(8, keys.shortest)
        longestPrefix = keys.longestPrefix
        var longest = 0
        for term in 0..<folded.count { longest = max(longest, folded.longestText(folded.range(term))) }
        longestMatch = longest
    }

    /// The end of the match of one term that begins at `start`, or nil where it does not match.
    ///
    /// - Precondition: `0 <= start <= count`; `count` bytes of `text` can be read.
    func matchEnd(
        expression: Int, term: Int, _ text: UnsafePointer<UInt8>, count: Int, at start: Int
    ) -> Int? {
        guard let list = folded.list(ofExpression: expression), 0..<list.count ~= term else { return nil }
        return unsafe matchEnd(list.first + term, text, count, at: start, insideWords: list.insideWords)
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
