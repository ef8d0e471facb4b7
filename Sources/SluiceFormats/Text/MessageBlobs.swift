public import SluiceModel
public import SluiceText

/// Adds what is written in an encoding within a message's texts as parts of their own.
public enum MessageBlobs {
    /// Looks for blobs in every part; files among them are read by `reader`.
    ///
    /// Names and addresses are left out: they are short, and their encodings are the mail reader's.
    public static func expand(
        _ message: inout Message, with reader: ContentReader? = nil, limits: BlobLimits = BlobLimits()
    ) {
        var limits = limits
        let total = limits.bytes
        var isCut = false
        for index in message.parts.indices {
            let part = message.parts[index]
            guard part.text.body.count >= shortest, ![.blob, .address, .displayName].contains(part.kind)
            else {
                continue
            }
            let found = part.text.storage.withSpan { BlobFinder.blobs(in: $0, limits: limits) }
            limits.bytes = max(0, limits.bytes - found.bytes)
            limits.count = max(0, limits.count - found.blobs.count)
            isCut = isCut || found.isCut
            for blob in found.blobs where part.text.body.contains(blob.span.start) {
                add(blob, of: part, to: &message, reader)
            }
        }
        if isCut {
            let limit = "decoded text within a message, at most \(total >> 20) MiB"
            message.gaps.append(Gap(origin: message.origin, reason: .limit(limit)))
        }
    }

    /// Nothing is looked for in shorter texts.
    static let shortest = 24

    /// Whether ``expand(_:with:limits:)`` would add anything for a text that shows `signs`.
    static func mayExpand(_ text: Span<UInt8>, _ signs: BlobSigns = .all) -> Bool {
        let found = BlobFinder.blobs(in: text, signs: signs)
        return found.isCut || !found.blobs.isEmpty
    }

    /// The blobs that begin in the body of a long text's segment, as a message of their own; nil where there are none.
    public static func companion(of segment: Message, with reader: ContentReader) -> Message? {
        var message = segment
        message.gaps = []
        expand(&message, with: reader)
        message.parts.removeFirst(segment.parts.count)
        return message.parts.isEmpty && message.gaps.isEmpty ? nil : message
    }

    private static func add(
        _ blob: Blob, of part: Part, to message: inout Message, _ reader: ContentReader?
    ) {
        let offset = part.text.offset + blob.span.start
        let name = blob.encodings.map(\.rawValue).joined(separator: ", ") + " at \(offset)"
        let member = part.member.map { "\($0)!\(name)" } ?? name
        var raw: RawForm?
        if let form = part.raw, form.isVerbatim, offset >= form.lead {
            let start = form.span.start + offset - form.lead
            raw = RawForm(
                span: ByteSpan(start, start + blob.span.count),
                transferEncoding: blob.encodings.first?.rawValue ?? "", charset: "utf-8")
        }
        let isDocument = reader != nil && isDocument(blob)
        guard blob.isText, !isDocument else {
            read(blob, member, of: part, raw, to: &message, reader)
            return
        }
        message.parts.append(
            Part(
                kind: .blob, number: part.number, member: member, text: TextSegment(whole: blob.storage),
                layers: layers(of: part, offset, blob.storage.count), raw: raw))
    }

    /// Whether a text is markup that has a reader of its own.
    private static func isDocument(_ blob: Blob) -> Bool {
        guard blob.isText else { return true }
        return blob.storage.withSpan { bytes in
            let head = ContentHead(hints: ContentHints(), isWhole: bytes.count <= ContentHead.length)
            let first = bytes.extracting(first: ContentHead.length)
            return RTFFormat.recognises(first, head) || HTMLFormat.recognises(first, head)
        }
    }

    /// Who wrote the text around a blob wrote the blob.
    private static func layers(of part: Part, _ offset: Int, _ count: Int) -> [Layer] {
        guard var layer = part.layer(at: offset) else { return [] }
        layer.span = ByteSpan(0, count)
        return [layer]
    }

    /// Reads a file that stands in a text, such as an archive in base64.
    private static func read(
        _ blob: Blob, _ member: String, of part: Part, _ raw: RawForm?, to message: inout Message,
        _ reader: ContentReader?
    ) {
        guard let reader else {
            message.gaps.append(Gap(origin: message.origin, reason: .unsupported("a file in \(member)")))
            return
        }
        var parts: [Part] = []
        var gaps: [Gap] = []
        let content = Content(blob.storage, origin: message.origin, depth: 1)
        reader.read(content) { reading in
            switch reading {
            case .message(let inner):
                for var part in inner.parts {
                    part.kind = .blob
                    part.member = part.member.map { "\(member)!\($0)" } ?? member
                    part.raw = raw
                    parts.append(part)
                }
                gaps += inner.gaps
            case .passedOver(let origin, .unsupported(let format)):
                gaps.append(Gap(origin: origin, reason: .unsupported(format)))
            case .passedOver(_, .skipped), .run, .endOfFile, .known: break
            case .gap(let gap): gaps.append(gap)
            }
        }
        message.parts += parts
        message.gaps += gaps
    }
}
