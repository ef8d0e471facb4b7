import SluiceModel

/// Members of an object of JSON that are numbers, written where there is room for all of them.
@safe
struct NumberMembers {
    static let most = 8
    private static let longestName = 16
    static let room = most * (longestName + 4 + GrowingBytes.decimalRoom)

    private let target: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var needsComma: Bool

    /// Begins where there is ``room``, behind other members or as the first ones.
    @inline(__always)
    init(_ target: UnsafeMutablePointer<UInt8>, follows: Bool) {
        unsafe self.target = target
        needsComma = follows
    }

    @inline(__always)
    mutating func add(_ name: StaticString, _ number: Int) {
        let length = name.utf8CodeUnitCount
        precondition(length <= NumberMembers.longestName)
        if needsComma {
            unsafe target[count] = 0x2C
            count &+= 1
        }
        needsComma = true
        let text = unsafe target + count
        unsafe text[0] = 0x22
        unsafe (text + 1).update(from: name.utf8Start, count: length)
        unsafe text[length + 1] = 0x22
        unsafe text[length + 2] = 0x3A
        count &+= length + 3
        count &+= unsafe GrowingBytes.write(decimal: number, to: target + count)
    }
}
