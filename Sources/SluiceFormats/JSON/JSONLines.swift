import Glibc
import SluiceModel
import SluiceText

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
        let input = ShapeInput(
            SplitInput(
                origin: content.origin, hints: content.hints, companions: content.companions,
                options: reader.options))
        let export = content.storage.withSpan { LineSplitter.export(of: $0, isWhole: true, input) }
        LinesReader(export: export).read(units, with: reader, yield)
    }

    static func splitter(_ input: SplitInput) -> (any UnitSplitter)? { LineSplitter(input) }

    /// Cuts behind the last line end; the first bytes say whose lines they are.
    private struct LineSplitter: UnitSplitter {
        private let input: ShapeInput
        private var export: (any ExportShape)?

        init(_ input: SplitInput) { self.input = ShapeInput(input) }

        mutating func cut(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitCut? {
            guard atEnd || export != nil || bytes.count >= ContentHead.length else { return nil }
            let export = export ?? LineSplitter.export(of: bytes, isWhole: atEnd, input)
            self.export = export
            let length = atEnd ? bytes.count : BytePlaces.last(0x0A, in: bytes).map { $0 + 1 } ?? 0
            return length > 0 ? UnitCut(length: length, reader: LinesReader(export: export)) : nil
        }

        static func export(of bytes: Span<UInt8>, isWhole: Bool, _ input: ShapeInput) -> any ExportShape {
            let head = bytes.extracting(first: ContentHead.length)
            return ExportShapes.shape(JSONSample(head, isWhole: isWhole), input)
        }
    }
}

/// Reads lines, each an object; a line that is none is read as the text it is.
private struct LinesReader: UnitReader {
    /// How many bytes are looked at in one go: few enough that they stay near the processor.
    private static let window = 128 << 10

    let export: any ExportShape

    func read(_ units: UnitBytes, with reader: ContentReader, _ yield: (Reading) -> Void) {
        var lines = LinesReading(units, export, reader.options)
        let indexer = JSONIndexer()
        var start = units.storage.withSpan { units.offset == 0 ? BytePlaces.markLength($0) : 0 }
        while start < units.storage.count {
            let end = LinesReader.endOfLines(from: start, in: units.storage)
            indexer.withTokens(of: units.storage, in: start..<end) { tokens in
                if tokens.isStrict {
                    lines.read(tokens, from: start, yield)
                }
            }
            lines.readSingly(units.storage, start..<end, indexer, yield)
            start = end
        }
    }

    /// Behind the last line end within a window from `start`, or behind the first beyond it.
    private static func endOfLines(from start: Int, in storage: TextStorage) -> Int {
        storage.withSpan { bytes in
            let end = min(bytes.count, start + window)
            if end == bytes.count { return end }
            if let last = BytePlaces.last(0x0A, in: bytes.extracting(start..<end)) { return start + last + 1 }
            let next = BytePlaces.first(0x0A, in: bytes.extracting(end..<bytes.count))
            return next.map { end + $0 + 1 } ?? bytes.count
        }
    }
}

/// The lines of one stretch, one after the other.
private struct LinesReading {
    private var builder: MessageBuilder
    private var records: RecordReader
    private var linker = JSONLinker()
    private let export: (any ExportShape)?
    private let scene: ExportScene
    private let chats: ChatSelection?
    private var line: Int
    /// How far lines were read, in the stretch.
    private var place = 0

    init(_ units: UnitBytes, _ export: any ExportShape, _ options: ReadingOptions) {
        builder = MessageBuilder(units)
        records = RecordReader(options)
        self.export = export is UnknownExport ? nil : export
        chats = options.chats
        scene = ExportScene(frames: [], chat: export.chat([]), organisation: options.organisation)
        line = units.line
    }

    /// Reads the lines of a window in which every line end stands outside of strings.
    mutating func read(_ tokens: JSONTokens, from base: Int, _ yield: (Reading) -> Void) {
        builder.base = base
        builder.charset = tokens.charset
        var start = 0
        var token = 0
        while start < tokens.byteCount {
            let end = tokens.firstPlace(of: 0x0A, in: start..<tokens.byteCount) ?? tokens.byteCount
            token = readLine(tokens, start..<end, from: token, yield)
            start = end + 1
            line += 1
        }
        place = base + tokens.byteCount
    }

    /// Reads the lines of a window that could not be read in one go, each alone.
    mutating func readSingly(
        _ storage: TextStorage, _ window: Range<Int>, _ indexer: JSONIndexer, _ yield: (Reading) -> Void
    ) {
        var start = max(place, window.lowerBound)
        while start < window.upperBound {
            let end =
                storage.withSpan { BytePlaces.first(0x0A, in: $0.extracting(start..<window.upperBound)) }
                .map { start + $0 } ?? window.upperBound
            builder.base = start
            indexer.withTokens(of: storage, in: start..<end) { tokens in
                builder.charset = tokens.charset
                _ = readLine(tokens, 0..<end - start, from: 0, yield)
            }
            start = end + 1
            line += 1
        }
        place = window.upperBound
    }

    /// Reads the line at `range`, whose tokens begin with `first`; gives the first token of the next.
    private mutating func readLine(
        _ tokens: JSONTokens, _ range: Range<Int>, from first: Int, _ yield: (Reading) -> Void
    ) -> Int {
        guard tokens.place(first) < range.upperBound else { return first }
        builder.line = line
        linker.reset()
        let end = linker.link(tokens, first..<tokens.count, before: range.upperBound)
        let next = tokens.token(at: range.upperBound, from: end)
        var facts = MessageFacts()
        if end == next, linker.isComplete, tokens.next(behind: first) == end {
            let value = JSONValue(tokens: tokens, token: first)
            if isPrivate(value, yield) { return next }
            facts = read(value)
        } else {
            builder.add(.body, verbatim: tokens.place(first)..<range.upperBound)
        }
        guard !builder.isEmpty else { return next }
        facts.number = line
        yield(.message(builder.message(facts)))
        return next
    }

    /// Whether a line belongs to a chat that is not to be read; says so with the first line, or with each that names
    /// its chat.
    private func isPrivate(_ value: JSONValue, _ yield: (Reading) -> Void) -> Bool {
        guard let chats, let export, export.channel == .chat else { return false }
        let own = export.chat(of: value)
        if let chat = own ?? scene.chat, chats.admits(chat) { return false }
        if own != nil || line == 1 {
            yield(.passedOver(builder.units.origin, .skipped(ChatSelection.reason)))
        }
        return true
    }

    private mutating func read(_ value: JSONValue) -> MessageFacts {
        guard let export, var facts = export.read(value, scene, into: &builder) else {
            return records.read(value, path: nil, into: &builder)
        }
        facts.authorRole = scene.organisation.role(of: facts.author)
        return facts
    }
}
