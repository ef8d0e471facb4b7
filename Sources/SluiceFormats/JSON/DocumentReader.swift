import SluiceModel
import SluiceText

/// Reads a stretch of a JSON document: messages by the export's shape, everything else as it stands.
struct DocumentReader: UnitReader {
    let export: any ExportShape
    /// What goes around the beginning of the stretch.
    let frames: [DocumentFrame]

    func read(_ units: UnitBytes, with reader: ContentReader, _ yield: (Reading) -> Void) {
        let mark = units.offset == 0 ? units.storage.withSpan { BytePlaces.markLength($0) } : 0
        let range = mark..<units.storage.count
        JSONIndexer().withTokens(of: units.storage, in: range) { tokens in
            var linker = JSONLinker(inside: frames.map(\.isArray))
            let end = linker.link(tokens, 0..<tokens.count)
            var walk = DocumentWalk(export: export, frames: frames, tokens, end: end, units, reader.options)
            walk.base = mark
            walk.run(yield)
        }
    }
}

/// The way over the tokens of one stretch.
private struct DocumentWalk {
    private let export: any ExportShape
    private let isKnown: Bool
    private let tokens: JSONTokens
    /// Behind the last token that follows the grammar.
    private let end: Int
    private let options: ReadingOptions
    private var frames: [DocumentFrame]
    private var builder: MessageBuilder
    private var records: RecordReader
    private var scene: ExportScene
    private var token = 0
    /// The members of a frame that are no containers, and stand side by side.
    private var loose: Range<Int>?

    var base: Int {
        get { builder.base }
        set { builder.base = newValue }
    }

    init(
        export: any ExportShape, frames: [DocumentFrame], _ tokens: JSONTokens, end: Int, _ units: UnitBytes,
        _ options: ReadingOptions
    ) {
        self.export = export
        isKnown = !(export is UnknownExport)
        self.tokens = tokens
        self.end = end
        self.options = options
        self.frames = frames
        builder = MessageBuilder(units)
        builder.charset = tokens.charset
        records = RecordReader(options)
        scene = ExportScene(
            frames: frames, chat: nil, organisation: options.organisation,
            readsCopies: options.readsCopies)
        if frames.last?.isArray == true { scene.chat = export.chat(frames) }
    }

    mutating func run(_ yield: (Reading) -> Void) {
        while token < end {
            switch tokens.first(token) {
            case 0x7D, 0x5D: closeFrame(yield)
            case 0x2C:
                if let last = frames.indices.last { frames[last].index += 1 }
                token += 1
            default:
                if frames.last?.isArray == false { readMember(yield) } else { readElement(yield) }
            }
        }
        endLoose(yield)
        if brokenFrom != nil || token < tokens.count || end < tokens.count { readBroken(yield) }
    }

    private mutating func closeFrame(_ yield: (Reading) -> Void) {
        endLoose(yield)
        if !frames.isEmpty { frames.removeLast() }
        scene.frames = frames
        scene.chat = nil
        token += 1
    }

    private mutating func readMember(_ yield: (Reading) -> Void) {
        guard tokens.first(token) == 0x22, tokens.first(token + 1) == 0x3A, token + 2 < end else {
            brokenFrom = loose?.lowerBound ?? tokens.place(token)
            loose = nil
            token = tokens.count
            return
        }
        let value = JSONValue(tokens: tokens, token: token + 2)
        let name = JSONValue(tokens: tokens, token: token).string ?? ""
        switch value.kind {
        case .string, .word:
            frames[frames.count - 1].facts.add(name, value)
            let start = loose?.lowerBound ?? tokens.place(token)
            loose = start..<value.range.upperBound
            token += 3
        case .object, .array:
            endLoose(yield)
            token += 2
            readContainer(value, name: name, yield)
        }
    }

    private mutating func readElement(_ yield: (Reading) -> Void) {
        let value = JSONValue(tokens: tokens, token: token)
        switch value.kind {
        case .object, .array: readContainer(value, name: nil, yield)
        case .string, .word:
            token += 1
            if frames.isEmpty, isKnown, value.range.count <= 64 { return }
            readUnit(value, name: nil, yield)
        }
    }

    private mutating func readContainer(_ value: JSONValue, name: String?, _ yield: (Reading) -> Void) {
        let isArray = value.kind == .array
        let role = DocumentRoles(export.layout, tokens, end).role(of: value, name: name, around: frames)
        guard role == .unit else {
            frames.append(DocumentFrame(isArray: isArray, name: name))
            token += 1
            enterFrame(yield)
            return
        }
        let next = tokens.next(behind: value.token)
        guard next <= end else {
            token = tokens.count
            brokenFrom = value.range.lowerBound
            return
        }
        token = next
        if let last = frames.indices.last, !frames[last].isArray {
            frames[last].facts.add(name ?? "", value)
        }
        readUnit(value, name: name, yield)
    }

    /// Where a value begins that does not end as it should.
    private var brokenFrom: Int?

    private mutating func enterFrame(_ yield: (Reading) -> Void) {
        scene.frames = frames
        guard frames.last?.isArray == true else { return }
        scene.chat = export.chat(frames)
    }

    private mutating func readUnit(_ value: JSONValue, name: String?, _ yield: (Reading) -> Void) {
        // Empty strings, objects and arrays say nothing.
        guard value.kind == .word || value.range.count > 2 else { return }
        if isPrivate(value, yield) { return }
        var facts: MessageFacts
        scene.frames = frames
        if let read = isKnown ? export.read(value, scene, into: &builder) : nil {
            facts = read
            facts.authorRole = options.organisation.role(of: facts.author)
        } else {
            let path = isKnown ? nil : DocumentFrame.path(frames, member: name)
            if export.repairsText {
                facts = MessageFacts()
                addRest(value.range, path)
            } else {
                facts = records.read(value, path: path, into: &builder)
            }
            if isKnown, facts.channel == .file { facts.channel = export.channel }
        }
        guard !builder.isEmpty else { return }
        if facts.thread == nil { facts.thread = scene.chat?.name }
        if let last = frames.last, last.isArray { facts.number = last.index + 1 }
        yield(.message(builder.message(facts)))
    }

    /// Gives away the members that stood side by side.
    private mutating func endLoose(_ yield: (Reading) -> Void) {
        guard let range = loose else { return }
        loose = nil
        if isPrivate(nil, yield) { return }
        let path = isKnown ? nil : DocumentFrame.path(frames)
        addRest(range, path)
        var facts = MessageFacts()
        facts.channel = export.channel
        yield(.message(builder.message(facts)))
    }

    /// Whether a chat is not to be read that `value` belongs to, or a member that belongs to no chat; and says so.
    private func isPrivate(_ value: JSONValue?, _ yield: (Reading) -> Void) -> Bool {
        guard let selection = options.chats, isKnown, export.channel == .chat else { return false }
        let own = value.flatMap { export.chat(of: $0) }
        if let chat = own ?? (value == nil ? nil : scene.chat), selection.admits(chat) { return false }
        // A chat is named once, with its first message.
        if own != nil || scene.chat == nil || value == nil || frames.last?.index == 0 {
            yield(.passedOver(builder.units.origin, .skipped(ChatSelection.reason)))
        }
        return true
    }

    private mutating func addRest(_ range: Range<Int>, _ path: String?) {
        guard export.repairsText else {
            builder.add(.comment, stretch: range, of: tokens, member: path)
            return
        }
        let bytes = tokens.withSpan(range) { JSONEscapes.decodedBytes($0) }
        builder.add(.comment, decoded: Mojibake.repaired(bytes), raw: range)
    }

    /// What follows no grammar is scanned as the text that it is.
    private mutating func readBroken(_ yield: (Reading) -> Void) {
        let place = brokenFrom ?? tokens.place(min(token, end))
        guard place < tokens.byteCount else { return }
        builder.add(.body, verbatim: place..<tokens.byteCount)
        var facts = MessageFacts()
        facts.channel = export.channel
        facts.gaps = [
            Gap(
                origin: builder.units.origin,
                reason: .unreadable("broken JSON from here on; it was scanned as plain text"))
        ]
        yield(.message(builder.message(facts)))
    }
}
