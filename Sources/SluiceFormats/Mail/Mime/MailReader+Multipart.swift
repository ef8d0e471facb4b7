import SluiceModel

extension MailReader {
    /// Cuts a multipart and puts its parts, and what stands around them, into `next`.
    mutating func readMultipart(
        _ reading: BodyReading, _ bytes: Span<UInt8>, _ job: EntityJob, _ next: inout [EntityJob]
    ) {
        searchLeft -= reading.range.count
        guard searchLeft > 0 else {
            noteGap(.limit("parts within parts take too long"), part: job.leafNumber)
            addStanding(.body, bytes, reading.range, TextPlace(job, number: job.leafNumber))
            return
        }
        if reading.type.name == "multipart/encrypted" { noteGap(.encrypted, part: job.leafNumber) }
        let boundaries = reading.type.boundaries
        if boundaries.count > 1 { noteReadings("two boundaries") }
        var isCut = false
        for boundary in boundaries.prefix(3) where cut(reading, bytes, job, boundary, &next) {
            isCut = true
        }
        if isCut { return }
        readUncut(reading, bytes, job, &next)
    }

    /// Reads a multipart in which no line is its boundary: encoded, with a wrong boundary, or without any.
    private mutating func readUncut(
        _ reading: BodyReading, _ bytes: Span<UInt8>, _ job: EntityJob, _ next: inout [EntityJob]
    ) {
        let isEncoded = reading.encoding == .base64 || reading.encoding == .quotedPrintable
        if isEncoded, job.level < MailReader.deepest {
            noteReadings("an encoded multipart")
            var inner = job
            decodeSource(reading, bytes, &inner)
            let range = inner.range
            inner.source.storage.withSpan { decoded in
                let plain = BodyReading(
                    type: reading.type, encoding: .identity, charset: reading.charset, range: range)
                readMultipart(plain, decoded, inner, &next)
            }
            return
        }
        noteReadings("a multipart without its boundary")
        if let guess = MultipartCut.guessedBoundary(bytes, reading.range) {
            _ = cut(reading, bytes, job, guess, &next)
        }
        addStanding(.body, bytes, reading.range, TextPlace(job, number: job.leafNumber), reading.charset)
    }

    /// Cuts at one boundary; false where no line is one.
    private mutating func cut(
        _ reading: BodyReading, _ bytes: Span<UInt8>, _ job: EntityJob, _ boundary: [UInt8],
        _ next: inout [EntityJob]
    ) -> Bool {
        guard
            let cut = MultipartCut(
                bytes, reading.range, boundary: boundary, most: min(entitiesLeft, MailReader.mostEntities))
        else { return false }
        if cut.hasPartsBehindEnd { noteReadings("parts behind the end of a multipart") }
        if cut.hasLoneReturn { noteReadings("a boundary behind a lone carriage return") }
        if cut.epilogue == nil { draft.note("a multipart without its end") }
        var around = job
        around.kind = .comment
        addAround(cut.preamble, bytes, around, &next)
        for (index, range) in cut.parts.enumerated() {
            var part = job
            part.kind = .part
            part.range = range
            part.number = job.child(index + 1)
            part.level += 1
            part.isInDigest = reading.type.name == "multipart/digest"
            next.append(part)
        }
        if let epilogue = cut.epilogue { addAround(epilogue, bytes, around, &next) }
        if let rest = cut.rest {
            noteGap(.limit("parts of one mail, at most \(MailReader.mostEntities)"), part: job.leafNumber)
            addAround(rest, bytes, around, &next)
        }
        return true
    }

    private func addAround(
        _ range: Range<Int>, _ bytes: Span<UInt8>, _ job: EntityJob, _ next: inout [EntityJob]
    ) {
        guard !bytes.trimmed(range).isEmpty else { return }
        var comment = job
        comment.range = range
        next.append(comment)
    }
}
