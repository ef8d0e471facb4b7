extension TermWalk {
    /// Adds the words that hold a scalar beyond ASCII to the first `words`; `count` of the scratch's groups have such bytes.
    @inline(never) @unsafe
    mutating func wordsBeyondASCII(
        _ chunk: Chunk, _ count: Int, _ words: inout Int, _ scratch: inout TermScratch
    ) {
        let (base, place) = unsafe (chunk.base, chunk.place)
        for index in 0..<count {
            let group = unsafe Int(scratch.beyondASCII[index]) * 64
            for eight in stride(from: group, to: group + 64, by: 8) {
                var high = unsafe UnsafeRawPointer(base + eight).loadUnaligned(as: UInt64.self)
                high &= 0x8080_8080_8080_8080
                while high != 0 {
                    let found = eight + high.trailingZeroBitCount &>> 3
                    if place + found >= doneBeyondASCII { unsafe wordAround(found, chunk, &words, &scratch) }
                    high &= high &- 1
                }
            }
        }
    }

    /// Groups of 64 bytes that are walked at once.
    @safe
    struct Chunk {
        let base: UnsafePointer<UInt8>
        /// Where they lie in the text.
        let place: Int
        /// How many bytes.
        let end: Int
    }

    /// Adds the word that holds the scalar at byte `high` of a chunk, the first one beyond ASCII in it.
    @inline(__always) @unsafe
    private mutating func wordAround(
        _ high: Int, _ chunk: Chunk, _ words: inout Int, _ scratch: inout TermScratch
    ) {
        let found =
            unsafe latinWord(high, chunk, scratch) ?? anyWord(chunk.place + high, scratch)
        doneBeyondASCII = found.end
        guard found.end > found.start else { return }
        let (start, length) = (found.start - chunk.place, found.end - found.start)
        let (word, keep) = unsafe (scratch.word, set.hash.keep.base)
        let whole = unsafe WordHash.hash(word, length: min(found.folded, WordHash.longest), keep: keep)
        add(whole, start, length, at: chunk.place, &words, &scratch)
        guard !set.probes.isEmpty else { return }
        unsafe set.probes.lengths(word, found.folded) { part in
            let hash = unsafe WordHash.hash(word, length: min(part, WordHash.longest), keep: keep)
            add(hash, start, length, at: chunk.place, &words, &scratch)
        }
    }

    /// A word of the text; its folded bytes, of which there are `folded`, stand in the scratch.
    private typealias Word = (folded: Int, start: Int, end: Int)

    /// The word around byte `high` of a chunk if it is short, well inside and of ASCII and umlauts alone.
    @inline(__always) @unsafe
    private func latinWord(_ high: Int, _ chunk: Chunk, _ scratch: borrowing TermScratch) -> Word? {
        guard high >= 64, high + 128 < chunk.end else { return nil }
        let (base, masks, word) = unsafe (chunk.base, scratch.masks, scratch.word)
        let bit = UInt64(truncatingIfNeeded: high & 63)
        let before = unsafe (masks[high &>> 6] &<< (63 &- bit)) &<< 1 | masks[(high &>> 6) &- 1] &>> bit
        let start = high &- (~before).leadingZeroBitCount
        guard before != .max, chunk.place &+ start >= doneBeyondASCII else { return nil }
        var place = start
        var length = 0
        while true {
            let plain = unsafe TermWalk.length(masks, place)
            guard plain <= 16, length <= 32 else { return nil }
            let source = unsafe UnsafeRawPointer(base + place)
            let target = unsafe UnsafeMutableRawPointer(word + length)
            unsafe target.storeBytes(of: source.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
            place &+= plain
            length &+= plain
            let byte = unsafe base[place]
            if byte < 0x80 { break }
            guard unsafe byte == 0xC3 && base[place &+ 1] & 0xC0 == 0x80 else { return nil }
            let form = unsafe set.latin.base[Int(base[place &+ 1] & 0x3F)]
            guard form != 0 else { return nil }
            unsafe UnsafeMutableRawPointer(word + length).storeBytes(of: form, as: UInt16.self)
            place &+= 2
            length &+= 2
        }
        return (length, chunk.place &+ start, chunk.place &+ place)
    }

    /// The word around the scalar at `place` of the text; an empty one behind it where that is no word character.
    @inline(never) @unsafe
    private func anyWord(_ high: Int, _ scratch: borrowing TermScratch) -> Word {
        let word = unsafe scratch.word
        let scalar = unsafe TextScalar.read(text, count, at: high)
        guard TextScalar.isWord(scalar.value) else {
            return (0, high + scalar.length, high + scalar.length)
        }
        var start = high
        while start > doneBeyondASCII, unsafe TextScalar.isASCIIWord(text[start - 1]) { start -= 1 }
        var place = start
        var length = 0
        while place < count {
            let scalar = unsafe TextScalar.read(text, count, at: place)
            guard TextScalar.isWord(scalar.value) else { break }
            unsafe Folded(scalar.value).append(to: word, &length)
            place += scalar.length
        }
        return (length, start, place)
    }
}

extension Folded {
    /// Appends to a folded word of `length` bytes as much as is kept of it.
    @unsafe
    func append(to word: UnsafeMutablePointer<UInt8>, _ length: inout Int) {
        for part in 0..<count where length < TermScratch.longestWord {
            unsafe word[length] = self[part]
            length += 1
        }
    }

    /// By the second byte of U+00C0...U+00FF: the two bytes that the letter folds to, 0 for × and ÷.
    static func latinLetters() -> FrozenBuffer<UInt16> {
        FrozenBuffer(
            (UInt32(0xC0)...0xFF).map { value in
                TextScalar.isWord(value) ? UInt16(Folded(value).bytes) : 0
            })
    }
}
