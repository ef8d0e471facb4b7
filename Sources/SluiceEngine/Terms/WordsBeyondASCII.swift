extension TermWalk {
    /// Looks up the words that hold a scalar beyond ASCII; `count` groups of the scratch say where there are some.
    @unsafe
    mutating func wordsBeyondASCII(
        _ base: UnsafePointer<UInt8>, _ count: Int, at place: Int, _ scratch: inout TermScratch
    ) {
        for index in 0..<count {
            let group = unsafe Int(scratch.beyondASCII[index]) * 64
            for eight in stride(from: group, to: group + 64, by: 8) {
                var high = unsafe UnsafeRawPointer(base + eight).loadUnaligned(as: UInt64.self)
                high &= 0x8080_8080_8080_8080
                while high != 0 {
                    let found = place + eight + high.trailingZeroBitCount / 8
                    if found >= doneBeyondASCII { unsafe wordAround(found, &scratch) }
                    high &= high - 1
                }
            }
        }
    }

    /// Looks up the word that holds the scalar at `place`, the first one beyond ASCII in it.
    @unsafe
    private mutating func wordAround(_ place: Int, _ scratch: inout TermScratch) {
        let scalar = unsafe TextScalar.read(text, count, at: place)
        guard TextScalar.isWord(scalar.value) else {
            doneBeyondASCII = place + scalar.length
            return
        }
        var start = place
        while start > doneBeyondASCII, unsafe TextScalar.isASCIIWord(text[start - 1]) { start -= 1 }
        let (hash, end) = unsafe foldedHash(start, scratch.word)
        doneBeyondASCII = end
        if set.filter.passes(hash) { verify(hash, at: start, &scratch.hits) }
    }

    /// The hash of the word at `start`, which is folded into `word`, and its end.
    @unsafe
    private func foldedHash(_ start: Int, _ word: UnsafeMutablePointer<UInt8>) -> (hash: UInt64, end: Int) {
        var place = start
        var length = 0
        while place < count {
            let scalar = unsafe TextScalar.read(text, count, at: place)
            guard TextScalar.isWord(scalar.value) else { break }
            let form = Folded(scalar.value)
            for part in 0..<form.count where length < WordHash.longest {
                unsafe word[length] = form[part]
                length += 1
            }
            place += scalar.length
        }
        let hash = unsafe WordHash.hash(word, length: length, keep: set.hash.keep.base)
        return (hash, place)
    }
}
