import SluiceModel
import SluiceText

/// Gathers the parts of one message after the other, from the values of one stretch of JSON or of a table.
///
/// Text that stands in the file as it is becomes a slice of the stretch; other text is decoded once, into its storage.
struct MessageBuilder {
    let units: UnitBytes
    /// Where the text of the tokens begins that are being read, in the stretch.
    var base = 0
    /// The line of the file on which the message stands; where nil, lines are counted.
    var line: Int?
    /// In what text is written that is no UTF-8; nil where all is known to be.
    var charset: Charset?

    /// Where texts go instead of into parts, where nobody has asked for messages yet.
    var gatherer: TextGatherer?

    private var parts: [Part] = []
    private var linesCounted: (place: Int, line: Int)

    init(_ units: UnitBytes) {
        self.units = units
        linesCounted = (0, units.line)
    }

    /// Whether nothing was added since the last message.
    var isEmpty: Bool { gatherer?.isEmpty ?? parts.isEmpty }

    /// Adds text that stands at `range` of the tokens' text as it is.
    mutating func add(
        _ kind: PartKind, verbatim range: Range<Int>, member: String? = nil, layers: [Layer] = []
    ) {
        guard !range.isEmpty else { return }
        if let gatherer {
            let place = base + range.lowerBound..<base + range.upperBound
            return units.storage.withSpan { gatherer.append($0.extracting(place)) }
        }
        let text = TextStorage(
            slice: base + range.lowerBound..<base + range.upperBound, of: units.storage)
        if let charset, let decoded = MessageBuilder.decoded(text, charset) {
            add(kind, decoded, raw: range, "8bit", member, layers, charset)
            return
        }
        add(kind, text, raw: range, "8bit", member, layers)
    }

    /// Adds the bytes at `range`, in which strings may hold escapes.
    @inline(__always)
    mutating func add(
        _ kind: PartKind, _ range: Range<Int>, of tokens: JSONTokens, member: String? = nil
    ) {
        guard tokens.hasEscapes(range) else {
            add(kind, verbatim: range, member: member)
            return
        }
        if let gatherer { return tokens.withSpan(range) { gatherer.append(decoded: $0) } }
        let text = tokens.withSpan(range) { JSONEscapes.decoded($0) }
        let decoded = charset.flatMap { MessageBuilder.decoded(text, $0) }
        add(kind, decoded ?? text, raw: range, "json", member, [])
    }

    /// Adds the string in `content`, and where it is HTML, what that shows and what it does not show.
    mutating func add(
        _ kind: PartKind, field content: Range<Int>, of tokens: JSONTokens, member: String? = nil
    ) {
        guard let page = page(content, of: tokens) else {
            return add(kind, content, of: tokens, member: member)
        }
        add(kind, page, raw: content, encoding: "json", member: member)
    }

    /// Adds a stretch of JSON as it stands, but for strings in it that are HTML.
    mutating func add(
        _ kind: PartKind, stretch: Range<Int>, of tokens: JSONTokens, member: String? = nil
    ) {
        guard tokens.mayHoldHTML(stretch) else { return add(kind, stretch, of: tokens, member: member) }
        var start = stretch.lowerBound
        var name = 0..<0
        var token = tokens.firstToken(at: start)
        while tokens.place(token) < stretch.upperBound {
            defer { token += 1 }
            guard tokens.first(token) == 0x22, let content = tokens.string(token),
                content.upperBound < stretch.upperBound
            else { continue }
            if tokens.first(token + 1) == 0x3A {
                name = content
                continue
            }
            defer { name = 0..<0 }
            if let page = page(content, of: tokens) {
                add(kind, start..<content.lowerBound - 1, of: tokens, member: member)
                let label = tokens.withSpan(name) { JSONEscapes.decodedBytes($0) }
                add(kind, page, label: label, raw: content, encoding: "json", member: member)
                start = content.upperBound + 1
            }
        }
        if start < stretch.upperBound { add(kind, start..<stretch.upperBound, of: tokens, member: member) }
    }

    /// The HTML that a string is; nil for other strings.
    private func page(_ content: Range<Int>, of tokens: JSONTokens) -> HTMLField? {
        guard tokens.mayHoldHTML(content) else { return nil }
        return HTMLField(utf8(tokens.withSpan(content) { JSONEscapes.decodedBytes($0) }).span)
    }

    /// A text in UTF-8, in whatever charset it is written.
    func utf8(_ text: [UInt8]) -> [UInt8] {
        guard let charset, let decoded = MessageBuilder.decoded(TextStorage(text), charset) else {
            return text
        }
        return decoded.bytes(in: 0..<decoded.count)
    }

    /// Adds a text with the name of the column or field in which it stands, and what it does not show beside it.
    mutating func add(
        _ kind: PartKind, _ page: HTMLField, label: [UInt8] = [], raw: Range<Int>, encoding: String,
        member: String? = nil
    ) {
        if !page.shown.isEmpty {
            let lead = label.isEmpty ? [] : label + Array(": ".utf8)
            add(kind, lead: lead, page.shown, raw: raw, encoding: encoding, member: member)
        }
        if !page.aside.isEmpty {
            add(.comment, lead: [], page.aside, raw: raw, encoding: encoding, member: member)
        }
    }

    /// Adds a text behind a word that says what it is and that stands elsewhere.
    mutating func add(
        _ kind: PartKind, lead: [UInt8], _ text: [UInt8], raw: Range<Int>, encoding: String, member: String?
    ) {
        let whole = lead + text
        if let gatherer { return gatherer.append(whole.span) }
        let isVerbatim = encoding == "8bit"
        let decoded = charset.flatMap { MessageBuilder.decoded(TextStorage(text), $0) }
        let storage = decoded.map { TextStorage(lead + $0.bytes(in: 0..<$0.count)) } ?? TextStorage(whole)
        add(
            kind, storage, raw: raw, encoding, member, [],
            isVerbatim && decoded != nil ? charset ?? .utf8 : .utf8, lead: lead.count)
    }

    /// Adds the text of a string; other values are added as they stand.
    mutating func add(_ kind: PartKind, _ value: JSONValue, member: String? = nil) {
        add(kind, value.content ?? value.range, of: value.tokens, member: member)
    }

    /// Adds text that stands nowhere in the file as it is; `raw` is what it comes from.
    mutating func add(
        _ kind: PartKind, decoded text: [UInt8], raw: Range<Int>, encoding: String = "json",
        member: String? = nil, layers: [Layer] = []
    ) {
        guard !text.isEmpty else { return }
        let text = TextStorage(text)
        let decoded = charset.flatMap { MessageBuilder.decoded(text, $0) }
        add(kind, decoded ?? text, raw: raw, encoding, member, layers)
    }

    /// In what `bytes` are written that are not all UTF-8; nil where they are meant to be.
    static func charset(of bytes: Span<UInt8>) -> Charset? {
        let charset = CharsetDecoder.judge(bytes, label: nil).charset
        return charset == .utf8 ? nil : charset
    }

    /// The text of bytes that are no UTF-8; nil where they are.
    private static func decoded(_ text: TextStorage, _ charset: Charset) -> TextStorage? {
        text.withSpan { bytes in
            if UTF8Check(bytes).validCount == bytes.count { return nil }
            return CharsetDecoder.decode(bytes, label: charset.name).storage
        }
    }

    private mutating func add(
        _ kind: PartKind, _ text: TextStorage, raw: Range<Int>, _ encoding: String, _ member: String?,
        _ layers: [Layer], _ charset: Charset = .utf8, lead: Int = 0
    ) {
        let start = base + raw.lowerBound
        if parts.isEmpty { parts.reserveCapacity(4) }
        var form = RawForm(
            span: ByteSpan(units.offset + start, units.offset + base + raw.upperBound),
            transferEncoding: encoding, charset: charset.name, line: line ?? countedLine(at: start))
        form.lead = lead
        parts.append(
            Part(
                kind: kind, number: PartNumbers.text(parts.count + 1), member: member,
                text: TextSegment(whole: text), layers: layers, raw: form))
    }

    /// Forgets what was added since the last message.
    mutating func discard() {
        parts = []
        gatherer?.discard()
    }

    /// The message of all that was added, and begins the next one.
    mutating func message(_ facts: MessageFacts) -> Message {
        var origin = units.origin
        origin.message = facts.number
        origin.messageID = facts.id
        if parts.count == 1 { parts[0].number = nil }
        defer { parts = [] }
        return Message(
            origin: origin, channel: facts.channel, author: facts.author, authorRole: facts.authorRole,
            recipients: facts.recipients, time: facts.time, thread: facts.thread, parts: parts,
            gaps: facts.gaps)
    }

    /// The line of the file at `place` of the stretch; places come nearly in order, so that each byte is looked at once.
    private mutating func countedLine(at place: Int) -> Int {
        if place < linesCounted.place { linesCounted = (0, units.line) }
        let range = linesCounted.place..<place
        linesCounted.line += units.storage.withSpan { ByteCounts.newlines(in: $0, range) }
        linesCounted.place = place
        return linesCounted.line
    }
}

/// What is known of a message beside its text.
struct MessageFacts {
    var channel: Channel = .file
    var author: Person?
    var authorRole: AuthorRole = .unknown
    var recipients: [Person] = []
    var time: Double?
    var thread: String?
    var id: String?
    var number: Int?
    var gaps: [Gap] = []
}

/// The numbers of parts as text, without making a string each time.
enum PartNumbers {
    private static let small = (0...64).map(String.init)

    static func text(_ number: Int) -> String {
        small.indices.contains(number) ? small[number] : String(number)
    }
}
