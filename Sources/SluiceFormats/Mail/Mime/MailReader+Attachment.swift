import SluiceModel
import SluiceText

extension MailReader {
    /// Reads a file that the mail carries, by its content; its texts become parts of the mail.
    mutating func readAttachment(_ leaf: MailLeaf, _ storage: TextStorage, _ bytes: Span<UInt8>) {
        switch leaf.reading.encoding {
        case .uuencode, .yEnc:
            storage.withSpan { text in
                let files = InlineFiles(text).files
                for file in files { readInlineFile(file, leaf, text) }
                if files.isEmpty { addStanding(.attachment, bytes, leaf.range, leaf.place) }
            }
        case .identity, .unknown, .quotedPrintable, .base64:
            let encoding = leaf.reading.encoding == .unknown ? .identity : leaf.reading.encoding
            var raw = rawForm(leaf.range, leaf.place, bytes, encoding.rawValue, "utf-8")
            let text = MailReader.text(storage, leaf.reading)
            guard let text, let converted = text.storage else {
                return readFile(storage, leaf, raw: raw)
            }
            raw?.charset = text.rawCharset
            var leaf = leaf
            leaf.reading.charset = "utf-8"
            readFile(converted, leaf, raw: raw)
        }
    }

    /// An attached plain text in UTF-8; nil where it is that already, or is another kind of file.
    private static func text(_ storage: TextStorage, _ reading: BodyReading) -> MailText? {
        guard reading.type.family == .plain || reading.type.name == "text/csv" else { return nil }
        return storage.withSpan { octets in
            if reading.charset == nil,
                case .passedOver = ContentKind(head: octets.extracting(first: ContentKind.headLength))
            {
                return nil
            }
            let text = MailText(octets, label: reading.charset)
            return text.storage == nil ? nil : text
        }
    }

    /// Reads a file that stands in lines of a text.
    mutating func readInlineFile(_ inline: InlineFiles.File, _ leaf: MailLeaf, _ text: Span<UInt8>) {
        var leaf = leaf
        leaf.fileNames = [text.copy(inline.file.name)]
        leaf.reading.charset = nil
        leaf.reading.type = .missing
        leaf.reading.encoding = inline.isYEnc ? .yEnc : .uuencode
        if let name = MailReader.own(leaf.fileNames[0], &draft.small) {
            draft.add(.fileName, name, at: leaf.place, raw: nil)
        }
        let storage =
            inline.isYEnc
            ? YEncoding.decode(text, inline.file.lines) : UUEncoding.decode(text, inline.file.lines)
        readFile(storage, leaf, raw: nil)
    }

    /// Hands a file's bytes to the reader of its content, and takes in what comes back.
    private mutating func readFile(_ storage: TextStorage, _ leaf: MailLeaf, raw: RawForm?) {
        guard storage.count > 0 else { return }
        var hints = ContentHints()
        hints.name = leaf.fileNames.first.map { String(decoding: $0, as: UTF8.self) }
        hints.mediaType = leaf.reading.type.name
        hints.charset = leaf.reading.charset
        let origin = origin(ofPart: leaf.number ?? "1")
        let content = Content(storage, origin: origin, hints: hints, depth: depth + 1)
        let taker = AttachmentTaker(leaf: leaf, raw: raw, origin: origin, size: storage.count)
        reader.read(content) { reading in
            switch reading {
            case .message(let message): taker.take(message, into: &draft)
            case .passedOver(let place, .unsupported(let format)):
                draft.note(Gap(origin: place, reason: .unsupported(format)))
            case .gap(let gap): draft.note(gap)
            case .passedOver(_, .skipped), .run, .endOfFile, .known: break
            }
        }
    }
}

/// Makes the messages that were found in an attachment parts of its mail.
private struct AttachmentTaker {
    var leaf: MailLeaf
    /// How the attachment stands in the mail's file.
    var raw: RawForm?
    var origin: Origin
    var size: Int

    func take(_ message: Message, into draft: inout MailDraft) {
        let path = path(of: message)
        for part in message.parts {
            var part = part
            // What Outlook puts into winmail.dat is the mail's own body.
            if part.kind == .body, !leaf.reading.type.name.hasSuffix("ms-tnef") { part.kind = .attachment }
            part.member = member(path, of: part, isAlone: path.isEmpty)
            part.number = leaf.number
            let inner = part.raw.map { [$0] } ?? part.carried
            part.raw = rawForm(of: part)
            part.carried = []
            if part.raw == nil, let raw, !inner.isEmpty, message.origin.path == origin.path {
                part.carried = [raw] + inner
            }
            if var around = leaf.place.forwarded?.layer {
                around.span = ByteSpan(0, part.text.offset + part.text.storage.count)
                part.layers.insert(around, at: 0)
            }
            draft.add(part)
        }
        for gap in message.gaps { draft.note(gap) }
        for ambiguity in message.ambiguities { draft.note(ambiguity) }
    }

    /// The way from the attachment to a message in it.
    private func path(of message: Message) -> [String] {
        var steps: [String] = []
        if message.origin.path.hasPrefix(origin.path + "!") {
            steps.append(String(message.origin.path.dropFirst(origin.path.count + 1)))
        }
        if let number = message.origin.message {
            if steps.isEmpty, let name = leaf.fileNames.first {
                steps.append(String(decoding: name, as: UTF8.self))
            }
            steps.append("message \(number)")
        }
        return steps
    }

    private func member(_ path: [String], of part: Part, isAlone: Bool) -> String? {
        var steps = path
        if let number = part.number { steps.append("part \(number)") }
        if let member = part.member { steps.append(member) }
        return steps.isEmpty ? nil : steps.joined(separator: "!")
    }

    /// Places within an attachment that stands verbatim are places of the file; of an encoded one only the whole is.
    private func rawForm(of part: Part) -> RawForm? {
        guard let raw, let inner = part.raw else { return nil }
        if raw.isVerbatim {
            var moved = inner
            moved.span = inner.span.shifted(by: raw.span.start)
            let inside = inner.line ?? (inner.span.start == 0 ? 1 : nil)
            moved.line = raw.line.flatMap { line in inside.map { line + $0 - 1 } }
            return moved
        }
        guard inner.isVerbatim, inner.span.start == 0, inner.span.end == size else { return nil }
        return raw
    }
}
