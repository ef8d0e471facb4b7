/// Writes the buffers of a database one behind the other, each from a line of the cache on.
struct ImageWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ number: Int) {
        let word = UInt64(bitPattern: Int64(number))
        for byte in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * byte))) }
    }

    mutating func write(_ flag: Bool) { write(flag ? 1 : 0) }

    mutating func write<Element>(_ buffer: FrozenBuffer<Element>) {
        write(buffer.count)
        align()
        let values = unsafe UnsafeRawBufferPointer(
            start: buffer.base, count: buffer.count * MemoryLayout<Element>.stride)
        unsafe bytes.append(contentsOf: values)
        align(to: 8)
    }

    /// A buffer that holds mostly zeros: its other values with their places.
    mutating func write<Element: FixedWidthInteger>(sparse buffer: FrozenBuffer<Element>) {
        let places = (0..<buffer.count).filter { buffer[$0] != 0 }
        write(buffer.count)
        write(FrozenBuffer(places.map(UInt32.init)))
        write(FrozenBuffer(places.map { buffer[$0] }))
    }

    private mutating func align(to size: Int = 64) {
        while bytes.count % size != 0 { bytes.append(0) }
    }
}

/// Reads back what ``ImageWriter`` wrote, as views of the image's memory.
@safe
struct ImageReader {
    private let memory: ImageMemory
    private var place = 0
    /// Whether something else was met than what was asked for.
    private(set) var isBroken = false

    init(_ memory: ImageMemory) { self.memory = memory }

    mutating func number() -> Int {
        guard place + 8 <= memory.count else {
            isBroken = true
            return 0
        }
        defer { place += 8 }
        return unsafe Int(Int64(bitPattern: memory.base.load(fromByteOffset: place, as: UInt64.self)))
    }

    mutating func flag() -> Bool { number() != 0 }

    mutating func buffer<Element>(_: Element.Type = Element.self) -> FrozenBuffer<Element> {
        let count = number()
        let start = (place + 63) & ~63
        let stride = MemoryLayout<Element>.stride
        guard !isBroken, count >= 0, start <= memory.count, count <= (memory.count - start) / stride else {
            isBroken = true
            return FrozenBuffer([])
        }
        place = (start + count * stride + 7) & ~7
        return FrozenBuffer(memory, from: start, count: count)
    }

    mutating func sparse<Element: SparseElement>(_: Element.Type = Element.self) -> FrozenBuffer<Element> {
        sparseBuffer().expanded()
    }

    mutating func sparseBuffer<Element: SparseElement>(_: Element.Type = Element.self) -> SparseBuffer<
        Element
    > {
        let count = number()
        let places: FrozenBuffer<UInt32> = buffer()
        let values: FrozenBuffer<Element> = buffer()
        guard !isBroken, count >= 0, count <= 1 << 24, places.count == values.count else {
            isBroken = true
            return SparseBuffer(count: 0, places: FrozenBuffer([]), values: FrozenBuffer([]))
        }
        return SparseBuffer(count: count, places: places, values: values)
    }
}

typealias SparseElement = FixedWidthInteger & BitwiseCopyable & Sendable

/// A buffer that holds mostly zeros, by its other values.
struct SparseBuffer<Element: SparseElement>: Sendable {
    fileprivate var count: Int
    fileprivate var places: FrozenBuffer<UInt32>
    fileprivate var values: FrozenBuffer<Element>

    func expanded() -> FrozenBuffer<Element> {
        unsafe FrozenBuffer(zeros: count) { elements in
            for index in 0..<places.count where places[index] < UInt32(count) {
                unsafe elements[Int(places[index])] = values[index]
            }
        }
    }
}
