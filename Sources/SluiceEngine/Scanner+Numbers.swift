import CScanKernels

extension Scanner {
    /// The pass that sees numbers: ``NumberSight``.
    mutating func filterNumbers(
        _ program: FilterProgram, _ target: ScanTarget, _ base: UnsafePointer<UInt8>, from: Int, to: Int
    ) {
        let count =
            switch scratch.kernel {
            case .portable: unsafe sluice_numbers(base + from, 0, to - from, scratch.places)
            case .avx2: unsafe sluice_numbers_avx2(base + from, 0, to - from, scratch.places)
            case .avx512: unsafe sluice_numbers_avx512(base + from, 0, to - from, scratch.places)
            }
        for index in 0..<count {
            let place = unsafe from + Int(scratch.places[index])
            guard place >= numberEnd, place < target.count else { continue }
            number(program, target, at: place)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    private static func mayStandBetween(_ byte: UInt8) -> Bool {
        byte &- 0x2C < 4 || byte == 0x20 || byte >= 0x80
    }

    /// Looks at the run of a number's bytes around `place` for each hook with as many digits or fewer.
    private mutating func number(_ program: FilterProgram, _ target: ScanTarget, at place: Int) {
        let text = unsafe target.text
        var first = place
        while first < target.count, unsafe !Scanner.isDigit(text[first]) { first += 1 }
        while let before = unsafe Scanner.digit(before: first, text) { first = before }
        var end = first
        var digits = 0
        while let next = unsafe Scanner.digit(from: end, text, target.count) {
            digits += 1
            end = next + 1
        }
        numberEnd = max(end, place + 1)
        if target.isBrief, end + NumberSight.mostBetween + 1 >= target.count { wantsMore = true }
        for index in 0..<program.numbers.count {
            let record = unsafe program.numbers.base[index]
            guard Int(record.digits) <= digits else { break }
            guard target.only < 0 || target.only == record.expression else { continue }
            number(program, target, record, first..<end)
        }
    }

    /// The digit before a digit, with no more between them than may stand there.
    @inline(__always)
    private static func digit(before place: Int, _ text: UnsafePointer<UInt8>) -> Int? {
        for back in 1...NumberSight.mostSeen + 1 where back <= place {
            let byte = unsafe text[place - back]
            if isDigit(byte) { return place - back }
            guard mayStandBetween(byte) else { return nil }
        }
        return nil
    }

    /// The first digit from `place` on, with no more before it than may stand between two.
    @inline(__always)
    private static func digit(from place: Int, _ text: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        for ahead in 0...NumberSight.mostSeen where place + ahead < count {
            let byte = unsafe text[place + ahead]
            if isDigit(byte) { return place + ahead }
            guard mayStandBetween(byte) else { return nil }
        }
        return nil
    }

    /// Notes where in a run of a number's bytes one hook's matches may begin.
    private mutating func number(
        _ program: FilterProgram, _ target: ScanTarget, _ record: NumberRecord, _ run: Range<Int>
    ) {
        let text = unsafe target.text
        if record.isWhole.isSet, record.mask != 0, run.lowerBound >= 8 {
            let before = unsafe GramKernel.load(text, run.lowerBound - 8)
            guard before & record.mask == record.value else { return }
        }
        let classes = unsafe UnsafePointer(program.classes.base)
        var first = run.lowerBound
        var digits: Int32 = 0
        // Bytes that stand in numbers, but not in this one's, part it.
        for place in run {
            let byte = unsafe text[place]
            if unsafe ClassTable.contains(classes, record.set, byte) {
                digits += Scanner.isDigit(byte) ? 1 : 0
                continue
            }
            note(program, target, record, first..<place, digits: digits)
            if record.isWhole.isSet { return }
            first = place + 1
            digits = 0
        }
        note(program, target, record, first..<run.upperBound, digits: digits)
    }

    private mutating func note(
        _ program: FilterProgram, _ target: ScanTarget, _ record: NumberRecord, _ run: Range<Int>,
        digits: Int32
    ) {
        guard digits >= record.digits, hasBehind(program, target, record, run.upperBound) else { return }
        let last = record.isWhole.isSet ? run.lowerBound : run.upperBound - Int(record.digits)
        let window = PendingWindow(
            expression: record.expression, from: run.lowerBound - Int(record.most),
            to: last - Int(record.least))
        if isSieving {
            sight(run.lowerBound...run.upperBound, .starts(window))
        } else {
            noteStarts(target, window)
        }
    }

    /// Whether behind a number, which may end before `place`, stands what the hook asks for.
    private func hasBehind(
        _ program: FilterProgram, _ target: ScanTarget, _ record: NumberRecord, _ place: Int
    ) -> Bool {
        guard record.behind >= 0 else { return true }
        let classes = unsafe UnsafePointer(program.classes.base)
        let last = min(target.count, place + NumberSight.mostBetween + 1)
        var place = place
        while place < last {
            let byte = unsafe target.text[place]
            if unsafe ClassTable.contains(classes, record.behind, byte) { return true }
            guard Scanner.mayStandBetween(byte) else { return false }
            place += 1
        }
        return false
    }
}
