import SluiceText

/// The parameters behind a field's value: `; name=value`, with the continuations and charsets of RFC 2231.
struct FieldParameters {
    /// One piece as it stands there.
    private struct Piece {
        /// Lower case, without `*` and what follows.
        var name: [UInt8]
        /// The number of a continuation; nil where the value is whole.
        var section: Int?
        var isExtended: Bool
        var value: [UInt8]
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
            let value = readValue(bytes, &place, range.upperBound)
            add(bytes.copy(name), value)
        }
    }

    private static func endsName(_ byte: UInt8) -> Bool { byte.isWhiteSpace || byte == 0x3B || byte == 0x3D }

    private func skipComment(_ bytes: Span<UInt8>, _ place: inout Int, _ limit: Int) {
        guard place < limit, bytes[place] == 0x28 else { return }
        place = (bytes.place(of: 0x29, in: place..<limit) ?? limit - 1) + 1
        while place < limit, bytes[place].isWhiteSpace || bytes[place] == 0x3B { place += 1 }
    }

    /// The value at `place`: quoted, or up to the next semicolon; blanks within it are kept, as programs write them.
    private func readValue(_ bytes: Span<UInt8>, _ place: inout Int, _ limit: Int) -> [UInt8] {
        while place < limit, bytes[place].isWhiteSpace { place += 1 }
        guard place < limit, bytes[place] == 0x22 else {
            let start = place
            while place < limit, bytes[place] != 0x3B {
                // A name that follows after a blank begins the next parameter, whose semicolon is missing.
                if bytes[place].isWhiteSpace, FieldParameters.beginsParameter(bytes, place + 1, limit) {
                    break
                }
                place += 1
            }
            return bytes.copy(bytes.trimmed(start..<place)).filter { $0 != 0x0A && $0 != 0x0D }
        }
        place += 1
        var value: [UInt8] = []
        while place < limit, bytes[place] != 0x22 {
            if bytes[place] == 0x5C, place + 1 < limit, bytes[place + 1] == 0x22 || bytes[place + 1] == 0x5C {
                place += 1
            }
            if bytes[place] != 0x0A, bytes[place] != 0x0D { value.append(bytes[place]) }
            place += 1
        }
        place = min(limit, place + 1)
        return value
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

    private mutating func add(_ name: [UInt8], _ value: [UInt8]) {
        let steps = name.split(separator: 0x2A, omittingEmptySubsequences: false)
        guard let first = steps.first else { return }
        var piece = Piece(
            name: first.map(\.lowerCased), section: nil, isExtended: steps.count > 1 && name.last == 0x2A,
            value: value)
        if steps.count > 1, let section = Int(String(decoding: steps[1], as: UTF8.self)) {
            piece.section = section
        } else if steps.count > 1 {
            piece.isExtended = true
        }
        pieces.append(piece)
    }

    /// The bytes of each value that `name` is given, in order: the plain ones, then the one put together of pieces.
    ///
    /// Two that differ are two readings.
    func values(_ name: StaticString) -> [[UInt8]] {
        let wanted = unsafe UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        let mine = pieces.filter { unsafe $0.name.elementsEqual(wanted) }
        var values: [[UInt8]] = []
        for piece in mine where piece.section == nil {
            let value = piece.isExtended ? FieldParameters.decoded([piece]) : piece.value
            if !values.contains(value) { values.append(value) }
        }
        let sections = mine.filter { $0.section != nil }.sorted { ($0.section ?? 0) < ($1.section ?? 0) }
        if !sections.isEmpty {
            let value = FieldParameters.decoded(sections)
            if !values.contains(value) { values.append(value) }
        }
        return values
    }

    func first(_ name: StaticString) -> [UInt8]? { values(name).first }

    /// The first value of `name`, lower case.
    func word(_ name: StaticString) -> String? {
        first(name).map { String(decoding: $0.map(\.lowerCased), as: UTF8.self) }
    }

    /// Joins pieces, of which the extended ones are percent-encoded and the first names a charset.
    private static func decoded(_ pieces: [Piece]) -> [UInt8] {
        var charset: String?
        var octets: [UInt8] = []
        for (index, piece) in pieces.enumerated() {
            var value = piece.value[...]
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
