import Glibc

/// Names and texts as XML writes them.
enum XMLText {
    /// What stands behind the last colon.
    static func localName(_ name: UnsafeBufferPointer<UInt8>) -> String {
        let start = unsafe name.lastIndex(of: 0x3A).map { $0 + 1 } ?? 0
        return unsafe String(
            decoding: UnsafeBufferPointer(rebasing: name[start...].prefix(64)), as: UTF8.self)
    }

    /// Hands on `text` piece by piece, with the entities that XML itself defines and those of numbers resolved.
    static func resolve(_ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        guard let base = text.baseAddress else { return }
        var start = 0
        var index = 0
        while index < text.count,
            let found = unsafe memchr(base + index, 0x26, text.count - index)
        {
            index = unsafe UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
            guard let (scalar, length) = unsafe entity(UnsafeBufferPointer(rebasing: text[index...])) else {
                index += 1
                continue
            }
            if index > start { unsafe body(UnsafeBufferPointer(rebasing: text[start..<index])) }
            var bytes = Array(String(scalar).utf8)
            unsafe bytes.withUnsafeMutableBufferPointer { unsafe body(UnsafeBufferPointer($0)) }
            index += length
            start = index
        }
        if start < text.count { unsafe body(UnsafeBufferPointer(rebasing: text[start...])) }
    }

    /// The character that an entity at the front of `text` stands for, and the entity's length.
    private static func entity(_ text: UnsafeBufferPointer<UInt8>) -> (Unicode.Scalar, Int)? {
        let head = unsafe text.prefix(12)
        guard let end = unsafe head.firstIndex(of: 0x3B) else { return nil }
        let name = unsafe String(decoding: head[1..<end], as: UTF8.self)
        if let scalar = named[name] { return (scalar, end + 1) }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let number, let scalar = Unicode.Scalar(number) else { return nil }
        return (scalar, end + 1)
    }

    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
    ]
}
