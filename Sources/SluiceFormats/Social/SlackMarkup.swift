/// The markup of Slack's texts: mentions and links in angle brackets, three entities.
enum SlackMarkup {
    /// Whether a text has markup in it.
    static func isIn(_ text: [UInt8]) -> Bool { text.contains { $0 == 0x3C || $0 == 0x26 } }

    /// The text as people see it; a link's address follows its label in parentheses.
    static func decoded(_ text: [UInt8], people: [String: SlackPerson]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var place = 0
        while place < text.count {
            let byte = text[place]
            if byte == 0x3C, let close = text[place...].prefix(4096).firstIndex(of: 0x3E) {
                result += reference(text[place + 1..<close], people)
                place = close + 1
            } else if byte == 0x26, let (plain, length) = entity(text[place...]) {
                result.append(plain)
                place += length
            } else {
                result.append(byte)
                place += 1
            }
        }
        return result
    }

    private static func entity(_ text: ArraySlice<UInt8>) -> (byte: UInt8, length: Int)? {
        if text.starts(with: "&amp;".utf8) { return (0x26, 5) }
        if text.starts(with: "&lt;".utf8) { return (0x3C, 4) }
        if text.starts(with: "&gt;".utf8) { return (0x3E, 4) }
        return nil
    }

    /// What stands between angle brackets: `@U1`, `#C1|general`, `!here`, `https://a.example|label`.
    private static func reference(_ text: ArraySlice<UInt8>, _ people: [String: SlackPerson]) -> [UInt8] {
        let bar = text.firstIndex(of: 0x7C)
        let target = text[..<(bar ?? text.endIndex)]
        let label = bar.map { text[($0 + 1)...] }.map { decodedEntities($0) }
        switch target.first {
        case UInt8(ascii: "@"):
            let id = String(decoding: target.dropFirst(), as: UTF8.self)
            return Array("@".utf8) + (label ?? Array((people[id]?.name ?? id).utf8))
        case UInt8(ascii: "#"): return Array("#".utf8) + (label ?? Array(target.dropFirst()))
        case UInt8(ascii: "!"):
            return label ?? Array("@".utf8) + Array(target.dropFirst().prefix { $0 != 0x5E })
        default:
            var link = decodedEntities(target)
            if link.starts(with: "mailto:".utf8) { link.removeFirst(7) }
            guard let label, label != link, !label.isEmpty else { return link }
            return label + Array(" (".utf8) + link + Array(")".utf8)
        }
    }

    static func decodedEntities(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = text
        while let byte = rest.first {
            let (plain, length) = byte == 0x26 ? entity(rest) ?? (byte, 1) : (byte, 1)
            result.append(plain)
            rest = rest.dropFirst(length)
        }
        return result
    }
}

/// Somebody in `users.json`.
struct SlackPerson: Sendable {
    var name: String
    var address: String?
}
