import SluiceModel

/// JSON Lines: one object a line, as APIs, logs and exports write posts.
enum JSONLines: Format {
    static let form = InputForm.jsonl

    /// The first lines are objects, or the first is and the name says so.
    ///
    /// The last one looked at may be cut off.
    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        var lines = 0
        var place = 0
        while place < bytes.count, lines < 8 {
            let rest = bytes.extracting(place..<bytes.count)
            let end = BytePlaces.first(0x0A, in: rest)
            let line = rest.extracting(first: end ?? rest.count)
            place += (end ?? rest.count) + 1
            guard let edges = edges(of: line) else { continue }
            guard edges.first == UInt8(ascii: "{") else { return false }
            if isNamed(head) { return true }
            if end == nil, !head.isWhole { return lines > 0 }
            guard edges.last == UInt8(ascii: "}"), line.count > 2 else { return false }
            lines += 1
        }
        return lines > 1
    }

    private static func isNamed(_ head: ContentHead) -> Bool {
        ["jsonl", "ndjson", "jsonlines"].contains(head.hints.suffix)
    }

    /// The first and the last byte of a line, spaces left out; nil for a blank line.
    private static func edges(of line: Span<UInt8>) -> (first: UInt8, last: UInt8)? {
        var (start, end) = (0, line.count)
        while start < end, JSONTokens.isSpace(line[start]) { start += 1 }
        while end > start, JSONTokens.isSpace(line[end - 1]) { end -= 1 }
        return start < end ? (line[start], line[end - 1]) : nil
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        let units = UnitBytes(storage: content.storage, origin: content.origin, offset: 0, line: 1)
        let input = ShapeInput(content, reader.options)
        let export = content.storage.withSpan { LineSplitter.export(of: $0, isWhole: true, input) }
        LinesReader(export: export, tools: LineTools()).read(units, with: reader, yield)
    }

    static func splitter(_ input: SplitInput) -> (any UnitSplitter)? { LineSplitter(input) }

    /// Cuts behind the last line end; the first bytes say whose lines they are.
    private struct LineSplitter: UnitSplitter {
        private let input: ShapeInput
        private var export: (any ExportShape)?
        private let tools = LineTools()

        init(_ input: SplitInput) { self.input = ShapeInput(input) }

        mutating func cut(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitCut? {
            guard atEnd || export != nil || bytes.count >= ContentHead.length else { return nil }
            let export = export ?? LineSplitter.export(of: bytes, isWhole: atEnd, input)
            self.export = export
            let length = atEnd ? bytes.count : BytePlaces.last(0x0A, in: bytes).map { $0 + 1 } ?? 0
            return length > 0
                ? UnitCut(length: length, reader: LinesReader(export: export, tools: tools)) : nil
        }

        mutating func pass(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitStretch {
            let end = bytes.place(of: 0x0A, in: 0..<bytes.count)
            return UnitStretch(count: end.map { $0 + 1 } ?? bytes.count, endsUnit: end != nil)
        }

        static func export(of bytes: Span<UInt8>, isWhole: Bool, _ input: ShapeInput) -> any ExportShape {
            let head = bytes.extracting(first: ContentHead.length)
            return ExportShapes.shape(JSONSample(head, isWhole: isWhole), input)
        }
    }
}
