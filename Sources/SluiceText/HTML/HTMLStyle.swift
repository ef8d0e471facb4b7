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
        var word: [UInt8] = []
        var place = 0
        let end = min(count, HTMLStyle.longest)
        while place < end {
            let byte = unsafe base[place]
            if byte == 0x2F, place + 1 < end, unsafe base[place + 1] == 0x2A {
                place += 2
                while place < end, unsafe !(base[place] == 0x2F && base[place - 1] == 0x2A) { place += 1 }
                place += 1
                continue
            }
            if byte == 0x3B {
                declare(word)
                word.removeAll(keepingCapacity: true)
            } else if byte > 0x20 {
                word.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
            }
            place += 1
        }
        declare(word)
        if clips, hasNoExtent { isHidden = true }
    }

    private mutating func declare(_ word: [UInt8]) {
        // Most declarations say nothing of interest, and their first letter tells.
        guard let first = word.first, "dvfomhwltp".utf8.contains(first),
            let colon = word.firstIndex(of: 0x3A)
        else { return }
        var value = String(decoding: word[(colon + 1)...], as: UTF8.self)
        if value.hasSuffix("!important") { value.removeLast(10) }
        switch String(decoding: word[..<colon], as: UTF8.self) {
        case "display":
            if value == "none" { isHidden = true }
            if value.hasPrefix("inline") || value == "contents" { display = .inline }
            if ["block", "list-item", "table", "flex", "grid", "table-row"].contains(value) {
                display = .line
            }
        case "visibility": if value == "hidden" || value == "collapse" { isHidden = true }
        case "mso-hide": if value == "all" { isHidden = true }
        case "font-size", "opacity": if HTMLStyle.isZero(value) { isHidden = true }
        case "max-height", "height", "width", "max-width": if HTMLStyle.isZero(value) { hasNoExtent = true }
        case "overflow", "overflow-x", "overflow-y": if value == "hidden" || value == "clip" { clips = true }
        case "white-space", "white-space-collapse": if value.hasPrefix("pre") { keepsSpaces = true }
        case "left", "top", "text-indent": if value.hasPrefix("-9999") { isHidden = true }
        default: break
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
