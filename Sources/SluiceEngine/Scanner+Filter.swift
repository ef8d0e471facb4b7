import CScanKernels

/// The text of one scan, and which part of it is asked for; lives for one call.
@safe
struct ScanTarget {
    let text: UnsafePointer<UInt8>
    let count: Int
    /// The body's first byte.
    let from: Int
    /// Behind the body's last byte.
    let to: Int
    let only: Int32
    /// See ``Block/isBrief``.
    var isBrief = false
    static let briefMargin = 4
}

extension Scanner {
    /// Runs the filter's passes over `from..<to` and notes the start positions that have to be tried.
    mutating func filter(_ target: ScanTarget, from: Int, to: Int) {
        var place = from
        while place < to {
            let end = min(to, place + Scratch.piece)
            let base = unsafe scratch.readable(target.text, count: target.count, from: place, to: end)
            let program = program(target, from: place, to: end)
            if !program.grams.isEmpty { unsafe filterGrams(program, target, base, from: place, to: end) }
            if program.hasStretches { unsafe filterStretches(program, target, base, from: place, to: end) }
            if program.classStrings.count > 0 {
                unsafe filterClasses(program, target, base, from: place, to: end)
            }
            if program.numbers.count > 0 {
                unsafe filterNumbers(program, target, base, from: place, to: end)
            }
            if program.pairs.count > 0 { unsafe filterPairs(program, target, base, from: place, to: end) }
            place = end
        }
    }

    /// The filter for a piece of text: the thorough one where a match in it could hold one of ``RareLetters``.
    private func program(_ target: ScanTarget, from: Int, to: Int) -> FilterProgram {
        guard database.leavesRareLetters else { return database.filter }
        let first = max(0, from - RareLetters.reach)
        let last = min(target.count, to + RareLetters.reach)
        guard unsafe sluice_rare_letter(target.text, first, last, target.count) < last else {
            return database.filter
        }
        let program = database.thoroughFilter
        scratch.reserve(for: program)
        return program
    }

    private mutating func filterGrams(
        _ program: FilterProgram, _ target: ScanTarget, _ base: UnsafePointer<UInt8>, from: Int, to: Int
    ) {
        let table = program.grams
        let places = unsafe scratch.places
        let piece = unsafe base + from
        let seen = unsafe GramKernel.scan(
            piece, from: 0, to: to - from, table: table, kernel: scratch.kernel, groups: scratch.groups,
            places: places)
        let count = unsafe table.flanks.kept(piece, places, seen)
        let hits = unsafe scratch.hits
        guard let first = hits.baseAddress else { return }
        var next = 0
        while next < count {
            let known = unsafe table.hits(
                piece, places, from: &next, count: count, into: first, room: hits.count)
            for index in 0..<known {
                let hit = unsafe first[index]
                let entry = unsafe table.entries.base[Int(hit.entry)]
                let place = from &+ Int(hit.place)
                let anchor = place &- Int(entry.distance)
                if entry.tellsAll == 0 {
                    let one = unsafe program.hooks.base[Int(table.hooks.base[Int(entry.firstHook)])]
                    guard unsafe hasSequence(program, base, one, at: anchor) else { continue }
                }
                for index in 0..<Int(entry.hookCount) {
                    let hook = unsafe table.hooks.base[Int(entry.firstHook) &+ index]
                    unsafe confirm(program, target, base, hook: hook, anchor: anchor, seen: place)
                }
            }
        }
    }

    private mutating func filterPairs(
        _ program: FilterProgram, _ target: ScanTarget, _ base: UnsafePointer<UInt8>, from: Int, to: Int
    ) {
        let (bytes, offset) = program.pairBytes
        if !bytes.isEmpty {
            // From the other byte of a pair that begins in the piece.
            let text = unsafe base + (from + offset)
            let count = unsafe sluice_places_of(text, 0, to - from, bytes, scratch.pairPlaces)
            for index in 0..<count {
                unsafe pair(program, target, base, at: from + Int(scratch.pairPlaces[index]))
            }
            return
        }
        for place in from..<to { unsafe pair(program, target, base, at: place) }
    }

    @inline(__always)
    private mutating func pair(
        _ program: FilterProgram, _ target: ScanTarget, _ base: UnsafePointer<UInt8>, at place: Int
    ) {
        let slots = unsafe program.pairSlots.base
        let classes = unsafe UnsafePointer(program.classes.base)
        let pair = unsafe UnsafeRawPointer(base + place).loadUnaligned(as: UInt16.self)
        guard unsafe slots[Int(pair)] != 0 else { return }
        for index in 0..<program.pairs.count {
            let record = unsafe program.pairs.base[index]
            guard unsafe ClassTable.contains(classes, record.first, base[place]),
                unsafe ClassTable.contains(classes, record.second, base[place + 1])
            else { continue }
            let anchor = place - Int(record.distance)
            let hook = unsafe program.hooks.base[Int(record.hook)]
            guard unsafe hasSequence(program, base, hook, at: anchor) else { continue }
            unsafe confirm(program, target, base, hook: record.hook, anchor: anchor, seen: place)
        }
    }

    // MARK: Candidates

    /// Whether the hook's fixed bytes stand at `anchor`.
    @inline(__always)
    func hasSequence(
        _ program: FilterProgram, _ base: UnsafePointer<UInt8>, _ hook: HookRecord, at anchor: Int
    ) -> Bool {
        let classes = unsafe UnsafePointer(program.classes.base)
        let sets = unsafe program.sequences.base + Int(hook.sequence)
        for index in 0..<Int(hook.sequenceCount) {
            guard unsafe ClassTable.contains(classes, sets[index], base[anchor &+ index]) else {
                return false
            }
        }
        return true
    }

    /// Holds a candidate, whose fixed bytes have been seen, against what else its hook says, and notes the starts
    /// that remain.
    mutating func confirm(
        _ program: FilterProgram, _ target: ScanTarget, _ base: UnsafePointer<UInt8>, hook number: Int32,
        anchor: Int, seen place: Int
    ) {
        let hook = unsafe program.hooks.base[Int(number)]
        let classes = unsafe UnsafePointer(program.classes.base)
        if hook.before >= 0 {
            guard unsafe ClassTable.contains(classes, hook.before, base[anchor - 1]) else { return }
        }
        if hook.behind >= 0 {
            let end = anchor + Int(hook.sequenceCount)
            guard unsafe ClassTable.contains(classes, hook.behind, base[end]) else { return }
        }
        if hook.shape >= 0 {
            let shape = unsafe program.shapes.base[Int(hook.shape)]
            guard unsafe shape.holds(base + (anchor + Int(hook.sequenceCount)), classes) else { return }
        }
        guard target.only < 0 || target.only == hook.expression else { return }
        guard !isSieving else {
            return sight(
                min(anchor, place)...max(anchor + Int(hook.sequenceCount), place),
                .anchor(anchor, hook: number, isThorough: program.seesRareLetters))
        }
        noteStarts(program, target, hook, anchor: anchor)
    }

    /// Notes the starts that a hook leaves that has been seen.
    mutating func noteStarts(
        _ program: FilterProgram, _ target: ScanTarget, _ hook: HookRecord, anchor: Int
    ) {
        let expression = Int(hook.expression)
        statistics[expression].candidates &+= 1
        if hook.term >= 0 { return confirmTerm(target, hook, anchor: anchor) }
        let state = unsafe memory(expression).pointee
        var from = anchor - (hook.most == HookRecord.unbounded ? 0 : Int(hook.most))
        if hook.walkSet >= 0 {
            let start = unsafe walkBack(program, target.text, hook, anchor: anchor, floor: state.last)
            from = start - Int(hook.walkBefore)
            let longest = unsafe database.references[expression]?._withUnsafeGuaranteedRef {
                $0.pattern.longestMatch
            }
            if let longest, anchor - start > longest {
                unsafe memory(expression).pointee.isTooLong = true
                hasTooLong = true
            }
        }
        from = max(from, state.last, state.tried)
        let to = anchor - Int(hook.least)
        guard from <= to, from < target.to, anchor <= target.count else { return }
        if hook.hasTail.isSet, let reference = unsafe database.references[expression] {
            let mayMatch = unsafe reference._withUnsafeGuaranteedRef { pattern in
                tailMayMatch(target, pattern, expression: expression, at: anchor)
            }
            guard mayMatch else { return }
        }
        pending.append(PendingWindow(expression: hook.expression, from: from, to: to))
    }

    /// The first byte of the class run that ends before `anchor`.
    private func walkBack(
        _ program: FilterProgram, _ text: UnsafePointer<UInt8>, _ hook: HookRecord, anchor: Int, floor: Int
    ) -> Int {
        let classes = unsafe UnsafePointer(program.classes.base)
        let isOpen = hook.walkMost == HookRecord.unbounded
        let last = unsafe memory(Int(hook.expression)).pointee.walk
        // The classes of either filter have numbers of their own.
        let set = program.seesRareLetters ? ~hook.walkSet : hook.walkSet
        let known = isOpen && last.set == set ? last.anchor : .min
        let end = max(floor, isOpen ? 0 : anchor - Int(hook.walkMost), 0)
        var place = anchor
        while place > end, unsafe ClassTable.contains(classes, hook.walkSet, text[place - 1]) {
            place -= 1
            // The run reaches back to an anchor whose own run is known: it need not be walked again.
            if place == known {
                place = max(end, last.start)
                break
            }
        }
        if isOpen {
            unsafe memory(Int(hook.expression)).pointee.walk = (set, anchor, place)
        }
        return place
    }

    private mutating func tailMayMatch(
        _ target: ScanTarget, _ pattern: CompiledPattern, expression: Int, at anchor: Int
    ) -> Bool {
        statistics[expression].verifications &+= 1
        pattern.prepare()
        let (end, isCut) = textEnd(target, pattern, start: anchor)
        let began = measuresTime ? Allowance.now : 0
        let mayMatch = unsafe matcher.tailMayMatch(pattern, target.text, count: end, isCut: isCut, at: anchor)
        if measuresTime { statistics[expression].nanoseconds += Allowance.now - began }
        return mayMatch
    }
}

extension ShapeRecord {
    /// Whether what stands at `text` has this shape.
    @inline(__always)
    func holds(_ text: UnsafePointer<UInt8>, _ classes: UnsafePointer<UInt64>) -> Bool {
        var place = 0
        while place <= Int(mostSkipped) {
            let byte = unsafe text[place]
            if unsafe ClassTable.contains(classes, required, byte) {
                if unsafe runHolds(text + place + 1, classes) { return true }
                if !isAmbiguous.isSet { return false }
            }
            guard unsafe ClassTable.contains(classes, skipped, byte) else { return false }
            place &+= 1
        }
        return false
    }

    @inline(__always)
    private func runHolds(_ text: UnsafePointer<UInt8>, _ classes: UnsafePointer<UInt64>) -> Bool {
        var begin = 0
        var place = 0
        while place &- begin < Int(runLength) {
            if unsafe !ClassTable.contains(classes, run, text[place]) {
                begin = place &+ 1
                if begin > Int(mostBetween) { return false }
            }
            place &+= 1
        }
        return true
    }
}
