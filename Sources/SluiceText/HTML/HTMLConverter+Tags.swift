import Glibc
import SluiceModel

/// What the attributes of one tag say about its element.
struct HTMLTagNotes {
    var style = HTMLStyle()
    var role: HTMLRole?
    var isHidden = false
    var isSelfClosing = false
}

extension HTMLConverter {
    /// Reads the markup that may begin at `place`, where a `<` stands; gives where to go on.
    mutating func markup(at place: Int, to end: Int) -> Int {
        guard place + 1 < end else {
            emit(place, end)
            return end
        }
        let next = unsafe base[place + 1]
        if HTMLConverter.isLetter(next) { return startTag(at: place, to: end) }
        switch next {
        case 0x2F:
            guard place + 2 < end else { break }
            let third = unsafe base[place + 2]
            if HTMLConverter.isLetter(third) { return endTag(at: place, to: end) }
            return third == 0x3E ? place + 3 : bogusComment(from: place + 2, to: end)
        case 0x21:
            if place + 3 < end, unsafe base[place + 2] == 0x2D && base[place + 3] == 0x2D {
                return comment(at: place, to: end)
            }
            return bogusComment(from: place + 2, to: end)
        case 0x3F: return bogusComment(from: place + 1, to: end)
        default: break
        }
        emit(place, place + 1)
        return place + 1
    }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// Where the next `>` stands; nil where none comes.
    func closing(from place: Int, to end: Int) -> Int? {
        guard place < end, let found = unsafe memchr(base + place, 0x3E, end - place) else { return nil }
        return unsafe UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
    }

    private mutating func bogusComment(from start: Int, to end: Int) -> Int {
        let close = closing(from: start, to: end) ?? end
        // The usual declarations say nothing.
        if close - start < 160, close > start, unsafe base[start] | 0x20 == 0x64 {
            return min(end, close + 1)
        }
        noted(from: start, to: close)
        return min(end, close + 1)
    }

    private mutating func comment(at place: Int, to end: Int) -> Int {
        let start = place + 4
        var search = start
        while let close = closing(from: search, to: end) {
            // `<!-->` and `<!--->` are empty comments.
            if unsafe base[close - 1] == 0x2D && base[close - 2] == 0x2D {
                noted(from: start, to: close - 2)
                return close + 1
            }
            if close >= start + 3,
                unsafe base[close - 1] == 0x21 && base[close - 2] == 0x2D && base[close - 3] == 0x2D
            {
                noted(from: start, to: close - 3)
                return close + 1
            }
            search = close + 1
        }
        noted(from: start, to: end)
        return end
    }

    /// The text of a comment; markup in it is read, since Outlook shows what stands in `<!--[if mso]>`.
    private mutating func noted(from start: Int, to end: Int) {
        guard start < end else { return }
        comments.breakLine()
        if !isComment, unsafe memchr(base + start, 0x3C, end - start) != nil {
            let outer = elements
            isComment = true
            elements = HTMLElements()
            run(from: start, to: end)
            isComment = false
            elements = outer
        } else {
            unsafe comments.append(base + start, at: start, length: end - start)
        }
        comments.breakLine()
    }

    private mutating func endTag(at place: Int, to end: Int) -> Int {
        var key = HTMLTag.Key()
        var next = place + 2
        while next < end, unsafe !HTMLConverter.endsName(base[next]) {
            unsafe key.append(base[next])
            next += 1
        }
        if next < end, unsafe base[next] == 0x3E {
            close(key)
            return next + 1
        }
        var notes = HTMLTagNotes()
        guard let behind = readAttributes(from: next, to: end, &notes) else {
            lost(from: place, to: end)
            return end
        }
        close(key)
        return behind
    }

    @inline(__always)
    static func endsName(_ byte: UInt8) -> Bool { byte == 0x3E || byte == 0x2F || isSpace(byte) }

    private mutating func startTag(at place: Int, to end: Int) -> Int {
        var key = HTMLTag.Key()
        var next = place + 1
        while next < end, unsafe !HTMLConverter.endsName(base[next]) {
            unsafe key.append(base[next])
            next += 1
        }
        var notes = HTMLTagNotes()
        let behind: Int
        if next < end, unsafe base[next] == 0x3E {
            behind = next + 1
        } else if let found = readAttributes(from: next, to: end, &notes) {
            behind = found
        } else {
            lost(from: place, to: end)
            return end
        }
        return open(key, notes, behind, to: end)
    }

    /// A tag that does not end: browsers show nothing of it, but it may be text.
    private mutating func lost(from start: Int, to end: Int) {
        // Its attributes may have been noted already.
        let start = max(start, comments.sourceEnd)
        comments.breakLine()
        unsafe comments.append(base + start, at: start, length: end - start)
        comments.breakLine()
    }

    /// Reads attributes up to behind the tag's `>`; nil where the tag does not end.
    private mutating func readAttributes(from start: Int, to end: Int, _ notes: inout HTMLTagNotes) -> Int? {
        var place = start
        while place < end {
            let byte = unsafe base[place]
            if byte == 0x3E { return place + 1 }
            if byte == 0x2F || HTMLConverter.isSpace(byte) {
                notes.isSelfClosing = byte == 0x2F
                place += 1
                continue
            }
            notes.isSelfClosing = false
            var key = HTMLTag.Key()
            repeat {
                unsafe key.append(base[place])
                place += 1
            } while place < end && !(unsafe HTMLConverter.endsName(base[place]) || base[place] == 0x3D)
            var equals = place
            while equals < end, unsafe HTMLConverter.isSpace(base[equals]) { equals += 1 }
            guard equals < end, unsafe base[equals] == 0x3D else {
                if HTMLAttribute.of(key) == .hidden { notes.isHidden = true }
                continue
            }
            guard let (value, behind) = attributeValue(from: equals + 1, to: end) else { return nil }
            attribute(key, value, &notes)
            place = behind
        }
        return nil
    }

    /// Where the value that follows an `=` stands, and where to go on.
    private func attributeValue(from start: Int, to end: Int) -> (value: Range<Int>, behind: Int)? {
        var place = start
        while place < end, unsafe HTMLConverter.isSpace(base[place]) { place += 1 }
        guard place < end else { return nil }
        let quote = unsafe base[place]
        if quote == 0x22 || quote == 0x27 {
            place += 1
            guard let found = unsafe memchr(base + place, CInt(quote), end - place) else { return nil }
            let close = unsafe UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
            return (place..<close, close + 1)
        }
        var stop = place
        while stop < end, unsafe base[stop] != 0x3E && !HTMLConverter.isSpace(base[stop]) { stop += 1 }
        return (place..<stop, stop)
    }

    private mutating func attribute(_ key: HTMLTag.Key, _ value: Range<Int>, _ notes: inout HTMLTagNotes) {
        let (start, length) = (value.lowerBound, value.count)
        switch HTMLAttribute.of(key) {
        case .noise: break
        case .style: notes.style = unsafe HTMLStyle(base + start, length)
        case .role: notes.role = unsafe notes.role ?? HTMLRole.of(base + start, length)
        case .hidden: notes.isHidden = true
        case .reference: if unsafe HTMLConverter.isTelling(base + start, length) { note(value, .attributes) }
        case .text: note(value, .attributes)
        case .handler: note(value, .comments)
        case .document: page(value)
        }
    }

    private mutating func note(_ range: Range<Int>, _ target: Target) {
        var start = range.lowerBound
        while start < range.upperBound, unsafe HTMLConverter.isSpace(base[start]) { start += 1 }
        guard start < range.upperBound else { return }
        self.value(from: start, to: range.upperBound, isComment ? .comments : target)
    }

    /// Whether an address is more than a place in the page or a picture of the mail.
    private static func isTelling(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard count > 1 else { return false }
        if unsafe base[0] == 0x23 { return false }
        func begins(_ word: StaticString) -> Bool {
            guard count >= word.utf8CodeUnitCount else { return false }
            for index in 0..<word.utf8CodeUnitCount where unsafe base[index] | 0x20 != word.utf8Start[index] {
                return false
            }
            return true
        }
        return !begins("cid:") && !begins("data:image/")
    }

    /// A page that stands in an attribute.
    private mutating func page(_ range: Range<Int>) {
        guard depth < 2 else {
            note(range, .attributes)
            return
        }
        var decoded = MappedBuffer()
        swap(&decoded, &attributes)
        value(from: range.lowerBound, to: range.upperBound, .attributes)
        swap(&decoded, &attributes)
        let inner = decoded.bytes.withSpan { HTMLText.convert($0, depth: depth + 1, mapsPlaces: false) }
        for stream in [inner.text, inner.hidden, inner.attributes, inner.comments] where !stream.isEmpty {
            var copy = ByteBuffer(capacity: stream.storage.count)
            stream.storage.withSpan { copy.append($0) }
            attributes.breakLine()
            attributes.append(made: copy, at: range.lowerBound)
        }
    }
}
