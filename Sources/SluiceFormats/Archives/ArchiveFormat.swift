import SluiceModel

/// Archives and compressed files of every kind that libarchive reads.
enum ArchiveFormat: Format {
    static let form = InputForm.archive

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        ArchiveSignature.matches(bytes, suffix: head.hints.suffix)
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        do throws(SystemFault) {
            let file = try OpenFile(holding: content.storage)
            let place = InputPlace(
                content.origin, content.hints, depth: content.depth, companions: content.companions)
            var archive = ArchiveReader(
                .file(file, size: content.storage.count), place, with: reader, sizes: .inContents)
            while let piece = archive.next() { piece.read(yield) }
            if archive.foundNoArchive { readAsText(content, yield) }
        } catch {
            yield(.gap(Gap(origin: content.origin, reason: .unreadable("cannot be unpacked: \(error)"))))
        }
    }

    /// What only begins like an archive is text, or damaged.
    private static func readAsText(_ content: Content, _ yield: (Reading) -> Void) {
        let hasZero = content.storage.withSpan { bytes in
            let head = bytes.extracting(first: ContentHead.length)
            return head.indices.contains { head[$0] == 0 }
        }
        if hasZero {
            let reason = GapReason.unreadable("begins like an archive and is none")
            yield(.gap(Gap(origin: content.origin, reason: reason)))
        } else {
            let readings = PlainText.readings(of: content.storage, origin: content.origin, form: .text)
            for reading in readings { yield(reading) }
        }
    }
}

extension SegmentSizes {
    /// How long texts within a content that is held whole are cut.
    static let inContents = SegmentSizes(before: 64 << 10, behind: (1 << 20) + (64 << 10))
}
