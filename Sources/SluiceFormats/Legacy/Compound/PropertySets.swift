import SluiceModel
import SluiceText

/// The properties of a document: title, author, and those that users and labels add ([MS-OLEPS]).
struct PropertySets {
    private(set) var texts = DocumentTexts()
    private static let most = 500
    /// Properties may all lead to the same place, in bytes of text.
    private static let mostText = 1 << 20
    private static let longestText = 64 << 10

    init(_ folder: CompoundFolder) {
        for name in ["\u{5}SummaryInformation", "\u{5}DocumentSummaryInformation"] {
            if let stream = folder.stream(name) { read(stream) }
        }
    }

    /// A stream holds at most two sets (2.21).
    private mutating func read(_ stream: TextStorage) {
        guard let count = stream.number32(at: 24) else { return }
        for index in 0..<min(2, count) {
            guard let start = stream.number32(at: 28 + 20 * index + 16) else { return }
            readSet(stream.slice(start, count: stream.count))
        }
    }

    /// A set: its length, how many properties it has, and of each the number and the place.
    private mutating func readSet(_ set: TextStorage) {
        guard let count = set.number32(at: 4) else { return }
        var places: [Int: Int] = [:]
        for index in 0..<min(count, PropertySets.most) {
            guard let id = set.number32(at: 8 + 8 * index), let place = set.number32(at: 12 + 8 * index)
            else {
                break
            }
            places[id] = place
        }
        let page = places[1].flatMap { set.number16(at: $0 + 4) } ?? 1252
        let charset = Charset(codePage: page) ?? .windows1252
        let names = places[0].map { PropertySets.names(set, at: $0, charset) } ?? [:]
        for (id, place) in places.sorted(by: { $0.key < $1.key }) where id > 1 {
            guard texts.notes.count + texts.label.count < PropertySets.mostText,
                let text = PropertySets.text(set, at: place, charset), !text.isEmpty
            else { continue }
            let name = names[id] ?? ""
            let line = (name.isEmpty ? [] : Array((name + ": ").utf8)) + text + [.newline]
            if name.hasPrefix("MSIP_Label") { texts.label += line } else { texts.notes += line }
        }
    }

    /// The names that users gave to properties (2.17).
    private static func names(_ set: TextStorage, at start: Int, _ charset: Charset) -> [Int: String] {
        var names: [Int: String] = [:]
        var place = start + 4
        for _ in 0..<min(set.number32(at: start) ?? 0, most) {
            guard let id = set.number32(at: place), let length = set.number32(at: place + 4) else { break }
            let isWide = charset == .utf16LittleEndian
            let size = isWide ? (2 * length + 3) & ~3 : length
            let bytes = set.slice(place + 8, count: min(1024, isWide ? 2 * length : length))
            names[id] = String(decoding: bytes.text(in: charset), as: UTF8.self)
            place += 8 + size
        }
        return names
    }

    /// A value that is text, or a list of such (2.15); nil where it is another.
    private static func text(_ set: TextStorage, at place: Int, _ charset: Charset) -> [UInt8]? {
        switch set.number32(at: place) {
        case 0x1E: return string(set, place + 4, charset, unit: 1).text
        case 0x1F: return string(set, place + 4, .utf16LittleEndian, unit: 2).text
        case 0x101E, 0x101F:
            let isWide = set.number32(at: place) == 0x101F
            var lines: [UInt8] = []
            var next = place + 8
            for _ in 0..<min(set.number32(at: place + 4) ?? 0, most) {
                let found = string(
                    set, next, isWide ? .utf16LittleEndian : charset, unit: isWide ? 2 : 1)
                guard let end = found.end else { break }
                guard next - place < mostText / 4 else { break }
                lines.endLine()
                lines += found.text
                next = isWide ? (end + 3) & ~3 : end
            }
            return lines
        default: return nil
        }
    }

    private static func string(
        _ set: TextStorage, _ place: Int, _ charset: Charset, unit: Int
    ) -> (text: [UInt8], end: Int?) {
        guard let length = set.number32(at: place) else { return ([], nil) }
        // A set in UTF-16 counts the bytes of its strings (2.5).
        let bytes = set.slice(place + 4, count: min(length * unit, longestText))
        return (bytes.text(in: charset), bytes.count < length * unit ? nil : place + 4 + length * unit)
    }
}
