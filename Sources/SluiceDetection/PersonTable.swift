import Glibc
import SluiceModel

/// Ranges by person, who is told by the bytes of name and address.
///
/// Texts that are not ASCII are compared and hashed slowly otherwise, and there are hundreds in a stretch of a chat.
struct PersonTable {
    private struct Item {
        var hash: UInt64
        var person: Person
        var value: Range<Int>
    }

    private var items: [Item] = []
    /// Numbers of items by their hash, with some room between; -1 where none is.
    private var slots = [Int32](repeating: -1, count: 256)
    /// So that nobody can choose names that fall together.
    private let seed = UInt64.random(in: .min ... .max)

    var count: Int { items.count }

    func hash(of person: Person) -> UInt64 {
        PersonTable.hash(person.address, PersonTable.hash(person.name, seed))
    }

    /// What was added for a person with that hash.
    func value(of person: Person, _ hash: UInt64) -> Range<Int>? {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if items[index].hash == hash, PersonTable.isSame(items[index].person, person) {
                return items[index].value
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a person who is not there yet.
    mutating func add(_ person: Person, _ hash: UInt64, value: Range<Int>) {
        items.append(Item(hash: hash, person: person, value: value))
        if items.count * 2 <= slots.count {
            enter(items.count - 1)
        } else {
            slots = [Int32](repeating: -1, count: slots.count * 2)
            for index in items.indices { enter(index) }
        }
    }

    private mutating func enter(_ index: Int) {
        var slot = Int(truncatingIfNeeded: items[index].hash) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(truncatingIfNeeded: index)
    }

    private static func isSame(_ left: Person, _ right: Person) -> Bool {
        isSame(left.name, right.name) && isSame(left.address, right.address)
    }

    private static func isSame(_ left: String?, _ right: String?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        // All texts that readers make are held as bytes.
        let isSame = unsafe left.utf8.withContiguousStorageIfAvailable { left in
            unsafe right.utf8.withContiguousStorageIfAvailable { right in
                guard left.count == right.count else { return false }
                guard let first = left.baseAddress, let second = right.baseAddress else { return true }
                return unsafe memcmp(first, second, left.count) == 0
            }
        }
        return (isSame ?? nil) ?? left.utf8.elementsEqual(right.utf8)
    }

    /// The hash of a text behind what `hash` is of; none is unlike an empty one.
    private static func hash(_ text: String?, _ hash: UInt64) -> UInt64 {
        guard let text else { return mixed(hash, 1) }
        let found = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
            var hash = mixed(hash, UInt64(truncatingIfNeeded: bytes.count) << 1)
            var place = 0
            let raw = UnsafeRawBufferPointer(bytes)
            while place + 8 <= raw.count {
                hash = unsafe mixed(hash, raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                place += 8
            }
            var rest: UInt64 = 0
            while place < raw.count {
                rest = unsafe rest << 8 | UInt64(raw[place])
                place += 1
            }
            return mixed(hash, rest)
        }
        return found ?? mixed(hash, UInt64(truncatingIfNeeded: text.utf8.count) << 1)
    }

    @inline(__always)
    private static func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        let product = (hash ^ value).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low ^ (hash << 17 | hash >> 47)
    }
}
