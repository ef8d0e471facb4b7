import SluiceModel
import SluiceText

/// Reads lines, each an object; a line that is none is read as the text it is.
struct LinesReader: UnitReader {
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
