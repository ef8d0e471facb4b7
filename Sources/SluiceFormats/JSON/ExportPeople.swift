import SluiceModel

/// The people whom an export's messages name, gathered by one look through it before any message is read.
///
/// Whether a chat is read may depend on who takes part in it, and some exports say that with each message alone. Quotes
/// within texts are escaped in JSON, so that no text can pass for a member.
enum ExportPeople {
    /// So much of a long export is looked at, and so many people are kept.
    private static let longest = 256 << 20
    private static let most = 2000
    /// How far behind its own name a member of an object is looked for, and what one stretch keeps of the one before.
    private static let reach = 1024

    /// The strings that members called `keys` have, or those within members called `outer`; none where nobody asks.
    static func named(
        _ keys: [StaticString], within outer: StaticString? = nil, in input: ShapeInput
    ) -> [String] {
        var names: Set<[UInt8]> = []
        look(through: input) { bytes in
            func note(_ range: Range<Int>?) {
                guard let range, !range.isEmpty, names.count < most else { return }
                names.insert(bytes.copy(range))
            }
            if let outer {
                forEach(outer, in: bytes) { behind in
                    let end = min(bytes.count, behind + reach)
                    for key in keys {
                        note(first(key, in: bytes, behind..<end).flatMap { string($0, in: bytes) })
                    }
                }
            } else {
                for key in keys { forEach(key, in: bytes) { note(string($0, in: bytes)) } }
            }
        }
        return names.map { String(decoding: JSONEscapes.decodedBytes($0.span), as: UTF8.self) }
    }

    /// Hands out the input stretch by stretch; each begins with what the one before ended with.
    static func look(through input: ShapeInput, _ body: (Span<UInt8>) -> Void) {
        var kept: [UInt8] = []
        var seen = 0
        input.preview? { stretch in
            var bytes = kept
            JSONEscapes.append(stretch, to: &bytes)
            body(bytes.span)
            kept = Array(bytes.suffix(reach))
            seen += stretch.count
            return seen < longest
        }
    }

    /// Calls `body` with the place behind each member's name.
    static func forEach(_ key: StaticString, in bytes: Span<UInt8>, _ body: (Int) -> Void) {
        var place = 0
        while let found = first(key, in: bytes, place..<bytes.count) {
            body(found)
            place = found
        }
    }

    /// Behind the first member's name `key` in `range`.
    private static func first(_ key: StaticString, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var place = range.lowerBound
        while let quote = bytes.place(of: 0x22, in: place..<range.upperBound) {
            let end = quote + 1 + key.utf8CodeUnitCount
            if end < range.upperBound, bytes[end] == 0x22, bytes.has(key, at: quote + 1, before: end),
                quote == 0 || bytes[quote - 1] != 0x5C
            {
                return end + 1
            }
            place = quote + 1
        }
        return nil
    }

    /// The string that stands behind a member's name; nil for other values, and for one that is cut off.
    static func string(_ behind: Int, in bytes: Span<UInt8>) -> Range<Int>? {
        var place = behind
        var colons = 0
        while place < bytes.count, JSONTokens.isSpace(bytes[place]) || bytes[place] == 0x3A && colons == 0 {
            if bytes[place] == 0x3A { colons += 1 }
            place += 1
        }
        guard colons == 1, place < bytes.count, bytes[place] == 0x22 else { return nil }
        let start = place + 1
        place = start
        while place < bytes.count, bytes[place] != 0x22 { place += bytes[place] == 0x5C ? 2 : 1 }
        return place < bytes.count ? start..<place : nil
    }
}
