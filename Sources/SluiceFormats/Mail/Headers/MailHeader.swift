import CScanKernels

/// One header field, as places in the bytes it was read from.
struct MailField {
    var kind: MailFieldKind
    var name: Range<Int>
    /// Without white space at its ends; it may be folded over lines.
    var value: Range<Int>
    /// Whether only one of the readings has it: it stands behind what others take for the header's end.
    var isDoubtful = false
}

/// The fields at the beginning of a mail or of one of its parts (RFC 5322, 2.2), read as leniently as mail programs do.
struct MailHeader {
    var fields: [MailField] = []
    /// Where the body begins.
    var end: Int
    /// Where the body begins for readers that end the header at the first line that is no field.
    var earlyEnd: Int?
    /// Whether a carriage return stands alone, which some readers take for a line end.
    var hasLoneReturns = false

    /// A name longer than this is no field's.
    private static let longestName = Int(SLUICE_LONGEST_FIELD_NAME)
    /// How many lines that are no fields are looked behind; then it is a body.
    private static let mostStrayLines = 20

    /// How many fields are read at once: as many as have room on the stack.
    private static let mostAtOnce = 64

    /// Reads the header at the beginning of `range`; the memory of `spare` is used again.
    ///
    /// Line by line it can be read as well, with the same result; that takes longer.
    init(
        _ bytes: Span<UInt8>, _ range: Range<Int>, spare: consuming [MailField] = [], lineByLine: Bool = false
    ) {
        end = range.lowerBound
        fields = consume spare
        fields.removeAll(keepingCapacity: true)
        fields.reserveCapacity(16)
        if !lineByLine, readAtOnce(bytes, range) { return }
        readLines(bytes, range)
    }

    /// Reads a header as programs write it; false where it has to be read line by line.
    private mutating func readAtOnce(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        let names = FieldNames.shared
        let start = range.lowerBound
        return unsafe withUnsafeTemporaryAllocation(of: sluice_field.self, capacity: MailHeader.mostAtOnce) {
            found in
            var length = 0
            let count = unsafe bytes.withUnsafeBufferPointer { text in
                guard let base = text.baseAddress, let first = found.baseAddress else { return -1 }
                return unsafe sluice_header_fields(
                    base + start, range.count, first, MailHeader.mostAtOnce, &length)
            }
            guard count >= 0, count <= MailHeader.mostAtOnce else { return false }
            for index in 0..<count {
                let field = unsafe found[index]
                let name = start + Int(field.name)..<start + Int(field.name_end)
                let value = start + Int(field.value)..<start + Int(field.value_end)
                fields.append(MailField(kind: names.kind(bytes, name), name: name, value: value))
            }
            end = start + length
            return true
        }
    }

    private mutating func readLines(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        let lineEnd = MailHeader.lineEnd(bytes, range)
        var strayLines = 0
        skipSeparator(bytes, range, lineEnd)
        while end < range.upperBound {
            let line = bytes.line(at: end, notAfter: range.upperBound, endedBy: lineEnd)
            if line.end == end || bytes[end] == 0x0D && line.end == end + 1 {
                end = line.next
                return
            }
            if read(bytes, line, upTo: range.upperBound, lineEnd) { continue }
            strayLines += 1
            if earlyEnd == nil { earlyEnd = end }
            guard strayLines <= MailHeader.mostStrayLines else { break }
            end = line.next
        }
        if let early = earlyEnd,
            strayLines > MailHeader.mostStrayLines || !fields.contains(where: \.isDoubtful)
        {
            // No field stands behind the stray line: it is the first of the body.
            end = early
            earlyEnd = nil
        }
    }

    /// Takes the field that begins at ``end``, with the lines it is folded over; false where none begins there.
    private mutating func read(
        _ bytes: Span<UInt8>, _ line: (end: Int, next: Int), upTo limit: Int, _ mark: UInt8
    ) -> Bool {
        guard let name = MailHeader.name(bytes, end..<line.end) else { return false }
        var last = line.end
        let start = name.colon + 1
        var next = line.next
        while next < limit, bytes[next].isBlank {
            let line = bytes.line(at: next, notAfter: limit, endedBy: mark)
            if bytes.trimmed(next..<line.end).isEmpty, !MailHeader.continues(bytes, line.next..<limit, mark) {
                break
            }
            (last, next) = (line.end, line.next)
        }
        let value = bytes.trimmed(start..<max(start, last))
        let kind = MailFieldKind(bytes, name.range)
        fields.append(MailField(kind: kind, name: name.range, value: value, isDoubtful: earlyEnd != nil))
        if mark == 0x0A { readBehindReturns(bytes, value) }
        end = next
        return true
    }

    /// Takes what follows a lone carriage return for one more field, where it looks like one.
    private mutating func readBehindReturns(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        var place = value.lowerBound
        while let lone = bytes.place(of: 0x0D, in: place..<value.upperBound) {
            place = lone + 1
            guard place < value.upperBound, bytes[place] != 0x0A else { continue }
            hasLoneReturns = true
            let end = bytes.place(of: 0x0D, in: place..<value.upperBound) ?? value.upperBound
            guard let name = MailHeader.name(bytes, place..<end) else { continue }
            let kind = MailFieldKind(bytes, name.range)
            guard kind != .comment else { continue }
            fields.append(
                MailField(
                    kind: kind, name: name.range, value: bytes.trimmed(name.colon + 1..<end), isDoubtful: true
                ))
        }
    }

    /// The separator of an mbox, quoted or not, that some programs leave at a mail's beginning.
    private mutating func skipSeparator(_ bytes: Span<UInt8>, _ range: Range<Int>, _ lineEnd: UInt8) {
        let start = range.lowerBound
        guard
            bytes.has("From ", at: start, before: range.upperBound)
                || bytes.has(">From ", at: start, before: range.upperBound)
        else { return }
        end = bytes.line(at: start, notAfter: range.upperBound, endedBy: lineEnd).next
    }

    /// Old files have lines that end with a carriage return alone.
    private static func lineEnd(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt8 {
        let head = range.lowerBound..<min(range.upperBound, range.lowerBound + 4096)
        guard bytes.place(of: 0x0A, in: head) == nil, bytes.place(of: 0x0D, in: head) != nil else {
            return 0x0A
        }
        return 0x0D
    }

    /// Whether a field or a folded line begins at the start of `range`.
    private static func continues(_ bytes: Span<UInt8>, _ range: Range<Int>, _ mark: UInt8) -> Bool {
        guard let first = range.first else { return false }
        let line = bytes.line(at: first, notAfter: range.upperBound, endedBy: mark)
        if bytes[first].isBlank { return !bytes.trimmed(first..<line.end).isEmpty }
        return name(bytes, first..<line.end) != nil
    }

    /// The name of the field that stands in `line`, and its colon; nil where the line is no field.
    static func name(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (range: Range<Int>, colon: Int)? {
        let limit = min(line.upperBound, line.lowerBound + longestName)
        var place = line.lowerBound
        while place < limit, bytes[place] > 0x20, bytes[place] < 0x7F, bytes[place] != 0x3A { place += 1 }
        let end = place
        while place < limit, bytes[place].isBlank { place += 1 }
        guard end > line.lowerBound, place < limit, bytes[place] == 0x3A else { return nil }
        return (line.lowerBound..<end, place)
    }

    /// The value of the first field of one kind.
    func first(_ kind: MailFieldKind) -> Range<Int>? {
        for field in fields where field.kind == kind { return field.value }
        return nil
    }
}
