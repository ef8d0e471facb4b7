import SluiceModel
import SluiceText

/// A message whose parts are still being gathered.
///
/// Small texts are written one after the other into one buffer, which becomes one storage.
struct MailDraft: ~Copyable {
    /// A text that was found, and where it is kept.
    enum Text {
        /// As it stands in the source.
        case verbatim(Range<Int>)
        /// In ``small``.
        case small(Range<Int>)
        case decoded(TextStorage)
    }

    var message: Message
    var small = ByteBuffer(capacity: 512)
    var lines: LineCount
    /// Which parts have their text in ``small``, and where.
    private var smallTexts: [(part: Int, range: Range<Int>)] = []
    /// How many more small parts are made; what follows comes in one piece.
    private(set) var smallPartsLeft = 4096

    static let empty = TextSegment(whole: TextStorage([]))

    init(_ message: Message, lines: LineCount) {
        self.message = message
        self.lines = lines
        self.message.parts.reserveCapacity(8)
        smallTexts.reserveCapacity(8)
    }

    /// Adds a text as a part.
    mutating func add(
        _ kind: PartKind, _ text: Text, at place: TextPlace, _ bytes: Span<UInt8>, raw range: Range<Int>
    ) {
        smallPartsLeft -= 1
        var range = range
        if case .verbatim(let place) = text { range = place }
        var raw: RawForm?
        if let offset = place.source.fileOffset {
            raw = RawForm(
                span: ByteSpan(offset + range.lowerBound, offset + range.upperBound),
                line: lines.line(of: range.lowerBound, in: bytes))
            if case .verbatim = text {} else { raw?.transferEncoding = "header" }
        }
        add(kind, text, at: place, raw: raw)
    }

    /// Adds a text as a part whose raw form is known.
    mutating func add(
        _ kind: PartKind, _ text: Text, at place: TextPlace, flow: LineFlow = .fixed, layers: [Layer] = [],
        raw: RawForm?
    ) {
        var segment = MailDraft.empty
        var count = 0
        switch text {
        case .verbatim(let range):
            count = range.count
            if count > 0 { segment = TextSegment(whole: TextStorage(slice: range, of: place.source.storage)) }
        case .decoded(let storage):
            count = storage.count
            segment = TextSegment(whole: storage)
        case .small(let range):
            count = range.count
            if count > 0 { smallTexts.append((message.parts.count, range)) }
        }
        guard count > 0 else { return }
        var layers = layers
        if var around = place.forwarded?.layer {
            around.span = ByteSpan(0, count)
            layers.insert(around, at: 0)
        }
        message.parts.append(
            Part(
                kind: kind, number: place.number, member: place.member, text: segment, flow: flow,
                layers: layers, raw: raw))
    }

    /// Adds a part that is whole already.
    mutating func add(_ part: Part) { message.parts.append(part) }

    /// Says once that the message can be read in more than one way.
    mutating func note(_ ambiguity: String) {
        if !message.ambiguities.contains(ambiguity) { message.ambiguities.append(ambiguity) }
    }

    /// What is encrypted as a whole is noted once, and not for each of its parts.
    mutating func note(_ gap: Gap) {
        let isKnown = message.gaps.contains { known in
            known == gap
                || gap.reason == .encrypted && known.reason == .encrypted
                    && gap.origin.path.hasPrefix(known.origin.path)
        }
        if !isKnown { message.gaps.append(gap) }
    }

    func string(_ text: Text, _ bytes: Span<UInt8>) -> String {
        switch text {
        case .verbatim(let range): bytes.string(range)
        case .small(let range): small.withSpan { $0.string(range) }
        case .decoded(let storage): storage.string(in: 0..<storage.count)
        }
    }

    /// The message with all its parts.
    consuming func finish() -> Message {
        guard !smallTexts.isEmpty else { return message }
        let storage = small.storage()
        for text in smallTexts {
            message.parts[text.part].text = TextSegment(whole: TextStorage(slice: text.range, of: storage))
        }
        return message
    }
}

/// Counts lines up to places that mostly follow one another.
struct LineCount {
    private var offset: Int
    private var line: Int
    /// Both ends of stretches whose bytes are there no more.
    private var ends: [(offset: Int, line: Int)] = []

    /// `line` is that of the byte at `offset`.
    init(line: Int = 1, at offset: Int = 0) {
        self.line = line
        self.offset = offset
    }

    /// Remembers what has to be known of a stretch before its bytes go.
    mutating func remember(_ range: Range<Int>, in bytes: Span<UInt8>) {
        for end in [range.lowerBound, range.upperBound] { ends.append((end, line(of: end, in: bytes))) }
    }

    /// The line on which `place` lies, in the file's bytes.
    mutating func line(of place: Int, in bytes: Span<UInt8>) -> Int {
        // Between a place and what is nearest to it lies no stretch whose bytes are gone.
        if let end = ends.min(by: { abs($0.offset - place) < abs($1.offset - place) }),
            abs(end.offset - place) < abs(offset - place)
        {
            (offset, line) = end
        }
        if place >= offset {
            line += ByteCounts.newlines(in: bytes, offset..<place)
        } else {
            line -= ByteCounts.newlines(in: bytes, place..<offset)
        }
        offset = place
        return line
    }
}

extension Span where Element == UInt8 {
    func string(_ range: Range<Int>) -> String {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return unsafe withUnsafeBufferPointer {
            unsafe String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self)
        }
    }
}
