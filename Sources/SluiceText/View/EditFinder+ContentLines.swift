/// Lines and escapes of iCalendar and vCard.
extension EditFinder {
    /// The next place from ``place`` on at which a line ends, something is escaped or a character is not ASCII.
    func endOfValue(in text: Span<UInt8>) -> Int {
        var end = place
        while end < text.count, text[end] < 0x80, text[end] != 0x0A, text[end] != 0x5C { end += 1 }
        return end
    }

    /// Joins a line to the one that it goes on with; nil where the next begins by itself.
    mutating func fold(in text: Span<UInt8>) -> Edit? {
        let next = place + 1
        guard next < text.count, text[next] == 0x20 || text[next] == 0x09 else { return nil }
        let start = place > lastEnd && text[place - 1] == 0x0D ? place - 1 : place
        place = next + 1
        return .dropping(start..<place)
    }

    /// Puts a line end, or the character itself, in place of a backslash and what follows it.
    mutating func escape(in text: Span<UInt8>) -> Edit? {
        let start = place
        guard start + 1 < text.count else {
            place = text.count
            return nil
        }
        let byte = text[start + 1]
        switch byte {
        case UInt8(ascii: "n"), UInt8(ascii: "N"):
            place = start + 2
            newLine = place
            return Edit(start..<place, ascii: 0x0A)
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "\\"):
            place = start + 2
            return Edit(start..<place, ascii: byte)
        default:
            place = start + 1
            return nil
        }
    }
}
