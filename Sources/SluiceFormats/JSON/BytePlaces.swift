import Glibc

/// Places of bytes.
enum BytePlaces {
    /// Where `byte` first stands in `bytes`.
    static func first(_ byte: UInt8, in bytes: Span<UInt8>) -> Int? {
        unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, let found = unsafe memchr(base, Int32(byte), buffer.count)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    /// Where `byte` last stands in `bytes`.
    static func last(_ byte: UInt8, in bytes: Span<UInt8>) -> Int? {
        var place = bytes.count
        while place > 0 {
            place &-= 1
            if bytes[place] == byte { return place }
        }
        return nil
    }

    /// The length of UTF-8's byte order mark at the beginning of a text; 0 where there is none.
    static func markLength(_ bytes: Span<UInt8>) -> Int {
        bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    }
}
