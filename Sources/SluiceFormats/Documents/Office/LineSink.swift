/// All text of a document, a line for each element, and the values of some attributes.
struct LineSink: XMLSink {
    private(set) var lines: [UInt8] = []
    private(set) var label: [UInt8] = []
    private let attributes: Attributes
    private var property: String?
    private var value: [UInt8] = []

    /// Which attributes say something to people.
    enum Attributes {
        case none, some([String]), all, properties
        /// One that is a name, and one that is its value.
        case pairs(name: String, value: String)
    }

    init(_ attributes: Attributes) { self.attributes = attributes }

    mutating func open(_ element: borrowing XMLElement) {
        endValue()
        switch attributes {
        case .none: break
        case .some(let names):
            for name in names { lines.appendLine(element[name]) }
        case .all:
            element.forEachAttribute { name, value in
                lines.appendLine(name + "=" + value())
            }
        case .pairs(let name, let value): lines.appendPair(element[name], element[value])
        case .properties:
            if let name = element["name"] { property = name }
        }
    }

    mutating func close(_ name: String) {
        endValue()
        if name == "property" || name == "user-defined" { property = nil }
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe value.append(contentsOf: bytes) }

    private mutating func endValue() {
        defer { value.removeAll(keepingCapacity: true) }
        guard value.contains(where: { $0 > 0x20 }) else { return }
        let line = Array((property.map { $0 + ": " } ?? "").utf8) + value + [.newline]
        // The names that Microsoft Purview gives to a label's properties begin so.
        if property?.hasPrefix("MSIP_Label") == true { label += line } else { lines += line }
    }
}

/// Where links lead out of a document.
struct LinkSink: XMLSink {
    private(set) var lines: [UInt8] = []

    mutating func open(_ element: borrowing XMLElement) {
        if element["TargetMode"] == "External" { lines.appendLine(element["Target"]) }
    }

    mutating func close(_ name: String) {}
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
