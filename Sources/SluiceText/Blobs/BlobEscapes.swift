import Glibc
import SluiceModel

/// Stretches in which single characters are written as escapes: `%C3%BC`, `&uuml;`, `\u00fc`, `=C3=BC`.
enum BlobEscapes {
    /// Blocks stay in the processor's cache while they are searched for one mark after the other.
    private static let block = 32 << 10
    private static let marks: [(byte: UInt8, encoding: BlobEncoding)] = [
        (0x25, .percent), (0x26, .entities), (0x5C, .escapes), (0x3D, .quotedPrintable),
    ]

    static func find(_ base: UnsafePointer<UInt8>, _ count: Int, into found: inout [RawBlob]) {
        var done: [4 of Int] = [0, 0, 0, 0]
        var start = 0
        while start < count {
            let end = min(count, start + block)
            for index in 0..<4 {
                let mark = marks[index]
                var place = max(start, done[index])
                while place < end, let hit = unsafe memchr(base + place, CInt(mark.byte), end - place) {
                    place = unsafe UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - base
                    let text = unsafe BlobEscapeText(base, count, mark.encoding, notBefore: done[index])
                    if let item = text.item(at: place), item.tells || mark.encoding != .entities {
                        let (blob, behind) = text.stretch(from: place)
                        if let blob { found.append(blob) }
                        place = behind
                        done[index] = behind
                    } else {
                        place += 1
                    }
                }
            }
            start = end
        }
    }

    /// The encoding of which the byte at `place` begins an escape; nil where it begins none.
    static func encoding(at place: Int, _ base: UnsafePointer<UInt8>, _ count: Int) -> BlobEncoding? {
        let byte = unsafe base[place]
        guard let mark = marks.first(where: { $0.byte == byte }) else { return nil }
        let text = unsafe BlobEscapeText(base, count, mark.encoding, notBefore: 0)
        return text.item(at: place) == nil ? nil : mark.encoding
    }
}

/// A text in which escapes of one kind are read.
@safe
struct BlobEscapeText {
    private let base: UnsafePointer<UInt8>
    private let count: Int
    private let encoding: BlobEncoding
    /// Stretches do not overlap.
    private let floor: Int

    /// One escape.
    struct Item {
        var length: Int
        /// The character, or one byte of it where ``isByte``.
        var value: UInt32
        var second: UInt32 = 0
        var isByte = false
        /// A line end that is none.
        var isNothing = false
        /// Whether it hides a letter, a digit or another character that words are made of.
        var tells: Bool {
            isByte && value >= 0x80 || value >= 0xC0 && value &- 0x2000 > 0xAF || value &- 0x30 < 10
                || (value | 0x20) &- 0x61 < 26 || value == 0x40 || isNothing
        }
    }

    /// How many bytes may lie between two escapes of one stretch.
    private static let gap = 100
    /// How much of the text around is taken along.
    private static let around = 200
    private static let longest = 1 << 20

    init(_ base: UnsafePointer<UInt8>, _ count: Int, _ encoding: BlobEncoding, notBefore floor: Int) {
        unsafe self.base = base
        self.count = count
        self.encoding = encoding
        self.floor = floor
    }

    /// The escape at `place`; nil where none stands there.
    func item(at place: Int) -> Item? {
        switch encoding {
        case .percent:
            guard unsafe base[place] == 0x25, let byte = byte(at: place + 1) else { return nil }
            return Item(length: 3, value: UInt32(byte), isByte: true)
        case .quotedPrintable: return quotedPrintable(at: place)
        case .entities:
            guard unsafe base[place] == 0x26,
                let found = unsafe HTMLEntities.reference(base + place, count - place, inAttribute: true),
                unsafe base[place + found.length - 1] == 0x3B
            else { return nil }
            return Item(length: found.length, value: found.first, second: found.second)
        case .escapes: return escape(at: place)
        case .base64, .hex: return nil
        }
    }

    private func byte(at place: Int) -> UInt8? {
        guard place + 1 < count, let high = unsafe BlobRuns.digit(base[place]),
            let low = unsafe BlobRuns.digit(base[place + 1])
        else { return nil }
        return high << 4 | low
    }

    private func quotedPrintable(at place: Int) -> Item? {
        guard unsafe base[place] == 0x3D, place > 0, place + 1 < count else { return nil }
        let next = unsafe base[place + 1]
        if next == 0x0A { return Item(length: 2, value: 0, isNothing: true) }
        if next == 0x0D, place + 2 < count, unsafe base[place + 2] == 0x0A {
            return Item(length: 3, value: 0, isNothing: true)
        }
        return byte(at: place + 1).map { Item(length: 3, value: UInt32($0), isByte: true) }
    }

    /// `\u00fc`, `\U000000fc`, `\xfc`.
    private func escape(at place: Int) -> Item? {
        guard place + 3 < count, unsafe base[place] == 0x5C else { return nil }
        switch unsafe base[place + 1] {
        case 0x78: return byte(at: place + 2).map { Item(length: 4, value: UInt32($0), isByte: true) }
        case 0x75:
            guard let unit = number(at: place + 2, digits: 4) else { return nil }
            if unit &- 0xD800 < 0x400, place + 11 < count,
                unsafe base[place + 6] == 0x5C && base[place + 7] == 0x75,
                let low = number(at: place + 8, digits: 4), low &- 0xDC00 < 0x400
            {
                return Item(length: 12, value: 0x1_0000 + (unit - 0xD800) << 10 + (low - 0xDC00))
            }
            return Item(length: 6, value: unit)
        case 0x55: return number(at: place + 2, digits: 8).map { Item(length: 10, value: $0) }
        default: return nil
        }
    }

    private func number(at place: Int, digits: Int) -> UInt32? {
        guard place + digits <= count else { return nil }
        var value: UInt32 = 0
        for index in place..<place + digits {
            guard let digit = unsafe BlobRuns.digit(base[index]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// The stretch around the escape at `first`, decoded where it is worth it, and where to go on.
    func stretch(from first: Int) -> (RawBlob?, behind: Int) {
        let start = border(before: first)
        var decoded = ByteBuffer(capacity: 256)
        if start < first { unsafe decoded.append(base + start, count: first - start) }
        var (items, telling, wide, breaks) = (0, 0, 0, 0)
        var place = first
        var lastEnd = first
        // A byte that the stretch may go on with: none is taken beyond the last escape but the rest of its word.
        while place < count, place - start < BlobEscapeText.longest {
            if let item = item(at: place) {
                items += 1
                if item.tells { telling += 1 }
                if item.isByte && item.value >= 0x80 { wide += 1 }
                if item.isNothing { breaks += 1 } else { append(item, to: &decoded) }
                place += item.length
                lastEnd = place
                continue
            }
            let byte = unsafe base[place]
            if byte == 0x0A || place - lastEnd > BlobEscapeText.gap { break }
            if encoding == .percent, BlobEscapeText.endsAddress(byte) { break }
            decoded.append(byte)
            place += 1
        }
        let behind = border(behind: lastEnd, notAfter: place)
        decoded.truncate(to: decoded.count - (place - behind))
        guard isWorth(items, telling, wide, breaks) else { return (nil, lastEnd) }
        let bytes = decoded.withSpan { span in span.indices.map { span[$0] } }
        guard let text = BlobContent.text(bytes) else { return (nil, lastEnd) }
        return (RawBlob(span: ByteSpan(start, behind), encoding: encoding, bytes: text), behind)
    }

    private func append(_ item: Item, to decoded: inout ByteBuffer) {
        if item.isByte {
            decoded.append(UInt8(truncatingIfNeeded: item.value))
        } else {
            decoded.append(scalar: item.value)
            if item.second != 0 { decoded.append(scalar: item.second) }
        }
    }

    /// Whether so many escapes are no chance.
    private func isWorth(_ items: Int, _ telling: Int, _ wide: Int, _ breaks: Int) -> Bool {
        switch encoding {
        case .quotedPrintable: wide > 0 && items > 1 || breaks > 1
        case .percent: telling > 0 || items > 2
        default: telling > 0
        }
    }

    /// The beginning of the word in which `place` stands.
    private func border(before place: Int) -> Int {
        var start = place
        let limit = max(floor, place - BlobEscapeText.around)
        while start > limit, unsafe !BlobEscapeText.endsAddress(base[start - 1]) { start -= 1 }
        while start < place, unsafe base[start] & 0xC0 == 0x80 { start += 1 }
        return start
    }

    private func border(behind place: Int, notAfter limit: Int) -> Int {
        var end = place
        while end < limit, unsafe !BlobEscapeText.endsAddress(base[end]) { end += 1 }
        return end
    }

    /// White space, quotation marks and brackets end a word or an address.
    private static func endsAddress(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x22 || byte == 0x3C || byte == 0x3E || byte == 0x60
    }
}
