/// Byte sets numbered, as bit maps that a kernel can test.
struct ClassTable: Sendable {
    private(set) var sets: [ByteSet] = []
    private var numbers: [ByteSet: Int32] = [:]

    mutating func number(of set: ByteSet) -> Int32 {
        if let known = numbers[set] { return known }
        let number = Int32(sets.count)
        sets.append(set)
        numbers[set] = number
        return number
    }

    /// 32 bytes a set.
    func frozen() -> FrozenBuffer<UInt64> {
        FrozenBuffer(sets.flatMap(\.bitMap))
    }

    @inline(__always)
    static func contains(_ sets: UnsafePointer<UInt64>, _ number: Int32, _ byte: UInt8) -> Bool {
        unsafe sets[Int(number) &* 4 &+ Int(byte &>> 6)] &>> UInt64(byte & 63) & 1 == 1
    }
}
