import SluiceModel

/// PDF, whose text poppler's `pdftotext` gives where it is installed, and whose attached files `pdfdetach`.
enum PDFFormat: Format {
    static let form = InputForm.pdf

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        // Readers take a file for PDF where the mark stands among its first 1024 bytes (ISO 32000-1, annex H 3.4.1).
        let mark = Array("%PDF-".utf8)
        guard bytes.count > mark.count else { return false }
        if bytes[0] == mark[0] { return mark.indices.allSatisfy { bytes[$0] == mark[$0] } }
        guard bytes[0] < 0x20 || bytes[0] >= 0x80 else { return false }
        return (1..<min(1024, bytes.count - mark.count)).contains { start in
            bytes[start] == mark[0] && mark.indices.allSatisfy { bytes[start + $0] == mark[$0] }
        }
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        guard let tool = ToolChild.path(of: "pdftotext") else {
            yield(.passedOver(content.origin, .unsupported("PDF (pdftotext is not installed)")))
            return
        }
        do throws(SystemFault) {
            let file = try OpenFile(holding: content.storage)
            let answer = try ToolChild.run(
                [tool, "-q", "-enc", "UTF-8", "-eol", "unix", "-", "-"], file, with: reader)
            var message = Message(origin: content.origin)
            if answer.status == 0, answer.fault == nil, isPicture(answer.text, content.storage) {
                let reason = GapReason.unsupported("PDF of pictures, without text,")
                message.gaps.append(Gap(origin: content.origin, reason: reason))
            }
            if answer.text.count > 0 { message.parts.append(Part(text: TextSegment(whole: answer.text))) }
            if let reason = answer.fault ?? fault(answer.status, content) {
                message.gaps.append(Gap(origin: content.origin, reason: reason))
            }
            yield(.message(message))
            if answer.status == 0, PDFAttachments.mayBe(in: content.storage) {
                PDFAttachments(content: content, file: file, reader: reader).read(yield)
            }
        } catch {
            yield(.gap(Gap(origin: content.origin, reason: .unreadable("pdftotext: \(error)"))))
        }
    }

    /// Why the tool did not give all, by its exit status.
    private static func fault(_ status: CInt?, _ content: Content) -> GapReason? {
        guard status != 0 else { return nil }
        return isEncrypted(content.storage)
            ? .encrypted : .unreadable("damaged: no text could be taken from it")
    }

    /// Whether a file with pictures has no text, as what a scanner made of paper.
    private static func isPicture(_ text: TextStorage, _ storage: TextStorage) -> Bool {
        let isEmpty = text.withSpan { bytes in bytes.indices.allSatisfy { bytes[$0] <= 0x20 } }
        return isEmpty && storage.withSpan { $0.place(of: Array("/Image".utf8), in: 0..<$0.count) != nil }
    }

    /// Whether the file names a dictionary of encryption (ISO 32000-1, 7.6).
    private static func isEncrypted(_ storage: TextStorage) -> Bool {
        storage.withSpan { $0.place(of: Array("/Encrypt".utf8), in: 0..<$0.count) != nil }
    }
}
