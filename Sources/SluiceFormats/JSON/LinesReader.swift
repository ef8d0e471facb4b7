import SluiceModel
import SluiceText
import Synchronization

/// Reads lines, each an object; a line that is none is read as the text it is.
struct LinesReader: UnitReader {
    /// How many bytes are looked at in one go: few enough that they stay near the processor.
    private static let window = 128 << 10

    let export: any ExportShape
    let tools: LineTools

    func read(_ units: UnitBytes, with reader: ContentReader, _ yield: (Reading) -> Void) {
        var lines = LinesReading(units, export, reader.options)
        let indexer = tools.takeIndexer()
        defer { tools.give(indexer) }
        let gatherer = TextGatherer(pool: tools.storages)
        let single = SingleLines(units, export, reader.options)
        var start = units.storage.withSpan { units.offset == 0 ? BytePlaces.markLength($0) : 0 }
        while start < units.storage.count {
            let end = LinesReader.endOfLines(from: start, in: units.storage)
            indexer.withTokens(of: units.storage, in: start..<end) { tokens in
                if tokens.isStrict, tokens.isUTF8, lines.canGather {
                    lines.gather(tokens, from: start, gatherer, single, yield)
                } else if tokens.isStrict {
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

/// What stretches of lines are read with, used again for the next.
final class LineTools: Sendable {
    let storages = StoragePool()
    private let indexers = Mutex<[JSONIndexer]>([])

    func takeIndexer() -> JSONIndexer { indexers.withLock { $0.popLast() } ?? JSONIndexer() }

    func give(_ indexer: JSONIndexer) { indexers.withLock { $0.append(indexer) } }
}

/// Lines whose messages are made only where they are wanted.
private struct GatheredLines: MessageMaker {
    let lines: [(range: Range<Int>, number: Int)]
    let single: SingleLines

    func message(at index: Int) -> Message { single.message(at: lines[index].range, lines[index].number) }
}

/// Reads lines of a stretch one by one, in any order.
private final class SingleLines: Sendable {
    private let storage: TextStorage
    private let state: Mutex<(LinesReading, JSONIndexer)>

    init(_ units: UnitBytes, _ export: any ExportShape, _ options: ReadingOptions) {
        storage = units.storage
        state = Mutex((LinesReading(units, export, options), JSONIndexer()))
    }

    /// The message of the line at `range`, which is known to have one.
    func message(at range: Range<Int>, _ number: Int) -> Message {
        state.withLock { state in state.0.message(at: range, number, of: storage, state.1) }
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
        scene = ExportScene(
            frames: [], chat: export.chat([]), organisation: options.organisation,
            readsCopies: options.readsCopies)
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

    /// Whether messages may be made later: records of no known export, of which no chat is left out.
    var canGather: Bool { export == nil }

    /// Like ``read(_:from:_:)``, and gives all lines away as one run.
    mutating func gather(
        _ tokens: JSONTokens, from base: Int, _ gatherer: TextGatherer, _ single: SingleLines,
        _ yield: (Reading) -> Void
    ) {
        builder.gatherer = gatherer
        builder.base = base
        builder.charset = nil
        let all = 0..<tokens.byteCount
        let hasMarks = tokens.withSpan(all) { HTMLField.mayBeIn($0) }
        // Each text begins with a token of its own. HTML gives up to three, the name of its field twice among them.
        let mayGrow = hasMarks || tokens.hasEscapes(all)
        let run = gatherer.run(
            bytes: mayGrow ? tokens.byteCount * 2 : tokens.byteCount,
            texts: mayGrow ? tokens.count * 3 + 1 : tokens.count
        ) {
            GatheredLines(lines: gather(tokens, gatherer, mayHoldHTML: hasMarks), single: single)
        }
        place = base + tokens.byteCount
        builder.gatherer = nil
        if let run { yield(.run(run)) }
    }

    private mutating func gather(
        _ tokens: JSONTokens, _ gatherer: TextGatherer, mayHoldHTML: Bool
    ) -> [(range: Range<Int>, number: Int)] {
        let base = builder.base
        var lines: [(range: Range<Int>, number: Int)] = []
        lines.reserveCapacity(128)
        var (start, token) = (0, 0)
        while start < tokens.byteCount {
            let end: Int
            let holdsMessage: Bool
            if let known = records.gather(
                tokens, token, at: start, gatherer, mayHoldHTML: mayHoldHTML)
            {
                (token, end, holdsMessage) = (known.next, known.end, !gatherer.isEmpty)
            } else {
                end = tokens.firstPlace(of: 0x0A, in: start..<tokens.byteCount) ?? tokens.byteCount
                let (next, facts) = readRecord(tokens, start..<end, from: token)
                if facts != nil { records.learn(tokens, token) }
                (token, holdsMessage) = (next, facts != nil)
            }
            if holdsMessage {
                gatherer.endMessage()
                lines.append((base + start..<base + end, line))
            }
            start = end + 1
            line += 1
        }
        return lines
    }

    /// The message of the line at `range`, which is known to have one.
    mutating func message(
        at range: Range<Int>, _ number: Int, of storage: TextStorage, _ indexer: JSONIndexer
    ) -> Message {
        (line, place) = (number, range.lowerBound)
        var message = Message(origin: builder.units.origin)
        readSingly(storage, range, indexer) { found in
            if case .message(let found) = found { message = found }
        }
        return message
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
        let (next, facts) = readRecord(tokens, range, from: first, yield)
        if let facts { yield(.message(builder.message(facts))) }
        return next
    }

    /// Likewise, and gives what is known of the line's message; nil where it has none.
    private mutating func readRecord(
        _ tokens: JSONTokens, _ range: Range<Int>, from first: Int, _ yield: (Reading) -> Void = { _ in }
    ) -> (next: Int, MessageFacts?) {
        guard tokens.place(first) < range.upperBound else { return (first, nil) }
        builder.line = line
        linker.reset()
        let end = linker.link(tokens, first..<tokens.count, before: range.upperBound)
        let next = tokens.token(at: range.upperBound, from: end)
        var facts = MessageFacts()
        if end == next, linker.isComplete, tokens.next(behind: first) == end {
            let value = JSONValue(tokens: tokens, token: first)
            if isPrivate(value, yield) { return (next, nil) }
            facts = read(value)
        } else {
            builder.add(.body, verbatim: tokens.place(first)..<range.upperBound)
        }
        guard !builder.isEmpty else { return (next, nil) }
        facts.number = line
        return (next, facts)
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
