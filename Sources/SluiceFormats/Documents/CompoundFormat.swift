import SluiceModel

/// Compound files: documents of Office before 2007, Outlook messages, and encrypted documents of today.
///
/// Their text is not read here; they are named, so that nobody takes them for clean.
enum CompoundFormat: Format {
    static let form = InputForm.office

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        return bytes.count >= mark.count && mark.indices.allSatisfy { bytes[$0] == mark[$0] }
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        // The names of the streams within stand in UTF-16 ([MS-CFB] 2.6.1), those of a locked document by
        // [MS-OFFCRYPTO] 2.3.4.4.
        if holds("EncryptedPackage", content.storage) {
            yield(.gap(Gap(origin: content.origin, reason: .encrypted)))
            return
        }
        let kind = kinds.first { holds($0.stream, content.storage) }?.kind
        yield(.passedOver(content.origin, .unsupported(kind ?? "Office document of before 2007")))
    }

    private static let kinds: [(stream: String, kind: String)] = [
        ("WordDocument", "Word document of before 2007 (.doc)"),
        ("Workbook", "Excel workbook of before 2007 (.xls)"),
        ("PowerPoint Document", "PowerPoint presentation of before 2007 (.ppt)"),
        ("__properties_version1.0", "Outlook message (.msg)"),
    ]

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
