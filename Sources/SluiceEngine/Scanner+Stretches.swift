import CScanKernels

extension Scanner {
    /// The pass that sees stretches of a class, eight bytes at a time.
    mutating func filterStretches(
        _ program: FilterProgram, _ target: ScanTarget, _ base: UnsafePointer<UInt8>, from: Int, to: Int
    ) {
        if program.stretches[Stretch.Family.hexadecimal.rawValue].count > 0 {
            unsafe filterHexadecimal(program, target, base, from: from, to: to)
        }
        if program.stretches[Stretch.Family.numeric.rawValue].count > 0 {
            unsafe filterNumeric(program, target, base, from: from, to: to)
        }
        if program.stretches[Stretch.Family.word.rawValue].count > 0 {
            unsafe filterWords(program, target, base, from: from, to: to)
        }
    }

    private static var sixteens: UInt64 { 0x1010_1010_1010_1010 }

    private mutating func filterHexadecimal(
        _ program: FilterProgram, _ target: ScanTarget, _ base: UnsafePointer<UInt8>, from: Int, to: Int
    ) {
        let (text, size) = unsafe (base + from, to - from)
        let onlyLong: Int32 = program.hasShortHexadecimals ? 0 : 1
        let count =
            switch scratch.kernel {
            case .portable: unsafe sluice_hexadecimal_words(text, 0, size, onlyLong, scratch.places)
            case .avx2: unsafe sluice_hexadecimal_words_avx2(text, 0, size, onlyLong, scratch.places)
            case .avx512: unsafe sluice_hexadecimal_words_avx512(text, 0, size, onlyLong, scratch.places)
            }
        let records = program.stretches[Stretch.Family.hexadecimal.rawValue]
        let (first, end) = unsafe (records.base, records.base + records.count)
        for index in 0..<count {
            unsafe hexadecimalWord(
                program, target, base, at: from + Int(scratch.places[index]), first..<end)
        }
    }

    /// Of 0x3_ and 0x6_ just one of the bits 4 and 6 is set; of 0x2_ and 0x7_ none or both.
    @inline(__always)
    private static func isHexadecimal(_ bytes: UInt64) -> Bool {
        let word = bytes | GramKernel.caseBits
        return (word ^ word &>> 2) & sixteens == sixteens
    }

    /// Turns away what is too short or no number for a hook before any stretch is measured.
    @inline(__always)
    private mutating func hexadecimalWord(
        _ program: FilterProgram, _ target: ScanTarget, _ base: UnsafePointer<UInt8>, at place: Int,
        _ records: Range<UnsafePointer<StretchRecord>>
    ) {
        let word = unsafe GramKernel.load(base, place)
        let isNumber = word & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030
        let isLong = unsafe Scanner.isHexadecimal(GramKernel.load(base, place + 8))
        var run = ClassRun()
        var record = unsafe records.lowerBound
        while unsafe record < records.upperBound {
            let end = unsafe record + Int(max(1, record.pointee.alike))
            // A stretch of so many bytes holds two such words in a row.
            if unsafe record.pointee.length >= StretchRecord.twoWords && !isLong
                || record.pointee.isNumber.isSet && !isNumber
            {
                unsafe record = end
                continue
            }
            while unsafe record < end {
                unsafe stretch(program, target, record, at: place, &run)
                unsafe record += 1
            }
        }
    }

    private mutating func filterNumeric(
        _ program: FilterProgram, _ target: ScanTarget, _ base: UnsafePointer<UInt8>, from: Int, to: Int
    ) {
        if scratch.kernel == .avx512 {
            let count = unsafe sluice_numeric_words_avx512(base + from, 0, to - from, scratch.places)
            for index in 0..<count {
                let place = unsafe from + Int(scratch.places[index])
                let digits = unsafe (GramKernel.load(base, place) & Scanner.sixteens).nonzeroBitCount
                stretch(program, target, .numeric, at: place, digits: digits)
            }
            return
        }
        let step = program.hasShortNumbers ? 4 : 8
        var place = from
        while place < to {
            let word = unsafe GramKernel.load(base, place)
            if word & 0xE0E0_E0E0_E0E0_E0E0 == GramKernel.caseBits {
                let digits = (word & Scanner.sixteens).nonzeroBitCount
                if digits >= 3 { stretch(program, target, .numeric, at: place, digits: digits) }
            }
            place &+= step
        }
    }

    /// Letters and digits have bit 4 or bit 6 set; two such words in a row are looked at.
    private mutating func filterWords(
        _ program: FilterProgram, _ target: ScanTarget, _ base: UnsafePointer<UInt8>, from: Int, to: Int
    ) {
        var wasWord = false
        // The word before belongs to the piece before, whose last one may have been of letters.
        var place = from - 8
        while place < to {
            let word = unsafe GramKernel.load(base, place) | GramKernel.caseBits
            let isWord =
                (word | word &>> 2) & Scanner.sixteens == Scanner.sixteens
                && word & 0x8080_8080_8080_8080 == 0
            if isWord && wasWord { stretch(program, target, .word, at: place, digits: 8) }
            wasWord = isWord
            place &+= 8
        }
    }

    /// Looks at the stretch around eight bytes for each hook of a family, once for each stretch.
    @inline(never)
    private mutating func stretch(
        _ program: FilterProgram, _ target: ScanTarget, _ family: Stretch.Family, at place: Int, digits: Int
    ) {
        let records = program.stretches[family.rawValue]
        var run = ClassRun()
        for index in 0..<records.count {
            let record = unsafe records.base + index
            if unsafe digits >= Int(record.pointee.digits) {
                unsafe stretch(program, target, record, at: place, &run)
            }
        }
    }

    /// The bytes of one class around a place; many hooks ask for the same one.
    private struct ClassRun {
        var set: Int32 = -1
        var first = 0
        /// 0 where some of the eight bytes at the place are of another class.
        var end = 0
    }

    @inline(__always) @unsafe
    private mutating func stretch(
        _ program: FilterProgram, _ target: ScanTarget, _ hook: UnsafePointer<StretchRecord>, at place: Int,
        _ run: inout ClassRun
    ) {
        let last = unsafe scratch.stretchEnds[Int(hook.pointee.number)]
        guard last.scan != number || place >= last.place else { return }
        if unsafe run.set != hook.pointee.set {
            unsafe run = classRun(program, target, hook.pointee.set, at: place)
        }
        if run.end > 0 { unsafe note(target, hook.pointee, run) }
    }

    private mutating func classRun(
        _ program: FilterProgram, _ target: ScanTarget, _ set: Int32, at place: Int
    ) -> ClassRun {
        let classes = unsafe UnsafePointer(program.classes.base)
        let text = unsafe target.text
        let none = ClassRun(set: set)
        guard place + 8 <= target.count else { return none }
        for index in place..<place + 8 {
            guard unsafe ClassTable.contains(classes, set, text[index]) else { return none }
        }
        var first = place
        while first > 0, unsafe ClassTable.contains(classes, set, text[first - 1]) { first -= 1 }
        var end = place + 8
        while end < target.count, unsafe ClassTable.contains(classes, set, text[end]) { end += 1 }
        if target.isBrief, end == target.count { wantsMore = true }
        return ClassRun(set: set, first: first, end: end)
    }

    /// Notes the starts that a hook's stretch leaves.
    private mutating func note(_ target: ScanTarget, _ record: StretchRecord, _ run: ClassRun) {
        guard target.only < 0 || target.only == record.expression else { return }
        unsafe scratch.stretchEnds[Int(record.number)] = StretchEnd(scan: number, place: run.end)
        guard run.end - run.first >= Int(record.length) else { return }
        let window = PendingWindow(
            expression: record.expression, from: run.first - Int(record.most),
            to: run.end - Int(record.length) - Int(record.least))
        if isSieving { sight(run.first...run.end, .starts(window)) } else { noteStarts(target, window) }
    }

    /// Notes those starts that have not been tried.
    mutating func noteStarts(_ target: ScanTarget, _ window: PendingWindow) {
        statistics[Int(window.expression)].candidates &+= 1
        let state = unsafe memory(Int(window.expression)).pointee
        let from = max(window.from, state.last, state.tried)
        guard from <= window.to, from < target.to else { return }
        pending.append(PendingWindow(expression: window.expression, from: from, to: window.to))
    }
}
