/// A start tag; lent for as long as it is looked at.
@safe
struct XMLElement: ~Copyable {
    /// Without the prefix of its namespace.
    let name: String
    private let attributes: UnsafeBufferPointer<UInt8>

    init(name: String, attributes: UnsafeBufferPointer<UInt8>) {
        self.name = name
        unsafe self.attributes = attributes
    }

    /// The value of the first attribute of that local name.
    subscript(name: String) -> String? {
        var value: String?
        forEachAttribute { key, text in
            if value == nil, key == name { value = text() }
        }
        return value
    }

    /// Lends each attribute's local name and a way to its value.
    func forEachAttribute(_ body: (_ name: String, _ value: () -> String) -> Void) {
        var index = 0
        let count = unsafe attributes.count
        func skip(_ isSkipped: (UInt8) -> Bool) {
            let rest = unsafe attributes[index...]
            index = unsafe rest.firstIndex { !isSkipped($0) } ?? count
        }
        while index < count {
            skip { $0 <= 0x20 }
            let start = index
            skip { $0 > 0x20 && $0 != 0x3D }
            let nameEnd = index
            skip { $0 <= 0x20 || $0 == 0x3D }
            guard index < count, nameEnd > start else {
                // A stray sign where a name should stand.
                if index == start { index += 1 }
                continue
            }
            let quote = unsafe attributes[index]
            guard quote == 0x22 || quote == 0x27 else { continue }
            index += 1
            let valueStart = index
            skip { $0 != quote }
            let name = unsafe XMLText.localName(UnsafeBufferPointer(rebasing: attributes[start..<nameEnd]))
            let value = unsafe UnsafeBufferPointer(rebasing: attributes[valueStart..<index])
            index += 1
            body(name) {
                var bytes: [UInt8] = []
                unsafe XMLText.resolve(value) { unsafe bytes.append(contentsOf: $0) }
                return String(decoding: bytes, as: UTF8.self)
            }
        }
    }
}
