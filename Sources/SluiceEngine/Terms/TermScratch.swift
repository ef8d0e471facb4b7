/// The memory that a scan for terms writes; one belongs to one thread.
@safe
struct TermScratch: ~Copyable {
    /// How many groups of 64 bytes are walked at once, so that what is kept of them stays in the nearest cache.
    static let groups = 256
    /// Behind the last group one more is looked at, and words of it are loaded whole.
    static let tail = 64 * 5

    var hits: [TermHit] = []
    /// One bit a byte: ASCII word characters of each group, and of the one behind.
    let masks: UnsafeMutablePointer<UInt64>
    /// Where words begin, in bytes from the first group.
    let starts: UnsafeMutablePointer<UInt32>
    /// Those of them that passed the filter.
    let passed: UnsafeMutablePointer<UInt32>
    /// The groups that hold a byte beyond ASCII.
    let beyondASCII: UnsafeMutablePointer<UInt32>
    /// A copy of the text's last bytes, with zeros behind.
    let end: UnsafeMutablePointer<UInt8>
    /// One folded word, with eight bytes behind.
    let word: UnsafeMutablePointer<UInt8>

    init() {
        unsafe masks = .allocate(capacity: TermScratch.groups + 2)
        unsafe masks.initialize(repeating: 0, count: TermScratch.groups + 2)
        unsafe starts = .allocate(capacity: TermScratch.groups * 64 + 64)
        unsafe passed = .allocate(capacity: TermScratch.groups * 64 + 64)
        unsafe beyondASCII = .allocate(capacity: TermScratch.groups + 2)
        unsafe end = .allocate(capacity: TermScratch.tail)
        unsafe word = .allocate(capacity: WordHash.longest + 16)
        unsafe word.initialize(repeating: 0, count: WordHash.longest + 16)
    }

    deinit {
        unsafe masks.deallocate()
        unsafe starts.deallocate()
        unsafe passed.deallocate()
        unsafe beyondASCII.deallocate()
        unsafe end.deallocate()
        unsafe word.deallocate()
    }
}
