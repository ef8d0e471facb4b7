/// What an element's own style says about how its text is shown.
struct HTMLStyle: Equatable {
    enum Display { case line, inline }

    /// Readers do not see the text.
    var isHidden = false
    /// Spaces and line ends stay.
    var keepsSpaces = false
    /// Whether it begins a line; nil where that is the element's own matter.
    var display: Display?
    private var clips = false
    private var hasNoExtent = false

    /// Longer styles are read up to here.
    private static let longest = 4096

    init() {}

    /// Reads the declarations of a `style` attribute.
    init(_ base: UnsafePointer<UInt8>, _ count: Int) {
        let end = min(count, HTMLStyle.longest)
        var place = 0
        while place < end {
            var key = HTMLTag.Key()
            while place < end, unsafe base[place] != 0x3A && base[place] != 0x3B {
                if unsafe HTMLStyle.beginsComment(base + place, end - place) {
                    place = unsafe HTMLStyle.endOfComment(base, from: place, to: end)
                    continue
                }
                if unsafe base[place] > 0x20 { unsafe key.append(base[place]) }
                place += 1
            }
            let property = HTMLStyle.properties.value(key)
            let start = place
            while place < end, unsafe base[place] != 0x3B { place += 1 }
            if let property, start < place {
                declare(property, unsafe HTMLStyle.value(base, from: start + 1, to: place))
            }
            place += 1
        }
        if clips, hasNoExtent { isHidden = true }
    }

    private static func beginsComment(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        count > 1 && (unsafe base[0] == 0x2F && base[1] == 0x2A)
    }

    private static func endOfComment(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var place = start + 3
        while place < end, unsafe !(base[place] == 0x2F && base[place - 1] == 0x2A) { place += 1 }
        return place + 1
    }

    /// A value in lower case, without spaces, comments and `!important`.
    private static func value(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> String {
        var bytes: [UInt8] = []
        var place = start
        while place < end {
            if unsafe beginsComment(base + place, end - place) {
                place = unsafe endOfComment(base, from: place, to: end)
                continue
            }
            let byte = unsafe base[place]
            if byte > 0x20 { bytes.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
            place += 1
        }
        let value = String(decoding: bytes, as: UTF8.self)
        return value.hasSuffix("!important") ? String(value.dropLast(10)) : value
    }

    private enum Property { case display, visibility, hide, size, extent, overflow, spaces, position }

    private static let properties: KeyTable<Property> = {
        var table = KeyTable<Property>()
        let names: [(String, Property)] = [
            ("display", .display), ("visibility", .visibility), ("mso-hide", .hide), ("font-size", .size),
            ("opacity", .size), ("max-height", .extent), ("height", .extent), ("width", .extent),
            ("max-width", .extent), ("overflow", .overflow), ("overflow-x", .overflow),
            ("overflow-y", .overflow), ("white-space", .spaces), ("white-space-collapse", .spaces),
            ("left", .position), ("top", .position), ("text-indent", .position),
        ]
        for (name, property) in names { table.set(HTMLTag.Key(name), property) }
        return table
    }()

    private static let lines: Set<String> = ["block", "list-item", "table", "flex", "grid", "table-row"]

    private mutating func declare(_ property: Property, _ value: String) {
        switch property {
        case .display:
            if value == "none" { isHidden = true }
            if value.hasPrefix("inline") || value == "contents" { display = .inline }
            if HTMLStyle.lines.contains(value) { display = .line }
        case .visibility: if value == "hidden" || value == "collapse" { isHidden = true }
        case .hide: if value == "all" { isHidden = true }
        case .size: if HTMLStyle.isZero(value) { isHidden = true }
        case .extent: if HTMLStyle.isZero(value) { hasNoExtent = true }
        case .overflow: if value == "hidden" || value == "clip" { clips = true }
        case .spaces: if value.hasPrefix("pre") { keepsSpaces = true }
        case .position: if value.hasPrefix("-9999") { isHidden = true }
        }
    }

    /// Whether a length is nothing, or so little that nobody can read it.
    private static func isZero(_ value: String) -> Bool {
        let digits = value.utf8.prefix { $0 &- 0x30 < 10 || $0 == 0x2E }
        guard !digits.isEmpty, let number = Double(String(decoding: Array(digits), as: UTF8.self)) else {
            return false
        }
        return number < 0.1
    }
}
