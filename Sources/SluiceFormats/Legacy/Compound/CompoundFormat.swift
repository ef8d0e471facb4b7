import SluiceModel

/// Compound files: documents of Office before 2007, Outlook messages, and encrypted documents of today.
enum CompoundFormat: Format {
    static let form = InputForm.office

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        let mark = CompoundFile.mark
        return bytes.count >= mark.count && mark.indices.allSatisfy { bytes[$0] == mark[$0] }
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        guard let file = CompoundFile(content.storage) else {
            // Of a file whose folders cannot be found, the names of the streams still tell what it was.
            let isLocked = holds("EncryptedPackage", content.storage)
            let kind =
                kinds.first { holds($0.stream, content.storage) }?.kind ?? "Office document of before 2007"
            let reason = isLocked ? GapReason.encrypted : .unreadable("damaged: \(kind)")
            return yield(.gap(Gap(origin: content.origin, reason: reason)))
        }
        let root = CompoundFolder(root: file)
        if root.has("EncryptedPackage") {
            return yield(.gap(Gap(origin: content.origin, reason: .encrypted)))
        }
        var document = CompoundDocument(content, with: reader)
        document.read(root, member: nil)
        guard document.isKnown else {
            return yield(.passedOver(content.origin, .unsupported("compound file of an unknown program")))
        }
        if root.budget.isCut || file.isDamaged {
            document.note(.unreadable("damaged: parts are missing"), nil)
        }
        yield(.message(document.message))
    }

    private static let kinds: [(stream: String, kind: String)] = [
        ("WordDocument", "Word document of before 2007 (.doc)"),
        ("Workbook", "Excel workbook of before 2007 (.xls)"),
        ("PowerPoint Document", "PowerPoint presentation of before 2007 (.ppt)"),
        ("__properties_version1.0", "Outlook message (.msg)"),
    ]

    /// Names stand in UTF-16 ([MS-CFB] 2.6.1).
    private static func holds(_ name: String, _ storage: TextStorage) -> Bool {
        let wanted = name.utf16.flatMap {
            [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
        }
        return storage.withSpan { bytes in
            // Entries of the directory are 128 bytes long, on borders of 128 bytes.
            stride(from: 512, to: bytes.count - wanted.count, by: 128).contains { start in
                wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
            }
        }
    }
}
