/// Writes values one behind the other, as UTF-8 text of which nothing is text.
///
/// A number is written in groups of six bits, lowest first; 0x40 marks that another follows. So every byte that
/// is not part of a string is ASCII, and the whole can stand in a Swift string literal.
struct PackWriter {
    private(set) var bytes: [UInt8] = []

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    mutating func write(_ number: Int) {
        var rest = UInt(bitPattern: number)
        while rest > 0x3F {
            bytes.append(UInt8(rest & 0x3F) | 0x40)
            rest >>= 6
        }
        bytes.append(UInt8(rest))
    }

    mutating func write(_ text: String) {
        write(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    /// Bytes of another writer, so that they can be told from what follows.
    mutating func write(_ part: PackWriter) { write(part.bytes) }

    /// Bytes that are UTF-8.
    mutating func write(_ part: [UInt8]) {
        write(part.count)
        bytes += part
    }

    mutating func write(_ flag: Bool) { write(flag ? 1 : 0) }

    mutating func write<Value>(_ value: Value?, with write: (inout PackWriter, Value) -> Void) {
        self.write(value != nil)
        if let value { write(&self, value) }
    }

    mutating func write<Value>(_ values: [Value], with write: (inout PackWriter, Value) -> Void) {
        self.write(values.count)
        for value in values { write(&self, value) }
    }

    mutating func write(_ texts: [String]) { write(texts) { $0.write($1) } }

    /// A case by its number in the declaration.
    mutating func write<Value: CaseIterable & Equatable>(case value: Value) {
        write(Array(Value.allCases).firstIndex(of: value) ?? 0)
    }
}

/// Reads back what ``PackWriter`` wrote.
///
/// Bytes that it did not write give ``PackFault``, never a trap. It lives no longer than the bytes.
@safe
struct PackReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let end: Int
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        unsafe self.bytes = bytes
        end = bytes.count
    }

    var isAtEnd: Bool { position == end }

    mutating func number() throws(PackFault) -> Int {
        var number: UInt = 0
        var shift: UInt = 0
        while position < end, shift < UInt(UInt.bitWidth) {
            let byte = unsafe bytes[position]
            position += 1
            number |= UInt(byte & 0x3F) << shift
            if byte & 0x40 == 0 { return Int(bitPattern: number) }
            shift += 6
        }
        throw PackFault()
    }

    /// A number that says how many follow, so at most as many as there are bytes.
    mutating func count() throws(PackFault) -> Int {
        let count = try number()
        guard (0...(end - position)).contains(count) else { throw PackFault() }
        return count
    }

    /// The bytes of another writer.
    mutating func part() throws(PackFault) -> UnsafeBufferPointer<UInt8> {
        let count = try count()
        defer { position += count }
        return unsafe UnsafeBufferPointer(rebasing: bytes[position..<position + count])
    }

    mutating func text() throws(PackFault) -> String { try unsafe String(decoding: part(), as: UTF8.self) }

    /// Passes over a text.
    mutating func skip() throws(PackFault) { position += try count() }

    mutating func flag() throws(PackFault) -> Bool { try number() != 0 }

    mutating func optional<Value>(
        _ read: (inout PackReader) throws(PackFault) -> Value
    ) throws(PackFault) -> Value? {
        try flag() ? try read(&self) : nil
    }

    mutating func list<Value>(
        _ read: (inout PackReader) throws(PackFault) -> Value
    ) throws(PackFault) -> [Value] {
        let count = try count()
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }

    mutating func texts() throws(PackFault) -> [String] {
        try list { reader throws(PackFault) in try reader.text() }
    }

    mutating func choice<Value: CaseIterable>(_: Value.Type = Value.self) throws(PackFault) -> Value {
        let cases = Array(Value.allCases)
        let index = try number()
        guard cases.indices.contains(index) else { throw PackFault() }
        return cases[index]
    }
}

/// The bytes are no packed rules of this version.
public struct PackFault: Error {}
