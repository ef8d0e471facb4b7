import SluiceModel
import SluiceText

/// Gathers the parts of one message after the other, from the values of one stretch of JSON or of a table.
///
/// Text that stands in the file as it is becomes a slice of the stretch; decoded text of one message shares one storage.
final class MessageBuilder {
    let units: UnitBytes
    /// Where the text of the tokens begins that are being read, in the stretch.
    var base = 0
    /// Decoded text of the message that is being built.
    var decoded: [UInt8] = []

    private var pieces: [Piece] = []
    private var linesCounted: (place: Int, line: Int)

    private struct Piece {
        var kind: PartKind
        /// In the stretch.
        var raw: Range<Int>
        /// In ``decoded``; nil where the text is the raw bytes.
        var decoded: Range<Int>?
        var encoding: String
        var member: String?
        var layers: [Layer]
    }

    init(_ units: UnitBytes) {
        self.units = units
        linesCounted = (0, units.line)
    }

    /// Whether nothing was added since the last message.
    var isEmpty: Bool { pieces.isEmpty }

    /// Adds text that stands at `range` of the tokens' text as it is.
    func add(_ kind: PartKind, verbatim range: Range<Int>, member: String? = nil, layers: [Layer] = []) {
        guard !range.isEmpty else { return }
        pieces.append(
            Piece(
                kind: kind, raw: base + range.lowerBound..<base + range.upperBound, encoding: "8bit",
                member: member, layers: layers))
    }

    /// Adds text that was appended to ``decoded`` from `start` on; `raw` is where it stands in the tokens' text.
    func add(
        _ kind: PartKind, decodedFrom start: Int, raw: Range<Int>, encoding: String = "json",
        member: String? = nil, layers: [Layer] = []
    ) {
        guard decoded.count > start else { return }
        pieces.append(
            Piece(
                kind: kind, raw: base + raw.lowerBound..<base + raw.upperBound,
                decoded: start..<decoded.count, encoding: encoding, member: member, layers: layers))
    }

    /// Adds text that stands nowhere in the file as it is; `raw` is what it comes from.
    func add(_ kind: PartKind, text: String, raw: Range<Int>, member: String? = nil, layers: [Layer] = []) {
        let start = decoded.count
        decoded.append(contentsOf: text.utf8)
        add(kind, decodedFrom: start, raw: raw, member: member, layers: layers)
    }

    /// Adds the bytes at `range`, in which strings may hold escapes.
    @inline(__always)
    func add(_ kind: PartKind, _ range: Range<Int>, of tokens: JSONTokens, member: String? = nil) {
        guard tokens.hasEscapes(range) else {
            add(kind, verbatim: range, member: member)
            return
        }
        let start = decoded.count
        tokens.withSpan(range) { JSONEscapes.decode($0, into: &decoded) }
        add(kind, decodedFrom: start, raw: range, member: member)
    }

    /// Adds the text of a string; other values are added as they stand.
    func add(_ kind: PartKind, _ value: JSONValue, member: String? = nil) {
        add(kind, value.content ?? value.range, of: value.tokens, member: member)
    }

    /// Forgets what was added since the last message.
    func discard() {
        pieces.removeAll(keepingCapacity: true)
        decoded.removeAll(keepingCapacity: true)
    }

    /// The message of all that was added, and begins the next one.
    func message(_ facts: MessageFacts) -> Message {
        let text = decoded.isEmpty ? nil : TextStorage(decoded)
        let many = pieces.count > 1
        var parts: [Part] = []
        parts.reserveCapacity(pieces.count)
        for (index, piece) in pieces.enumerated() {
            parts.append(part(piece, number: many ? PartNumbers.text(index + 1) : nil, text))
        }
        discard()
        var origin = units.origin
        origin.message = facts.number
        origin.messageID = facts.id
        return Message(
            origin: origin, channel: facts.channel, author: facts.author, authorRole: facts.authorRole,
            recipients: facts.recipients, time: facts.time, thread: facts.thread, parts: parts,
            gaps: facts.gaps)
    }

    private func part(_ piece: Piece, number: String?, _ text: TextStorage?) -> Part {
        let slice: TextStorage
        if let range = piece.decoded, let text {
            slice = TextStorage(slice: range, of: text)
        } else {
            slice = TextStorage(slice: piece.raw, of: units.storage)
        }
        let raw = RawForm(
            span: ByteSpan(units.offset + piece.raw.lowerBound, units.offset + piece.raw.upperBound),
            transferEncoding: piece.encoding, line: line(at: piece.raw.lowerBound))
        return Part(
            kind: piece.kind, number: number, member: piece.member, text: TextSegment(whole: slice),
            layers: piece.layers, raw: raw)
    }

    /// The line of the file at `place` of the stretch; places come nearly in order, so that each byte is looked at once.
    private func line(at place: Int) -> Int {
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
