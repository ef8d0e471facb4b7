import CScanKernels

/// One entry of an address list, as places in the bytes it was read from.
struct MailAddress {
    /// The display name, a comment in its stead, or the name of a group; it may be quoted and hold encoded words.
    var name: Range<Int>?
    var address: Range<Int>?
}

/// Reads address lists (RFC 5322, 3.4, with the obsolete forms) as leniently as mail programs do.
struct AddressList {
    private var place: Int
    private let end: Int
    private var name: Range<Int>?
    private var comment: Range<Int>?
    private var angle: Range<Int>?

    /// Gives the entries of the value in `range` away, until `body` says that it is enough; gives where it stopped.
    static func read(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ body: (MailAddress) -> Bool
    ) -> Int {
        var list = AddressList(place: range.lowerBound, end: range.upperBound)
        while list.place < list.end {
            let start = list.place
            list.readEntry(bytes)
            if let entry = list.entry(bytes), !body(entry) { return start }
        }
        return range.upperBound
    }

    private init(place: Int, end: Int) {
        self.place = place
        self.end = end
    }

    /// Goes behind the next separator and notes what stood before it.
    private mutating func readEntry(_ bytes: Span<UInt8>) {
        (name, comment, angle) = (nil, nil, nil)
        while place < end {
            let byte = bytes[place]
            switch byte {
            // Outlook parts addresses by semicolons, which end groups too.
            case 0x2C, 0x3B:
                place += 1
                return
            case 0x3A where angle == nil && !endsScheme(bytes):
                // What stood before is a group's name.
                place += 1
                return
            case 0x22: extendName(to: quotedEnd(bytes))
            case 0x28:
                let close = commentEnd(bytes)
                if comment == nil { comment = place + 1..<max(place + 1, close - 1) }
                place = close
            case 0x3C:
                let close = bytes.place(of: 0x3E, in: place..<end) ?? end
                if angle == nil { angle = place + 1..<close }
                place = min(end, close + 1)
            default:
                if byte.isWhiteSpace { place += 1 } else { extendName(to: wordEnd(bytes)) }
            }
        }
    }

    /// Behind the byte at hand and those that stand for themselves too.
    private func wordEnd(_ bytes: Span<UInt8>) -> Int {
        precondition(place < end && end <= bytes.count)
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return end }
            // Letters, digits and most signs of addresses are among them.
            return unsafe sluice_address_word(base, place + 1, end)
        }
    }

    /// `mailto:` before an address makes no group.
    private func endsScheme(_ bytes: Span<UInt8>) -> Bool {
        bytes.hasWord(Array("mailto".utf8), at: place - 6, before: end)
    }

    private mutating func extendName(to next: Int) {
        name = (name?.lowerBound ?? place)..<next
        place = next
    }

    private func quotedEnd(_ bytes: Span<UInt8>) -> Int {
        var index = place + 1
        while index < end, bytes[index] != 0x22 { index += bytes[index] == 0x5C ? 2 : 1 }
        return min(end, index + 1)
    }

    private func commentEnd(_ bytes: Span<UInt8>) -> Int {
        var index = place
        var depth = 0
        while index < end {
            switch bytes[index] {
            case 0x28: depth += 1
            case 0x29: depth -= 1
            case 0x5C: index += 1
            default: break
            }
            index += 1
            if depth == 0 { break }
        }
        return min(end, index)
    }

    private func entry(_ bytes: Span<UInt8>) -> MailAddress? {
        if let angle {
            let address = routed(bytes, bytes.trimmed(angle))
            return MailAddress(name: name ?? comment, address: address.isEmpty ? nil : address)
        }
        guard let name else { return comment.map { MailAddress(name: $0, address: nil) } }
        if bytes.place(of: 0x40, in: name) != nil, bytes[name.lowerBound] != 0x22 || isLocalPart(bytes, name)
        {
            return MailAddress(name: comment, address: name)
        }
        return MailAddress(name: name, address: nil)
    }

    /// `"john doe"@example`: a quoted local part.
    private func isLocalPart(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound + 1
        while index < range.upperBound, bytes[index] != 0x22 { index += bytes[index] == 0x5C ? 2 : 1 }
        return index + 1 < range.upperBound && bytes[index + 1] == 0x40
    }

    /// The address behind an obsolete route, `@a,@b:user@c`.
    private func routed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        guard let first = range.first, bytes[first] == 0x40, let colon = bytes.place(of: 0x3A, in: range)
        else {
            return range
        }
        return bytes.trimmed(colon + 1..<range.upperBound)
    }
}
