/// Everything that the filter's passes read: the hooks of all patterns of a database, as tables.
final class FilterProgram: Sendable {
    /// How far from an anchor a kernel may read, in both directions.
    static let reachBefore = 256
    static let reachBehind = 256

    let hooks: FrozenBuffer<HookRecord>
    let sequences: FrozenBuffer<Int32>
    let shapes: FrozenBuffer<ShapeRecord>
    let classes: FrozenBuffer<UInt64>
    let grams: GramTable
    /// By family.
    let stretches: [FrozenBuffer<StretchRecord>]
    let stretchCount: Int
    /// Whether numbers need eight bytes at every multiple of 4, not 8.
    let hasShortNumbers: Bool
    let classStrings: FrozenBuffer<ClassRecord>
    let classHooks: FrozenBuffer<ClassHook>
    let pairs: FrozenBuffer<PairRecord>
    /// By the two bytes, low first: whether any pair may be there.
    let pairSlots: FrozenBuffer<UInt8>
    /// How far behind a start its anchor can be seen, walks without a bound left out.
    let distance: Int
    /// Walks without a bound.
    let openWalks: [OpenWalk]

    /// The hooks of all patterns, and of the terms that are found by the filter.
    init(_ patterns: [CompiledPattern?], terms: [TermHook]) {
        var builder = FilterBuilder()
        for (expression, pattern) in patterns.enumerated() {
            builder.longestMatch = pattern?.pattern.longestMatch ?? 0
            for hook in pattern?.plan.hooks ?? [] { builder.add(hook, expression: Int32(expression)) }
        }
        for term in terms {
            builder.add(term.hook, expression: Int32(term.expression), term: Int32(term.term))
        }
        hooks = FrozenBuffer(builder.hooks)
        sequences = FrozenBuffer(builder.sequences)
        shapes = FrozenBuffer(builder.shapes)
        classes = builder.classes.frozen()
        grams = GramTable(builder.windows, entries: builder.entries)
        stretches = builder.stretches.map(FrozenBuffer.init)
        stretchCount = Int(builder.stretchCount)
        hasShortNumbers = builder.stretches[Stretch.Family.numeric.rawValue].contains { $0.length < 15 }
        var records: [ClassRecord] = []
        var classHooks: [ClassHook] = []
        for (classes, hooks) in builder.classStrings.sorted(by: {
            $0.key.map(\.rawValue).lexicographicallyPrecedes($1.key.map(\.rawValue))
        }) {
            let numbers = classes.map(\.rawValue)
            records.append(
                ClassRecord(
                    classes: (numbers[0], numbers[1], numbers[2], numbers[numbers.count - 1]),
                    count: Int32(numbers.count), first: Int32(classHooks.count),
                    end: Int32(classHooks.count + hooks.count)))
            classHooks += hooks
        }
        classStrings = FrozenBuffer(records)
        self.classHooks = FrozenBuffer(classHooks)
        pairs = FrozenBuffer(builder.pairs)
        let pairSets = builder.pairSets
        pairSlots = unsafe FrozenBuffer(zeros: pairSets.isEmpty ? 1 : 1 << 16) { slots in
            for (first, second) in pairSets {
                first.forEach { a in second.forEach { b in unsafe slots[Int(b) << 8 | Int(a)] = 1 } }
            }
        }
        distance = builder.distance
        openWalks = builder.openWalks
    }

    /// What ``write(to:)`` wrote.
    init(_ reader: inout ImageReader) {
        hooks = reader.buffer()
        sequences = reader.buffer()
        shapes = reader.buffer()
        classes = reader.buffer()
        grams = GramTable(&reader)
        var stretches: [FrozenBuffer<StretchRecord>] = []
        for _ in Stretch.Family.allCases { stretches.append(reader.buffer()) }
        self.stretches = stretches
        stretchCount = reader.number()
        hasShortNumbers = reader.flag()
        classStrings = reader.buffer()
        classHooks = reader.buffer()
        pairs = reader.buffer()
        pairSlots = reader.sparse()
        distance = reader.number()
        let walks: FrozenBuffer<OpenWalk> = reader.buffer()
        openWalks = (0..<walks.count).map { walks[$0] }
    }

    func write(to writer: inout ImageWriter) {
        writer.write(hooks)
        writer.write(sequences)
        writer.write(shapes)
        writer.write(classes)
        grams.write(to: &writer)
        for records in stretches { writer.write(records) }
        writer.write(stretchCount)
        writer.write(hasShortNumbers)
        writer.write(classStrings)
        writer.write(classHooks)
        writer.write(pairs)
        writer.write(sparse: pairSlots)
        writer.write(distance)
        writer.write(FrozenBuffer(openWalks))
    }
}

/// A class run without a bound that leads back to where matches begin.
struct OpenWalk: BitwiseCopyable {
    /// The number of its class.
    var set: Int32
    /// The most bytes that a match can have before the run.
    var before: Int
    /// The longest match of the pattern.
    var longest: Int
}

/// Collects hooks into tables.
private struct FilterBuilder {
    var hooks: [HookRecord] = []
    var sequences: [Int32] = []
    var shapes: [ShapeRecord] = []
    var classes = ClassTable()
    /// With as many `entries`, one for each.
    var windows: [GramWindow] = []
    var entries: [GramTable.Entry] = []
    var stretches: [[StretchRecord]] = Stretch.Family.allCases.map { _ in [] }
    var stretchCount: Int32 = 0
    var classStrings: [[ByteClass]: [ClassHook]] = [:]
    var pairs: [PairRecord] = []
    var pairSets: [(ByteSet, ByteSet)] = []
    var distance = 16
    /// Of the pattern whose hooks are being added.
    var longestMatch = 0
    var openWalks: [OpenWalk] = []
    private var sequenceStarts: [[Int32]: Int32] = [:]
    private var shapeNumbers: [ForwardShape: Int32] = [:]

    mutating func add(_ hook: Hook, expression: Int32, term: Int32 = -1) {
        if case .stretch(let stretch) = hook.sight {
            stretches[stretch.family.rawValue].append(
                StretchRecord(
                    expression: expression, least: Int32(hook.least), most: Int32(hook.most ?? 0),
                    set: classes.number(of: stretch.set), length: Int32(stretch.least),
                    digits: Int32(stretch.digits), isNumber: stretch.set.isSubset(of: .digits),
                    number: stretchCount))
            stretchCount += 1
            distance = max(distance, (hook.most ?? 0) + 32)
            return
        }
        let number = Int32(hooks.count)
        var record = record(hook, expression: expression)
        record.term = term
        hooks.append(record)
        switch hook.sight {
        case .grams(let windows):
            for window in windows { add(window, of: hook, number: number) }
        case .classes(let classes, let distance):
            classStrings[classes, default: []].append(ClassHook(hook: number, distance: Int32(distance)))
            reach(hook, distance)
        case .pair(let first, let second, let distance):
            pairs.append(
                PairRecord(
                    first: classes.number(of: first), second: classes.number(of: second),
                    distance: Int32(distance), hook: number))
            pairSets.append((first, second))
            reach(hook, distance)
        case .stretch: break
        }
    }

    /// Notes how far behind a match's start the filter has to have looked.
    private mutating func reach(_ hook: Hook, _ sight: Int) {
        let most = hook.most ?? (hook.walk?.before ?? 0)
        distance = max(distance, most + sight + 16)
    }

    private mutating func record(_ hook: Hook, expression: Int32) -> HookRecord {
        var record = HookRecord(
            expression: expression, least: Int32(hook.least),
            most: hook.most.map(Int32.init) ?? HookRecord.unbounded)
        if let walk = hook.walk {
            record.walkSet = classes.number(of: walk.set)
            record.walkMost = walk.most.map(Int32.init) ?? HookRecord.unbounded
            record.walkBefore = Int32(walk.before)
            record.hasTail = !walk.cut.isEmpty
            if walk.most == nil { addOpenWalk(record.walkSet, before: walk.before) }
        }
        let numbers = numbers(of: hook.sequence)
        if let start = sequenceStarts[numbers] {
            record.sequence = start
        } else {
            record.sequence = Int32(sequences.count)
            sequenceStarts[numbers] = record.sequence
            sequences += numbers
        }
        record.sequenceCount = Int32(hook.sequence.count)
        if let shape = hook.shape { record.shape = number(of: shape) }
        return record
    }

    /// One for each class, that reaches as far as any: all are followed for each piece of text.
    private mutating func addOpenWalk(_ set: Int32, before: Int) {
        guard let known = openWalks.firstIndex(where: { $0.set == set }) else {
            openWalks.append(OpenWalk(set: set, before: before, longest: longestMatch))
            return
        }
        openWalks[known].before = max(openWalks[known].before, before)
        openWalks[known].longest = max(openWalks[known].longest, longestMatch)
    }

    /// Equal neighbours are looked up once.
    private mutating func numbers(of sets: [ByteSet]) -> [Int32] {
        var numbers: [Int32] = []
        numbers.reserveCapacity(sets.count)
        for index in sets.indices {
            let isSame = index > 0 && sets[index] == sets[index - 1]
            numbers.append(isSame ? numbers[index - 1] : classes.number(of: sets[index]))
        }
        return numbers
    }

    private mutating func number(of shape: ForwardShape) -> Int32 {
        if let known = shapeNumbers[shape] { return known }
        let number = Int32(shapes.count)
        shapeNumbers[shape] = number
        shapes.append(
            ShapeRecord(
                skipped: classes.number(of: shape.skipped), required: classes.number(of: shape.required),
                run: classes.number(of: shape.run), mostSkipped: Int32(shape.mostSkipped),
                mostBetween: Int32(shape.mostBetween), runLength: Int32(shape.runLength),
                isAmbiguous: !shape.skipped.isDisjoint(with: shape.required)))
        return number
    }

    private mutating func add(_ window: GramWindow, of hook: Hook, number: Int32) {
        reach(hook, max(0, window.distance))
        entries.append(entry(window, of: hook, number: number))
        windows.append(window)
    }

    /// The eight bytes around a window about which the hook's fixed bytes say most.
    private func entry(_ window: GramWindow, of hook: Hook, number: Int32) -> GramTable.Entry {
        // From four bytes before the window to four behind it: the bits that all bytes of a place share.
        let known = (-4..<8).map { offset -> (mask: UInt8, value: UInt8) in
            let place = window.distance + offset
            guard hook.sequence.indices.contains(place) else { return (0, 0) }
            return hook.sequence[place].commonBits
        }
        var best: (known: Int, offset: Int, mask: UInt64, value: UInt64) = (-1, 0, 0, 0)
        for offset in -4...0 {
            var (mask, value): (UInt64, UInt64) = (0, 0)
            for byte in 0..<8 {
                let bits = known[offset + 4 + byte]
                mask |= UInt64(bits.mask) << UInt64(byte * 8)
                value |= UInt64(bits.value) << UInt64(byte * 8)
            }
            if mask.nonzeroBitCount > best.known { best = (mask.nonzeroBitCount, offset, mask, value) }
        }
        return GramTable.Entry(
            mask: best.mask, value: best.value, hook: number, distance: Int16(window.distance),
            offset: Int16(best.offset))
    }
}
