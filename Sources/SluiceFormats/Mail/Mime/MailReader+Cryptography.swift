import SluiceModel

extension MailReader {
    /// Reads what S/MIME (RFC 8551) wraps; false where the body is read like any other file.
    mutating func readCryptographic(
        _ leaf: MailLeaf, _ bytes: Span<UInt8>, _ job: EntityJob, _ next: inout [EntityJob]
    ) -> Bool {
        let name = leaf.reading.type.name
        if name == "application/pgp-encrypted" { return false }
        let storage =
            MailReader.decoded(bytes, leaf.range, leaf.reading.encoding).storage
            ?? TextStorage(slice: leaf.range, of: job.source.storage)
        switch storage.withSpan({ SignedContent.find($0) }) {
        case .signed(let ranges):
            guard job.level < MailReader.deepest else { return false }
            let content = SignedContent.joined(ranges, of: storage)
            var inner = job
            inner.kind = .part
            inner.source = MailSource(storage: content, fileOffset: nil)
            inner.range = 0..<content.count
            inner.number = job.leafNumber ?? "1"
            inner.level += 1
            next.append(inner)
            return true
        case .encrypted: noteGap(.encrypted, part: leaf.number)
        case .compressed: noteGap(.unsupported("compressed S/MIME"), part: leaf.number)
        case .detached: return false
        case .unknown:
            if leaf.reading.type.parameters.has("smime-type", "enveloped-data", bytes) {
                noteGap(.encrypted, part: leaf.number)
            } else {
                noteGap(.unreadable("S/MIME that is none"), part: leaf.number)
            }
            return false
        }
        return true
    }
}
