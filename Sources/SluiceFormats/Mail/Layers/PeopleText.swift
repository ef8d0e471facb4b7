import SluiceModel

/// People as a header field names them.
enum PeopleText {
    /// No more people are kept of one field.
    private static let limit = 500

    /// The people of a list; `;` parts them, and where there is none, commas do.
    ///
    /// A comma before a piece that has an address is part of a name such as `Muster, Max <max@firma.example>`.
    static func people(_ text: [UInt8]) -> [Person] {
        // Most lists are of one.
        guard text.contains(where: { $0 == 0x3B || $0 == 0x2C }) else {
            return person(text[...]).map { [$0] } ?? []
        }
        let semicolons = pieces(text, at: 0x3B)
        let parts = semicolons.count > 1 ? semicolons : joined(pieces(text, at: 0x2C), of: text)
        return parts.prefix(limit).compactMap { person(text[$0]) }
    }

    /// Nil where nothing is left of `text`.
    static func person(_ text: ArraySlice<UInt8>) -> Person? {
        let text = trimmed(text)
        guard !text.isEmpty else { return nil }
        if let open = text.firstIndex(where: { $0 == 0x3C || $0 == 0x5B }) {
            let inside = text[(open + 1)...].drop { $0 == 0x20 }.prefix { !closing.contains($0) }
            let address = address(inside)
            if address.contains(0x40) {
                let name = trimmed(text[..<open])
                return Person(
                    name: name.isEmpty || name.contains(0x40) ? nil : string(name), address: string(address))
            }
        }
        let bare = address(text)
        if bare.contains(0x40), !bare.contains(0x20) { return Person(address: string(bare)) }
        return Person(name: string(text.prefix(200)))
    }

    private static let closing: [UInt8] = [0x3C, 0x3E, 0x5D, 0x20]

    /// Without `mailto:`.
    private static func address(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let mark = "mailto:".utf8
        return text.count > mark.count && text.prefix(mark.count).elementsEqual(mark)
            ? text.dropFirst(mark.count) : text
    }

    /// Cuts at `mark` outside of quotes and angle brackets.
    private static func pieces(_ text: [UInt8], at mark: UInt8) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = 0
        var inQuotes = false
        var inAngles = false
        for (index, byte) in text.enumerated() {
            switch byte {
            case 0x22: inQuotes.toggle()
            case 0x3C: inAngles = true
            case 0x3E: inAngles = false
            case mark where !inQuotes && !inAngles:
                pieces.append(start..<index)
                start = index + 1
            default: break
            }
        }
        pieces.append(start..<text.count)
        return pieces.filter { !trimmed(text[$0]).isEmpty }
    }

    /// Puts a family name before a comma back to the first name and address behind it.
    private static func joined(_ pieces: [Range<Int>], of text: [UInt8]) -> [Range<Int>] {
        guard text.contains(0x40) else {
            guard pieces.count == 2 else { return pieces }
            return [pieces[0].lowerBound..<pieces[1].upperBound]
        }
        var joined: [Range<Int>] = []
        for piece in pieces {
            if let last = joined.last, !text[last].contains(0x40),
                text[piece].contains(0x3C) || text[piece].contains(0x5B)
            {
                joined[joined.count - 1] = last.lowerBound..<piece.upperBound
            } else {
                joined.append(piece)
            }
        }
        return joined
    }

    static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var (start, end) = (text.startIndex, text.endIndex)
        while true {
            while start < end, isMargin(text[start]) { start += 1 }
            while start < end, isMargin(text[end - 1]) || text[end - 1] == 0x3A { end -= 1 }
            // No-break spaces, whole.
            if end - start >= 2, text[start] == 0xC2, text[start + 1] == 0xA0 {
                start += 2
            } else if end - start >= 2, text[end - 2] == 0xC2, text[end - 1] == 0xA0 {
                end -= 2
            } else {
                return text[start..<end]
            }
        }
    }

    private static func isMargin(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x22 || byte == 0x27 || byte == 0x2A || byte == 0x2C || byte == 0x5F
    }

    private static func string(_ text: ArraySlice<UInt8>) -> String { String(decoding: text, as: UTF8.self) }
}
