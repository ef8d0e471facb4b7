/// The memory that a scan for terms writes; one belongs to one thread.
@safe
struct TermScratch: ~Copyable {
    /// How many groups of 64 bytes are walked at once, so that what is kept of them stays in the nearest cache.
    static let groups = 256
    /// Behind the last group one more is looked at, and words of it are loaded whole.
    static let tail = 64 * 5

    /// How many words of those groups are looked up: each at first under its own hash.
    static let mostWords = groups * 64 * 2

    /// How many words that may be keys are looked up at once, or somewhat more.
    static let mostKeys = 256

    /// How many candidates are compared at once.
    static let mostCandidates = 512

    /// So many bytes of a folded word are kept: what its hash sees, and an ending.
    static let longestWord = WordHash.longest + 8

    let kernel: Kernel
    var hits: [TermHit] = []
    /// One bit a byte: ASCII word characters of each group, and of the one behind.
    let masks: UnsafeMutablePointer<UInt64>
    /// Where words begin, in bytes from the first group, above the 16th bit their lengths, above the 24th
    /// whether white space and a digit may stand behind.
    let words: UnsafeMutablePointer<UInt32>
    /// The hashes of those.
    let hashes: UnsafeMutablePointer<UInt64>
    /// Words that may be keys, and how many there are.
    let keys: UnsafeMutablePointer<TermKey>
    var keyCount = 0
    /// Terms that may match, with the places of their keys, and how many there are.
    let candidates: UnsafeMutablePointer<TermCandidate>
    var candidateCount = 0
    /// The groups that hold a byte beyond ASCII.
    let beyondASCII: UnsafeMutablePointer<UInt32>
    /// A copy of the text's last bytes, with zeros behind.
    let end: UnsafeMutablePointer<UInt8>
    /// One folded word, as far as it is told from others, with eight bytes behind.
    let word: UnsafeMutablePointer<UInt8>

    init(kernel: Kernel = .best) {
        self.kernel = kernel
        unsafe masks = .allocate(capacity: TermScratch.groups + 2)
        unsafe masks.initialize(repeating: 0, count: TermScratch.groups + 2)
        unsafe words = .allocate(capacity: TermScratch.mostWords + 64)
        unsafe hashes = .allocate(capacity: TermScratch.mostWords + 64)
        unsafe hashes.initialize(repeating: 0, count: TermScratch.mostWords + 64)
        unsafe keys = .allocate(capacity: TermScratch.mostKeys + TermScratch.mostWords + 64)
        unsafe candidates = .allocate(capacity: TermScratch.mostCandidates)
        unsafe beyondASCII = .allocate(capacity: TermScratch.groups + 2)
        unsafe end = .allocate(capacity: TermScratch.tail)
        unsafe word = .allocate(capacity: TermScratch.longestWord + 16)
        unsafe word.initialize(repeating: 0, count: TermScratch.longestWord + 16)
    }

    deinit {
        unsafe masks.deallocate()
        unsafe words.deallocate()
        unsafe hashes.deallocate()
        unsafe keys.deallocate()
        unsafe candidates.deallocate()
        unsafe beyondASCII.deallocate()
        unsafe end.deallocate()
        unsafe word.deallocate()
    }
}

/// A term that may match, counted over all lists, and where its key stands in the text.
struct TermCandidate {
    var term: Int
    var place: Int
}

/// A word of a text that may be the key of terms.
struct TermKey {
    var hash: UInt64
    var place: Int
    /// What stands beside it; nil where that is not known.
    var beside: Beside?
}
