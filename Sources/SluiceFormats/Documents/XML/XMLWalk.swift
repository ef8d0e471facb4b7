import Glibc

/// What takes in a document as ``XMLWalk`` goes through it.
protocol XMLSink {
    mutating func open(_ element: borrowing XMLElement)
    mutating func close(_ name: String)
    /// Text between tags, with its entities resolved; one text may come in several pieces.
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// Goes through XML and hands on what stands in it.
///
/// As lenient as can be: tags need not match, broken markup is text. Entities of a document type are not
/// resolved and stay as they are written, so no document can grow; comments and instructions are left out.
@safe
struct XMLWalk {
    private let base: UnsafePointer<UInt8>
    private let end: Int
    private var position = 0

    /// Goes through `bytes`, which are UTF-8.
    static func run(_ bytes: Span<UInt8>, into sink: inout some XMLSink) {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            var walk = unsafe XMLWalk(base: base, end: bytes.count)
            walk.run(&sink)
        }
    }

    private init(base: UnsafePointer<UInt8>, end: Int) {
        unsafe self.base = base
        self.end = end
    }

    private mutating func run(_ sink: inout some XMLSink) {
        while position < end {
            let tag = find(0x3C, from: position) ?? end
            if tag > position { hand(position..<tag, &sink) }
            position = tag
            if position < end { markup(&sink) }
        }
    }

    /// Reads what begins with `<`; always goes on by a byte at least.
    private mutating func markup(_ sink: inout some XMLSink) {
        if starts("<!--") {
            position = after("-->", from: position + 4)
        } else if starts("<![CDATA[") {
            let start = position + 9
            position = after("]]>", from: start)
            let length = starts("]]>", at: position - 3) && position - 3 >= start ? 3 : 0
            unsafe sink.text(UnsafeBufferPointer(start: base + start, count: position - length - start))
        } else if starts("<?") {
            position = after("?>", from: position + 2)
        } else if starts("<!") {
            skipDeclaration()
        } else if starts("</") {
            let close = find(0x3E, from: position) ?? end
            sink.close(localName(position + 2..<nameEnd(position + 2, close)))
            position = min(end, close + 1)
        } else if position + 1 < end, unsafe isNameStart(base[position + 1]) {
            tag(&sink)
        } else {
            hand(position..<position + 1, &sink)
            position += 1
        }
    }

    private mutating func tag(_ sink: inout some XMLSink) {
        let close = tagEnd(position + 1)
        let nameEnd = nameEnd(position + 1, close)
        let isEmpty = close > nameEnd && byte(close - 1) == 0x2F
        let name = localName(position + 1..<nameEnd)
        let attributes = unsafe UnsafeBufferPointer(
            start: base + nameEnd, count: close - (isEmpty ? 1 : 0) - nameEnd)
        unsafe sink.open(XMLElement(name: name, attributes: attributes))
        if isEmpty { sink.close(name) }
        position = min(end, close + 1)
    }

    /// Where the tag's `>` stands, which may stand in quotes before.
    private func tagEnd(_ start: Int) -> Int {
        var index = start
        while index < end {
            switch byte(index) {
            case 0x3E: return index
            case 0x22, 0x27:
                guard let quote = find(byte(index), from: index + 1) else {
                    return find(0x3E, from: index) ?? end
                }
                index = quote + 1
            default: index += 1
            }
        }
        return end
    }

    /// Goes over a document type with all that it declares.
    private mutating func skipDeclaration() {
        var brackets = 0
        while position < end {
            switch byte(position) {
            case 0x5B: brackets += 1
            case 0x5D: brackets -= 1
            case 0x3E where brackets <= 0:
                position += 1
                return
            default: break
            }
            position += 1
        }
    }

    private func hand(_ range: Range<Int>, _ sink: inout some XMLSink) {
        let text = unsafe UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
        unsafe XMLText.resolve(text) { unsafe sink.text($0) }
    }
}

extension XMLWalk {
    private func byte(_ index: Int) -> UInt8 { unsafe base[index] }

    private func find(_ byte: UInt8, from start: Int) -> Int? {
        guard start < end, let found = unsafe memchr(base + start, CInt(byte), end - start) else {
            return nil
        }
        return unsafe UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
    }

    private func starts(_ text: StaticString, at start: Int? = nil) -> Bool {
        let start = start ?? position
        let count = text.utf8CodeUnitCount
        guard start >= 0, start + count <= end else { return false }
        return unsafe memcmp(base + start, text.utf8Start, count) == 0
    }

    /// Behind the next `text`, or the end.
    private func after(_ text: StaticString, from start: Int) -> Int {
        var index = start
        while let found = find(unsafe text.utf8Start[0], from: index) {
            if starts(text, at: found) { return found + text.utf8CodeUnitCount }
            index = found + 1
        }
        return end
    }

    private func nameEnd(_ start: Int, _ limit: Int) -> Int {
        var index = min(start, limit)
        while index < limit, !isBreak(byte(index)) { index += 1 }
        return index
    }

    private func isBreak(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x2F || byte == 0x3E }

    private func isNameStart(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F || byte == 0x3A || byte >= 0x80
    }

    private func localName(_ range: Range<Int>) -> String {
        let name = unsafe UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
        return unsafe XMLText.localName(name)
    }
}
