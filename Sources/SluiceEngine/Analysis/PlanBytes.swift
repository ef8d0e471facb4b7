/// Writes a ``PatternPlan`` as bytes below 128, so that they can stand in a string literal.
///
/// A number is written in groups of six bits, lowest first; 0x40 marks that another follows.
struct PlanWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ number: Int) {
        // The sign goes into the lowest bit, so that small negative numbers stay short.
        var rest = UInt(bitPattern: number << 1 ^ number >> (Int.bitWidth - 1))
        while rest > 0x3F {
            bytes.append(UInt8(rest & 0x3F) | 0x40)
            rest >>= 6
        }
        bytes.append(UInt8(rest))
    }

    mutating func write(_ flag: Bool) { write(flag ? 1 : 0) }
    /// Nil as -1, so `number` is not negative.
    mutating func write(_ number: Int?) { write(number ?? -1) }

    mutating func write<Value>(_ values: [Value], with write: (inout PlanWriter, Value) -> Void) {
        self.write(values.count)
        for value in values { write(&self, value) }
    }

    /// A set by its runs of neighbouring members.
    mutating func write(_ set: ByteSet) {
        write(set.runs) {
            $0.write(Int($1.lowerBound))
            $0.write($1.count)
        }
    }

    /// Sets, equal neighbours once with their number.
    mutating func write(_ sets: [ByteSet]) {
        var groups: [(set: ByteSet, count: Int)] = []
        for set in sets {
            if groups.last?.set == set {
                groups[groups.count - 1].count += 1
            } else {
                groups.append((set, 1))
            }
        }
        write(groups) {
            $0.write($1.count)
            $0.write($1.set)
        }
    }
}

/// Reads back what ``PlanWriter`` wrote.
///
/// Bytes that it did not write give some plan or ``isBroken``, never a trap.
struct PlanReader {
    private let bytes: [UInt8]
    private var place = 0
    /// Whether something else was met than what was asked for.
    private(set) var isBroken = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func number() -> Int {
        var number: UInt = 0
        var shift: UInt = 0
        while place < bytes.count, shift < 64 {
            let byte = bytes[place]
            place += 1
            number |= UInt(byte & 0x3F) << shift
            if byte & 0x40 == 0 { return Int(bitPattern: number >> 1) ^ -Int(number & 1) }
            shift += 6
        }
        isBroken = true
        return 0
    }

    /// A number of the given bounds.
    mutating func number(in bounds: ClosedRange<Int>) -> Int {
        let number = number()
        if bounds ~= number { return number }
        isBroken = true
        return bounds.lowerBound
    }

    mutating func flag() -> Bool { number() != 0 }

    mutating func optional() -> Int? {
        let number = number()
        return number < 0 ? nil : number
    }

    mutating func list<Value>(_ read: (inout PlanReader) -> Value) -> [Value] {
        // Nothing is written in less than a byte.
        let count = number(in: 0...(bytes.count - place))
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count where !isBroken { values.append(read(&self)) }
        return values
    }

    mutating func set() -> ByteSet {
        var set = ByteSet()
        for _ in 0..<number(in: 0...128) where !isBroken {
            let first = number(in: 0...255)
            set.insert(first..<first + number(in: 1...256 - first))
        }
        return set
    }

    mutating func sets() -> [ByteSet] {
        var sets: [ByteSet] = []
        for _ in 0..<number(in: 0...64) where !isBroken {
            let count = number(in: 1...64)
            sets.append(contentsOf: repeatElement(set(), count: count))
        }
        return sets
    }
}
