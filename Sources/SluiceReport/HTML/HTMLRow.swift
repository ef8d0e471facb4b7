import SluiceModel

/// One finding as the page's data holds it, beside its columns: a line of text, and the rest as JSON.
///
/// The page reads columns at once, texts while it has nothing else to do, and the rest of a finding when it is shown.
enum HTMLRow {
    /// Parts the excerpts of two rows, and within one what stands before, at and behind the value.
    static let separators: (row: UInt8, field: UInt8) = (0x1E, 0x1F)

    /// Writes the pieces of a row one behind the other, and says where they stand.
    static func write(
        _ finding: inout some ReportedFinding & ~Copyable, to bytes: inout GrowingBytes
    ) -> RowPieces {
        var pieces = RowPieces(start: bytes.count)
        let isMarked = writeText(of: &finding, to: &bytes)
        pieces.end(.text, bytes.count)
        writeRest(of: &finding, isMarked: isMarked, to: &bytes)
        pieces.end(.rest, bytes.count)
        bytes.append(finding.path)
        pieces.end(.path, bytes.count)
        finding.withValueID { unsafe bytes.append($0) }
        pieces.end(.value, bytes.count)
        finding.withFingerprint { unsafe bytes.append($0) }
        pieces.end(.fingerprint, bytes.count)
        return pieces
    }

    /// The excerpt, without quotes around it; says whether the value stands in it.
    private static func writeText(
        of finding: inout some ReportedFinding & ~Copyable, to bytes: inout GrowingBytes
    ) -> Bool {
        var isMarked = false
        finding.withExcerpt { text, value in
            let start = unsafe boundary(value.start, in: text)
            let end = unsafe max(start, boundary(value.end, in: text))
            for (index, range) in [0..<start, start..<end, end..<text.count].enumerated() {
                if index > 0 { bytes.append("\\u001f") }
                unsafe HTMLPage.write(inString: UnsafeBufferPointer(rebasing: text[range]), to: &bytes)
            }
            isMarked = start < end
        }
        return isMarked
    }

    /// The start of the code point in which an offset lies; a span from a file may lie anywhere.
    private static func boundary(_ offset: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
        var place = min(max(0, offset), text.count)
        while place > 0, place < text.count, unsafe text[place] & 0xC0 == 0x80 { place -= 1 }
        return place
    }

    /// Message, line, column, and what only the view of a single finding shows.
    private static func writeRest(
        of finding: inout some ReportedFinding & ~Copyable, isMarked: Bool, to bytes: inout GrowingBytes
    ) {
        HTMLPage.json(into: &bytes) { json in
            json.array { row in
                row.value(finding.message ?? 0)
                row.value(finding.fileLine ?? finding.line)
                row.value(finding.column)
                row.object { writeMore(of: &finding, isMarked: isMarked, to: &$0) }
            }
        }
    }

    private static func writeMore(
        of finding: inout some ReportedFinding & ~Copyable, isMarked: Bool, to row: inout JSONWriter
    ) {
        if !isMarked {
            row.key("value")
            finding.withValue { unsafe row.value($0) }
        }
        if finding.partKind != .body { row.field("kind", finding.partKind.rawValue) }
        if finding.layer != .own { row.field("layer", finding.layer.description) }
        row.field("part", finding.part)
        row.field("member", finding.member)
        let (evidence, also) = (finding.evidence, finding.also)
        if !evidence.isEmpty {
            row.key("evidence")
            row.array { array in for evidence in evidence { array.object { $0.fields(of: evidence) } } }
        }
        if !also.isEmpty {
            row.key("also")
            row.array { array in also.forEach { array.value($0.description) } }
        }
        if finding.authorRole != .unknown { row.field("role", finding.authorRole.rawValue) }
        let author = finding.author
        if let author, !HTMLTalk.isPseudonym(author) { row.field("author", author) }
        row.field("audience", finding.audience?.rawValue)
        row.field("policyRule", finding.verdict?.policyRule)
        if let conversation = finding.conversation {
            row.key("context")
            row.object { HTMLTalk(author, conversation).write(to: &$0) }
        }
    }
}

/// Where the pieces of a row stand, one behind the other.
struct RowPieces: Sendable {
    enum Piece: Int, CaseIterable { case text, rest, path, value, fingerprint }

    private(set) var start: Int
    private var ends: [5 of UInt32] = [0, 0, 0, 0, 0]

    init(start: Int) { self.start = start }

    /// Ends a piece, behind which the next one begins.
    mutating func end(_ piece: Piece, _ end: Int) { ends[piece.rawValue] = UInt32(end - start) }

    /// The same pieces elsewhere.
    func moved(to start: Int) -> RowPieces {
        var moved = self
        moved.start = start
        return moved
    }

    subscript(piece: Piece) -> Range<Int> {
        let index = piece.rawValue
        let before = index > 0 ? Int(ends[index - 1]) : 0
        return start + before..<start + Int(ends[index])
    }

    var all: Range<Int> { start..<start + Int(ends[4]) }
}
