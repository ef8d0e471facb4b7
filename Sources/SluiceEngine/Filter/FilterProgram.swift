import CScanKernels

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
    let hasStretches: Bool
    /// The number behind that of the last stretch.
    let stretchCount: Int
    /// Whether numbers need eight bytes at every multiple of 4, not 8.
    let hasShortNumbers: Bool
    /// Whether a stretch of hexadecimal digits may hold but one whole word of eight bytes, and not of digits alone.
    let hasShortHexadecimals: Bool
    let classStrings: FrozenBuffer<ClassRecord>
    let classHooks: FrozenBuffer<ClassHook>
    /// For each of ``classStrings`` a bit by the low five bits of the first two bytes at the anchor: any hook has such.
    let classFronts: FrozenBuffer<UInt32>
    let pairs: FrozenBuffer<PairRecord>
    /// By the two bytes, low first: whether any pair may be there.
    let pairSlots: FrozenBuffer<UInt8>
    /// One to four bytes of which every pair has one, and where in it; empty where there are no such.
    let pairBytes: (bytes: [UInt8], place: Int)
    /// Sorted by their digits.
    let numbers: FrozenBuffer<NumberRecord>
    /// How far behind a start its anchor can be seen, walks without a bound left out.
    let distance: Int
    /// Walks without a bound.
    let openWalks: [OpenWalk]
    /// Whether it sees matches with ``RareLetters`` too.
    let seesRareLetters: Bool

    /// The hooks of all patterns, and of the terms that are found by the filter.
    ///
    /// With `seeingRareLetters` it finds all that the filter without finds, and its stretches are numbered from
    /// `firstStretch` on.
    init(
        _ patterns: [CompiledPattern?], terms: [TermHook], seeingRareLetters: Bool = false,
        firstStretch: Int = 0
    ) {
        seesRareLetters = seeingRareLetters
        var builder = FilterBuilder(stretchCount: Int32(firstStretch))
        for (expression, pattern) in patterns.enumerated() {
            guard let pattern else { continue }
            builder.longestMatch = pattern.pattern.longestMatch
            let hooks =
                seeingRareLetters
                ? pattern.plan.thoroughHooks(of: pattern.pattern, cut: pattern.cut) : pattern.plan.hooks ?? []
            for hook in hooks { builder.add(hook, expression: Int32(expression)) }
        }
        for term in terms {
            builder.add(term.hook, expression: Int32(term.expression), term: Int32(term.term))
        }
        builder.settleNumbers()
        hooks = FrozenBuffer(builder.hooks)
        sequences = FrozenBuffer(builder.sequences)
        shapes = FrozenBuffer(builder.shapes)
        classes = builder.classes.frozen()
        grams = builder.gramTable()
        stretches = builder.stretches.map { FrozenBuffer(StretchRecord.sorted($0)) }
        hasStretches = builder.stretches.contains { !$0.isEmpty }
        stretchCount = Int(builder.stretchCount)
        hasShortNumbers = builder.stretches[Stretch.Family.numeric.rawValue].contains { $0.length < 15 }
        hasShortHexadecimals = FilterProgram.haveShort(stretches)
        var records: [ClassRecord] = []
        var classHooks: [ClassHook] = []
        for (places, hooks) in builder.classStrings.sorted(by: {
            $0.key.map(FilterBuilder.order).lexicographicallyPrecedes($1.key.map(FilterBuilder.order))
        }) {
            let classes = places.map(\.byteClass.rawValue) + [0, 0, 0]
            let offsets = places.map { UInt8($0.distance) } + [0, 0, 0]
            records.append(
                ClassRecord(
                    classes: (classes[0], classes[1], classes[2], classes[3]),
                    offsets: (offsets[0], offsets[1], offsets[2], offsets[3]), count: Int32(places.count),
                    first: Int32(classHooks.count), end: Int32(classHooks.count + hooks.count)))
            classHooks += hooks
        }
        classStrings = FrozenBuffer(records)
        self.classHooks = FrozenBuffer(classHooks)
        classFronts = FilterProgram.fronts(classStrings, self.classHooks)
        pairs = FrozenBuffer(builder.pairs)
        let pairSets = builder.pairSets
        pairSlots = unsafe FrozenBuffer(zeros: pairSets.isEmpty ? 1 : 1 << 16) { slots in
            for (first, second) in pairSets {
                first.forEach { a in second.forEach { b in unsafe slots[Int(b) << 8 | Int(a)] = 1 } }
            }
        }
        pairBytes = FilterBuilder.commonBytes(of: pairSets)
        numbers = FrozenBuffer(builder.numbers.sorted { $0.digits < $1.digits })
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
        hasStretches = stretches.contains { $0.count > 0 }
        stretchCount = reader.number()
        hasShortNumbers = reader.flag()
        hasShortHexadecimals = FilterProgram.haveShort(stretches)
        classStrings = reader.buffer()
        classHooks = reader.buffer()
        classFronts = FilterProgram.fronts(classStrings, classHooks)
        pairs = reader.buffer()
        pairSlots = reader.sparse()
        let bytes: FrozenBuffer<UInt8> = reader.buffer()
        pairBytes = ((0..<bytes.count).map { bytes[$0] }, reader.number())
        numbers = reader.buffer()
        seesRareLetters = false
        distance = reader.number()
        let walks: FrozenBuffer<OpenWalk> = reader.buffer()
        openWalks = (0..<walks.count).map { walks[$0] }
    }

    private static func haveShort(_ stretches: [FrozenBuffer<StretchRecord>]) -> Bool {
        let records = stretches[Stretch.Family.hexadecimal.rawValue]
        return (0..<records.count).contains {
            records[$0].length < StretchRecord.twoWords && !records[$0].isNumber.isSet
        }
    }

    /// Most strings of classes are none of a rule that begins with two letters of a country.
    ///
    /// Where a string's hooks have several anchors, every text counts.
    private static func fronts(
        _ strings: FrozenBuffer<ClassRecord>, _ hooks: FrozenBuffer<ClassHook>
    ) -> FrozenBuffer<UInt32> {
        var rows = [UInt32](repeating: 0, count: 32 * strings.count)
        for number in 0..<strings.count {
            let distance = hooks[Int(strings[number].first)].distance
            for index in Int(strings[number].first)..<Int(strings[number].end) {
                guard hooks[index].distance == distance else {
                    rows.replaceSubrange(
                        number * 32..<number * 32 + 32, with: repeatElement(UInt32.max, count: 32))
                    break
                }
                let (mask, value) = (hooks[index].mask, hooks[index].value)
                let seconds = (0..<32 as Range<UInt32>).filter {
                    UInt64($0) << 8 & mask == value & mask & 0x1F00
                }
                .reduce(UInt32(0)) { $0 | 1 << $1 }
                for first in 0..<32 where UInt64(first) & mask == value & mask & 0x1F {
                    rows[number * 32 + first] |= seconds
                }
            }
        }
        return FrozenBuffer(rows)
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
        writer.write(FrozenBuffer(pairBytes.bytes))
        writer.write(pairBytes.place)
        writer.write(numbers)
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
struct FilterBuilder {
    var hooks: [HookRecord] = []
    var sequences: [Int32] = []
    var shapes: [ShapeRecord] = []
    var classes = ClassTable()
    var gramSlots = GramSlots()
    var stretches: [[StretchRecord]] = Stretch.Family.allCases.map { _ in [] }
    /// The number of the next stretch.
    var stretchCount: Int32
    var classStrings: [[ClassPlace]: [ClassHook]] = [:]
    var pairs: [PairRecord] = []
    var numbers: [NumberRecord] = []
    var pairSets: [(ByteSet, ByteSet)] = []
    var distance = 16
    /// Of the pattern whose hooks are being added.
    var longestMatch = 0
    var openWalks: [OpenWalk] = []
    private var sequenceStarts: [[Int32]: Int32] = [:]
    private var shapeNumbers: [ForwardShape: Int32] = [:]

    init(stretchCount: Int32) { self.stretchCount = stretchCount }

    mutating func add(_ hook: Hook, expression: Int32, term: Int32 = -1) {
        if case .stretch(let stretch) = hook.sight {
            stretches[stretch.family.rawValue].append(
                StretchRecord(
                    expression: expression, least: Int32(hook.least), most: Int32(hook.most ?? 0),
                    set: classes.number(of: stretch.set), length: Int32(stretch.least),
                    digits: Int32(stretch.digits), isNumber: Flag(stretch.set.isSubset(of: .digits)),
                    number: stretchCount))
            stretchCount += 1
            distance = max(distance, (hook.most ?? 0) + 32)
            return
        }
        if case .number(let sight) = hook.sight {
            numbers.append(
                NumberRecord(
                    sight, hook, expression: expression, set: classes.number(of: sight.set),
                    behind: sight.behind.map { classes.number(of: $0) } ?? -1))
            distance = max(distance, (hook.most ?? 0) + 32)
            return
        }
        let number = Int32(hooks.count)
        var record = record(hook, expression: expression)
        record.term = term
        hooks.append(record)
        switch hook.sight {
        case .grams(let windows):
            for window in windows { gramSlots.add(window, of: hook, record, number: number) }
        case .classes(let places):
            let distance = places[0].distance
            let (mask, value) = FilterBuilder.bits(of: hook.sequence, from: 0)
            let string = places.map { ClassPlace(byteClass: $0.byteClass, distance: $0.distance - distance) }
            classStrings[string, default: []].append(
                ClassHook(mask: mask, value: value, hook: number, distance: Int32(distance)))
            reach(hook, distance + ClassPlace.farthest)
        case .pair(let first, let second, let distance):
            pairs.append(
                PairRecord(
                    first: classes.number(of: first), second: classes.number(of: second),
                    distance: Int32(distance), hook: number))
            pairSets.append((first, second))
            reach(hook, distance)
        case .stretch, .number: break
        }
    }

    /// Where all numbers are long plain ones they are seen as stretches, without a pass of their own.
    mutating func settleNumbers() {
        let few = numbers.filter { classes.sets[Int($0.set)].isSubset(of: .digits) && $0.digits >= 15 }
        guard few.count == numbers.count else { return }
        numbers = []
        for number in few {
            stretches[Stretch.Family.hexadecimal.rawValue].append(
                StretchRecord(
                    expression: number.expression, least: number.least, most: number.most, set: number.set,
                    length: number.digits, digits: 0, isNumber: Flag(true), number: stretchCount))
            stretchCount += 1
        }
    }

    static func order(_ place: ClassPlace) -> Int { place.distance << 8 | Int(place.byteClass.rawValue) }

    /// Notes how far behind a match's start the filter has to have looked.
    mutating func reach(_ hook: Hook, _ sight: Int) {
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
            record.hasTail = Flag(!walk.cut.isEmpty)
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
        if let set = hook.before { record.before = classes.number(of: set) }
        if let set = hook.behind { record.behind = classes.number(of: set) }
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
                isAmbiguous: Flag(!shape.skipped.isDisjoint(with: shape.required))))
        return number
    }

    /// The table of all strings that were added.
    mutating func gramTable() -> GramTable {
        var distances: [(hook: Hook, sight: Int)] = []
        let table = gramSlots.table { distances.append(($0, $1)) }
        for (hook, sight) in distances { reach(hook, sight) }
        return table
    }

    /// At most four bytes of which every pair has one in the same place, filled up to four.
    static func commonBytes(of pairs: [(ByteSet, ByteSet)]) -> (bytes: [UInt8], place: Int) {
        let first = pairs.reduce(into: ByteSet()) { $0.formUnion($1.0) }
        let second = pairs.reduce(into: ByteSet()) { $0.formUnion($1.1) }
        let place = first.count < second.count ? 0 : 1
        let members = (place == 0 ? first : second).members
        guard let last = members.last, members.count <= 4 else { return ([], 0) }
        return (members + Array(repeating: last, count: 4 - members.count), place)
    }

    /// The bits that all members have in common, of eight neighbouring sets.
    static func bits(of sequence: [ByteSet], from first: Int) -> (mask: UInt64, value: UInt64) {
        var (mask, value): (UInt64, UInt64) = (0, 0)
        for byte in 0..<8 where sequence.indices.contains(first + byte) {
            let bits = sequence[first + byte].commonBits
            mask |= UInt64(bits.mask) << UInt64(byte * 8)
            value |= UInt64(bits.value) << UInt64(byte * 8)
        }
        return (mask, value)
    }
}
