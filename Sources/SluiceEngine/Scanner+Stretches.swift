import CScanKernels

extension Scanner {
    /// The pass that sees stretches of a class, eight bytes at a time.
    mutating func filterStretches(
        _ target: ScanTarget, _ base: UnsafePointer<UInt8>, from: Int, to: Int
    ) {
        let program = database.filter
        if program.stretches[Stretch.Family.hexadecimal.rawValue].count > 0 {
            unsafe filterHexadecimal(target, base, from: from, to: to)
        }
        if program.stretches[Stretch.Family.numeric.rawValue].count > 0 {
            unsafe filterNumeric(target, base, from: from, to: to)
        }
        if program.stretches[Stretch.Family.word.rawValue].count > 0 {
            unsafe filterWords(target, base, from: from, to: to)
        }
    }

    private static var sixteens: UInt64 { 0x1010_1010_1010_1010 }

    /// Of 0x3_ and 0x6_ just one of the bits 4 and 6 is set; of 0x2_ and 0x7_ none or both.
    private mutating func filterHexadecimal(
        _ target: ScanTarget, _ base: UnsafePointer<UInt8>, from: Int, to: Int
    ) {
        if scratch.kernel == .avx512 {
            let count = unsafe sluice_hexadecimal_words_avx512(base + from, 0, to - from, scratch.places)
            for index in 0..<count {
                stretch(target, .hexadecimal, at: unsafe from + Int(scratch.places[index]), digits: 8)
            }
            return
        }
        var place = from
        while place < to {
            let word = unsafe GramKernel.load(base, place) | GramKernel.caseBits
            if (word ^ word &>> 2) & Scanner.sixteens == Scanner.sixteens {
                stretch(target, .hexadecimal, at: place, digits: 8)
            }
            place &+= 8
        }
    }

    private mutating func filterNumeric(
        _ target: ScanTarget, _ base: UnsafePointer<UInt8>, from: Int, to: Int
    ) {
        if scratch.kernel == .avx512 {
            let count = unsafe sluice_numeric_words_avx512(base + from, 0, to - from, scratch.places)
            for index in 0..<count {
                let place = unsafe from + Int(scratch.places[index])
                let digits = unsafe (GramKernel.load(base, place) & Scanner.sixteens).nonzeroBitCount
                stretch(target, .numeric, at: place, digits: digits)
            }
            return
        }
        let step = database.filter.hasShortNumbers ? 4 : 8
        var place = from
        while place < to {
            let word = unsafe GramKernel.load(base, place)
            if word & 0xE0E0_E0E0_E0E0_E0E0 == GramKernel.caseBits {
                let digits = (word & Scanner.sixteens).nonzeroBitCount
                if digits >= 3 { stretch(target, .numeric, at: place, digits: digits) }
            }
            place &+= step
        }
    }

    /// Letters and digits have bit 4 or bit 6 set; two such words in a row are looked at.
    private mutating func filterWords(
        _ target: ScanTarget, _ base: UnsafePointer<UInt8>, from: Int, to: Int
    ) {
        var wasWord = false
        // The word before belongs to the piece before, whose last one may have been of letters.
        var place = from - 8
        while place < to {
            let word = unsafe GramKernel.load(base, place) | GramKernel.caseBits
            let isWord =
                (word | word &>> 2) & Scanner.sixteens == Scanner.sixteens
                && word & 0x8080_8080_8080_8080 == 0
            if isWord && wasWord { stretch(target, .word, at: place, digits: 8) }
            wasWord = isWord
            place &+= 8
        }
    }

    /// Looks at the stretch around eight bytes for each hook of a family, once for each stretch.
    @inline(never)
    private mutating func stretch(_ target: ScanTarget, _ family: Stretch.Family, at place: Int, digits: Int)
    {
        let records = database.filter.stretches[family.rawValue]
        for index in 0..<records.count {
            let record = unsafe records.base[index]
            guard target.only < 0 || target.only == record.expression, digits >= Int(record.digits) else {
                continue
            }
            stretch(target, record, at: place)
        }
    }

    private mutating func stretch(_ target: ScanTarget, _ record: StretchRecord, at place: Int) {
        let classes = unsafe UnsafePointer(database.filter.classes.base)
        let text = unsafe target.text
        guard unsafe place >= scratch.stretchEnds[Int(record.number)], place + 8 <= target.count else {
            return
        }
        for index in place..<place + 8 {
            guard unsafe ClassTable.contains(classes, record.set, text[index]) else { return }
        }
        var first = place
        while first > 0, unsafe ClassTable.contains(classes, record.set, text[first - 1]) { first -= 1 }
        var end = place + 8
        while end < target.count, unsafe ClassTable.contains(classes, record.set, text[end]) { end += 1 }
        unsafe scratch.stretchEnds[Int(record.number)] = end
        statistics[Int(record.expression)].candidates &+= 1
        let state = unsafe scratch.states[Int(record.expression)]
        let from = max(first - Int(record.most), state.last, state.tried)
        let to = end - Int(record.length) - Int(record.least)
        guard from <= to, from < target.to else { return }
        scratch.pending.append(PendingWindow(expression: record.expression, from: from, to: to))
    }
}
