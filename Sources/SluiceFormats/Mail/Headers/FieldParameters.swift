import SluiceText

/// The parameters behind a field's value: `; name=value`, with the continuations and charsets of RFC 2231.
struct FieldParameters {
    /// One piece as it stands there.
    fileprivate struct Piece {
        /// Without `*` and what follows.
        var name: Range<Int>
        /// Between its quotes, if it has any; it may be folded, and `isQuoted` says whether it may hold backslashes.
        var value: Range<Int>
        var isQuoted: Bool
        /// The number of a continuation; nil where the value is whole.
        var section: Int?
        var isExtended = false
    }

    private var pieces: [Piece] = []

    /// Parameters beyond this many are no honest field's.
    private static let most = 256

    init() {}

    /// Reads what stands in `range`, from the first semicolon on.
    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var place = range.lowerBound
        while place < range.upperBound, pieces.count < FieldParameters.most {
            while place < range.upperBound, bytes[place].isWhiteSpace || bytes[place] == 0x3B { place += 1 }
            skipComment(bytes, &place, range.upperBound)
            let start = place
            while place < range.upperBound, !FieldParameters.endsName(bytes[place]) { place += 1 }
            let name = start..<place
            while place < range.upperBound, bytes[place].isWhiteSpace { place += 1 }
            guard place < range.upperBound, bytes[place] == 0x3D else {
                // No value: what stands here is passed by.
                if name.isEmpty { place += 1 }
                continue
            }
            place += 1
            var piece = readValue(bytes, &place, range.upperBound)
            piece.setName(bytes, name)
            pieces.append(piece)
        }
    }

    private static func endsName(_ byte: UInt8) -> Bool { byte.isWhiteSpace || byte == 0x3B || byte == 0x3D }

    private func skipComment(_ bytes: Span<UInt8>, _ place: inout Int, _ limit: Int) {
        guard place < limit, bytes[place] == 0x28 else { return }
        place = (bytes.place(of: 0x29, in: place..<limit) ?? limit - 1) + 1
        while place < limit, bytes[place].isWhiteSpace || bytes[place] == 0x3B { place += 1 }
    }

    /// The value at `place`: quoted, or up to the next semicolon; blanks within it are kept, as programs write them.
    private func readValue(_ bytes: Span<UInt8>, _ place: inout Int, _ limit: Int) -> Piece {
        while place < limit, bytes[place].isWhiteSpace { place += 1 }
        let isQuoted = place < limit && bytes[place] == 0x22
        if isQuoted { place += 1 }
        let start = min(place, limit)
        if isQuoted {
            while place < limit, bytes[place] != 0x22 { place += bytes[place] == 0x5C ? 2 : 1 }
            let end = max(start, min(place, limit))
            place = min(limit, place + 1)
            return Piece(name: 0..<0, value: start..<end, isQuoted: true)
        }
        while place < limit, bytes[place] != 0x3B {
            // A name that follows after a blank begins the next parameter, whose semicolon is missing.
            if bytes[place].isWhiteSpace, FieldParameters.beginsParameter(bytes, place + 1, limit) { break }
            place += 1
        }
        return Piece(name: 0..<0, value: bytes.trimmed(start..<place), isQuoted: false)
    }

    private static func beginsParameter(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Bool {
        var place = start
        while place < limit, bytes[place].isWhiteSpace { place += 1 }
        for known in names where bytes.hasWord(known, at: place, before: limit) {
            var end = place + known.count
            while end < limit, bytes[end] == 0x2A || bytes[end].isDigit { end += 1 }
            if end < limit, bytes[end] == 0x3D { return true }
        }
        return false
    }

    private static let names = ["charset", "boundary", "name", "filename", "format", "delsp", "type"]
        .map { Array($0.utf8) }

    /// The bytes of each value that `name` is given, in order: the plain ones, then the one put together of pieces.
    ///
    /// Two that differ are two readings.
    func values(_ name: StaticString, _ bytes: Span<UInt8>) -> [[UInt8]] {
        var values: [[UInt8]] = []
        var sections: [Piece] = []
        for piece in pieces where bytes.hasName(name, piece.name) {
            guard piece.section == nil else {
                sections.append(piece)
                continue
            }
            let value = piece.isExtended ? FieldParameters.decoded([piece], bytes) : piece.text(bytes)
            if !values.contains(value) { values.append(value) }
        }
        if !sections.isEmpty {
            sections.sort { ($0.section ?? 0) < ($1.section ?? 0) }
            let value = FieldParameters.decoded(sections, bytes)
            if !values.contains(value) { values.append(value) }
        }
        return values
    }

    /// Whether no parameter has another name.
    func areAll(_ name: StaticString, _ bytes: Span<UInt8>) -> Bool {
        pieces.allSatisfy { bytes.hasName(name, $0.name) }
    }

    /// Where the value of `name` stands, if it is given once and plainly.
    func onlyPlain(_ name: StaticString, _ bytes: Span<UInt8>) -> Range<Int>? {
        var found: Range<Int>?
        for piece in pieces where bytes.hasName(name, piece.name) {
            guard found == nil, !piece.isExtended, piece.section == nil else { return nil }
            found = piece.value
        }
        return found
    }

    /// Whether the first value of `name` is `word`, which is lower case.
    func has(_ name: StaticString, _ word: StaticString, _ bytes: Span<UInt8>) -> Bool {
        for piece in pieces where bytes.hasName(name, piece.name) { return bytes.hasName(word, piece.value) }
        return false
    }

    /// Joins pieces, of which the extended ones are percent-encoded and the first names a charset.
    private static func decoded(_ pieces: [Piece], _ bytes: Span<UInt8>) -> [UInt8] {
        var charset: String?
        var octets: [UInt8] = []
        for (index, piece) in pieces.enumerated() {
            var value = piece.text(bytes)[...]
            if piece.isExtended, index == 0 {
                let quotes = value.indices.filter { value[$0] == 0x27 }
                if quotes.count >= 2 {
                    charset = String(decoding: value[..<quotes[0]], as: UTF8.self)
                    value = value[(quotes[1] + 1)...]
                }
            }
            octets += piece.isExtended ? percentDecoded(value) : Array(value)
        }
        guard let charset, !charset.isEmpty else { return octets }
        var output = ByteBuffer(capacity: 64)
        let isVerbatim = CharsetDecoder.append(octets.span, label: charset, to: &output).isVerbatim
        return isVerbatim ? octets : output.withSpan { $0.copy(0..<$0.count) }
    }

    private static func percentDecoded(_ value: ArraySlice<UInt8>) -> [UInt8] {
        var octets: [UInt8] = []
        var place = value.startIndex
        while place < value.endIndex {
            if value[place] == 0x25, place + 2 < value.endIndex, let high = value[place + 1].hexValue,
                let low = value[place + 2].hexValue
            {
                octets.append(high << 4 | low)
                place += 3
            } else {
                octets.append(value[place])
                place += 1
            }
        }
        return octets
    }
}

extension FieldParameters.Piece {
    /// Splits `name*1*` into the name, the number of the continuation, and whether the value is percent-encoded.
    fileprivate mutating func setName(_ bytes: Span<UInt8>, _ whole: Range<Int>) {
        guard let star = bytes.place(of: 0x2A, in: whole) else {
            name = whole
            return
        }
        name = whole.lowerBound..<star
        var number = 0
        var place = star + 1
        while place < whole.upperBound, bytes[place].isDigit, number < 10_000 {
            number = number * 10 + Int(bytes[place] & 0xF)
            place += 1
        }
        if place > star + 1 { section = number }
        isExtended = section == nil || bytes[whole.upperBound - 1] == 0x2A
    }

    /// The value without line ends and, where it was quoted, without the backslashes that quote.
    fileprivate func text(_ bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(value.count)
        var place = value.lowerBound
        while place < value.upperBound {
            let byte = bytes[place]
            place += 1
            if byte == 0x0A || byte == 0x0D { continue }
            if isQuoted, byte == 0x5C, place < value.upperBound, bytes[place] == 0x22 || bytes[place] == 0x5C
            {
                text.append(bytes[place])
                place += 1
            } else {
                text.append(byte)
            }
        }
        return text
    }
}

extension Span where Element == UInt8 {
    /// Whether just `name`, which is lower case, stands in `range` in any case.
    func hasName(_ name: StaticString, _ range: Range<Int>) -> Bool {
        guard name.utf8CodeUnitCount == range.count else { return false }
        return name.withUTF8Buffer { letters in
            for index in 0..<range.count {
                guard unsafe self[range.lowerBound + index].lowerCased == letters[index] else { return false }
            }
            return true
        }
    }
}
