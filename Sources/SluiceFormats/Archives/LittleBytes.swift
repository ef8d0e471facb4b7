import Glibc

/// Bytes of a file in which numbers stand with their lowest byte first.
///
/// What lies outside is zero.
struct LittleBytes {
    private let bytes: [UInt8]

    var count: Int { bytes.count }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The bytes in `range` of a file; nil where it has not that many.
    init?(_ descriptor: CInt, _ range: Range<Int>) {
        bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { target, count in
            while count < range.count {
                let status = unsafe pread(
                    descriptor, target.baseAddress.map { unsafe $0 + count }, range.count - count,
                    range.lowerBound + count)
                if status < 0, errno == EINTR { continue }
                guard status > 0 else { return }
                count += status
            }
        }
        guard bytes.count == range.count else { return nil }
    }

    func number8(_ place: Int) -> Int { bytes.indices.contains(place) ? Int(bytes[place]) : 0 }
    func number16(_ place: Int) -> Int { number8(place) | number8(place + 1) << 8 }
    func number32(_ place: Int) -> Int { number16(place) | number16(place + 2) << 16 }

    /// Nil where it is no size or place that a file can have.
    func number64(_ place: Int) -> Int? {
        let high = number32(place + 4)
        return high < 1 << 30 ? number32(place) | high << 32 : nil
    }

    subscript(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range.clamped(to: bytes.indices)] }
}
