public import SluiceModel
import SluiceText

/// Turns findings into edits of the file in which their message stands.
public struct MessageRedactor {
    /// Gives bytes of the file; nil where they cannot be read.
    public typealias Bytes = (Range<Int>) -> [UInt8]?

    private let path: String
    private let replacement: Replacement
    private let bytes: Bytes
    public private(set) var edits = EditList()
    public private(set) var unredacted: [Unredacted] = []
    /// Messages whose signature no longer holds.
    public private(set) var brokenSeals: [Origin] = []

    /// Longer parts are not read to be written anew.
    private static let longestPart = 256 << 20

    /// `path` is what the origin of messages says that stand in the file itself, not in something inside it.
    public init(path: String, replacement: Replacement, bytes: @escaping Bytes) {
        self.path = path
        self.replacement = replacement
        self.bytes = bytes
    }

    /// Notes a place that was not read to its end.
    public mutating func note(_ place: Unredacted) {
        if !unredacted.contains(place) { unredacted.append(place) }
    }

    /// Takes findings of a long text, which stands in the file as it is.
    public mutating func redact(longText findings: [Finding]) {
        for finding in findings {
            guard finding.location.origin.path == path, let offset = finding.location.fileOffset else {
                note(finding, "in a text of this length only UTF-8 can be rewritten")
                continue
            }
            for edit in lines(of: finding, in: finding.value.revealed, Writing()) {
                edits.append(edit.range.lowerBound + offset..<edit.range.upperBound + offset, edit.bytes)
            }
        }
    }

    /// Takes the findings of a message that was held whole.
    public mutating func redact(_ message: Message, _ findings: [Finding]) {
        guard message.origin.path == path else {
            for finding in findings { note(finding, "what lies inside another file cannot be rewritten") }
            return
        }
        var made: [SpanEdit] = []
        var left = Set(findings.map(\.location))
        var sources: [[RawForm]: [PartFindings]] = [:]
        for found in byPart(message, findings) {
            left.subtract(found.findings.map(\.location))
            if found.part.kind == .blob {
                made += blobEdits(found.part, message, found.findings, &sources)
            } else {
                sources[forms(of: found.part, message), default: []].append(found)
            }
        }
        let inOrder = sources.sorted {
            ($0.key.first?.span ?? .init(0, 0)) < ($1.key.first?.span ?? .init(0, 0))
        }
        for (forms, found) in inOrder { made += edits(in: forms, message, found) }
        for finding in findings where left.contains(finding.location) {
            note(finding, "cannot be rewritten")
        }
        made = made.merged()
        if message.channel == .mail, !made.isEmpty {
            let frame = MailFrame(message, bytes)
            if frame.isSealed { brokenSeals.append(message.origin) }
            if let length = frame.lengthEdit(after: made) { made.append(length) }
        }
        for edit in made { edits.append(edit.range, edit.bytes) }
    }

    /// The findings of each part; one whose part is not clear belongs to all that it may stand in.
    private func byPart(_ message: Message, _ findings: [Finding]) -> [PartFindings] {
        var result: [PartFindings] = []
        for part in message.parts {
            let own = findings.filter { finding in
                let location = finding.location
                guard location.partKind == part.kind, location.part == part.number,
                    location.member == part.member, location.span.end <= part.text.storage.count
                else { return false }
                let value = finding.value.revealed
                return part.text.storage.bytes(in: location.span.range) == value
            }
            if !own.isEmpty { result.append(PartFindings(part: part, findings: own)) }
        }
        return result
    }

    private mutating func note(_ finding: Finding, _ reason: String) {
        let number = finding.location.part.map { "part \($0), " } ?? ""
        note(
            Unredacted(
                origin: finding.location.origin, part: number + finding.location.partKind.rawValue,
                reason: reason))
    }

    // MARK: Parts

    /// How a part stands in the file; texts of a mail without bytes of their own stand somewhere in the whole mail.
    private func forms(of part: Part, _ message: Message) -> [RawForm] {
        let forms = part.raw.map { [$0] } ?? part.carried
        guard forms.isEmpty, message.channel == .mail, [.fileName, .body].contains(part.kind),
            let range = MailFrame.range(of: message)
        else { return forms }
        return [RawForm(span: ByteSpan(range.lowerBound, range.upperBound), transferEncoding: "mail")]
    }

    /// The edits of all parts that stand in the same bytes.
    private mutating func edits(
        in forms: [RawForm], _ message: Message, _ found: [PartFindings]
    ) -> [SpanEdit] {
        guard let raw = forms.first else { return fail(found) }
        if raw.isVerbatim, forms.count == 1 {
            var made: [SpanEdit] = []
            for found in found {
                let text = found.part.text.storage.bytes(in: 0..<found.part.text.storage.count)
                let writing = Writing(found.part, message, isASCII: ASCII.isAll(text))
                made += behindLead(of: found).flatMap { edits(of: $0, in: text, writing) }
            }
            return made.merged().shifted(by: raw.span.start - raw.lead)
        }
        guard !raw.span.range.isEmpty, raw.span.count <= MessageRedactor.longestPart,
            let bytes = bytes(raw.span.range)
        else { return fail(found) }
        let source = PartSource(bytes, forms: forms)
        let isASCII = source.isASCII || raw.transferEncoding == "rtf"
        let inner = found.flatMap {
            inwardEdits(of: $0, in: source, Writing($0.part, message, isASCII: isASCII))
        }
        guard let made = source.outward(inner) else { return fail(found) }
        return made.shifted(by: raw.span.start)
    }

    private mutating func inwardEdits(
        of found: PartFindings, in source: PartSource, _ writing: Writing
    ) -> [SpanEdit] {
        let text = found.part.text.storage.bytes(in: 0..<found.part.text.storage.count)
        let lead = MessageRedactor.lead(of: found.part)
        let findings = behindLead(of: found)
        let wanted = findings.flatMap { edits(of: $0, in: text, writing) }.merged()
        if let made = source.inward(wanted.shifted(by: -lead), of: Array(text.dropFirst(lead))) {
            return made
        }
        return findings.flatMap { finding in
            let made = edits(of: finding, in: text, writing).map {
                source.replacing(Array(text[$0.range]), with: $0.bytes)
            }
            if made.contains(nil) { note(finding, "cannot be rewritten") }
            return made.compactMap { $0 }.flatMap { $0 }
        }
    }

    /// The findings whose value stands in the part's own bytes; the name of a column is left as it is.
    private mutating func behindLead(of found: PartFindings) -> [Finding] {
        let lead = MessageRedactor.lead(of: found.part)
        return found.findings.filter { finding in
            if finding.location.span.start < lead { note(finding, "cannot be rewritten") }
            return finding.location.span.start >= lead
        }
    }

    /// How many bytes at the beginning of a part's text stand elsewhere in the file.
    private static func lead(of part: Part) -> Int { (part.raw ?? part.carried.last)?.lead ?? 0 }

    private mutating func fail(_ found: [PartFindings]) -> [SpanEdit] {
        for finding in found.flatMap(\.findings) { note(finding, "cannot be rewritten") }
        return []
    }

    private func edits(of finding: Finding, in text: [UInt8], _ writing: Writing) -> [SpanEdit] {
        let span = finding.location.span
        return lines(of: finding, in: Array(text[span.range]), writing).shifted(by: span.start)
    }

    /// The edits of a value's own bytes.
    private func lines(
        of finding: Finding, in value: [UInt8], _ writing: Writing, isEncoded: Bool = false
    ) -> [SpanEdit] {
        let ranges = ValueLines.ranges(in: value)
        let lines = ranges.map { String(decoding: value[$0], as: UTF8.self) }
        let texts = replacement.texts(for: finding, lines: lines, isEncoded: isEncoded)
        return zip(ranges, texts).map { SpanEdit(range: $0, bytes: writing.bytes($1)) }
    }

    // MARK: Blobs

    /// A blob that holds a finding is replaced as a whole, in the part in which it stands.
    private mutating func blobEdits(
        _ blob: Part, _ message: Message, _ findings: [Finding], _ sources: inout [[RawForm]: [PartFindings]]
    ) -> [SpanEdit] {
        guard let first = findings.first else { return [] }
        if let raw = blob.raw, let bytes = bytes(raw.span.range) {
            let writing = Writing(blob, message, isASCII: true)
            return lines(of: first, in: bytes, writing, isEncoded: true).shifted(by: raw.span.start)
        }
        for part in message.parts where part.kind != .blob && part.number == blob.number {
            guard let span = span(of: blob, in: part) else { continue }
            var whole = first
            whole.location.span = span
            whole.value = Secret(part.text.storage.bytes(in: span.range))
            whole.show = .none
            let found = PartFindings(part: part, findings: [whole])
            sources[forms(of: part, message), default: []].append(found)
            return []
        }
        note(first, "cannot be rewritten")
        return []
    }

    /// Where a blob stands in the text of a part; its name ends with the place.
    private func span(of blob: Part, in part: Part) -> ByteSpan? {
        guard let member = blob.member else { return nil }
        let found = part.text.storage.withSpan { BlobFinder.blobs(in: $0) }
        return found.blobs.first { found in
            let name = found.encodings.map(\.rawValue).joined(separator: ", ") + " at \(found.span.start)"
            let path = part.member.map { "\($0)!\(name)" } ?? name
            return member == path || member.hasPrefix(path + "!")
        }?.span
    }
}

/// The findings in one part of a message.
struct PartFindings {
    var part: Part
    var findings: [Finding]
}
