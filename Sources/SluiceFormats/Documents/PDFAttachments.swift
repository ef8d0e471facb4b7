import SluiceModel

/// The files attached to a PDF, as poppler's `pdfdetach` gives them.
///
/// Invoices carry their figures in such a file (EN 16931, ZUGFeRD), portfolios all that they hold.
struct PDFAttachments {
    /// More are named and not read: each takes a process.
    private static let most = 200

    let content: Content
    let file: OpenFile
    let reader: ContentReader

    /// Whether the PDF may have attached files: the words stand in it, or objects that are packed (ISO 32000-1, 7.5.7, 7.11.4).
    static func mayBe(in storage: TextStorage) -> Bool {
        storage.withSpan { bytes in
            ["/EmbeddedFile", "/EF", "/ObjStm"].contains {
                bytes.place(of: Array($0.utf8), in: 0..<bytes.count) != nil
            }
        }
    }

    func read(_ yield: (Reading) -> Void) {
        guard let tool = ToolChild.path(of: "pdfdetach") else {
            yield(
                .gap(
                    Gap(
                        origin: content.origin,
                        reason: .unsupported("attached files (pdfdetach is not installed)"))))
            return
        }
        let list = run(tool, ["-list"])
        if let reason = list.fault { yield(.gap(Gap(origin: content.origin, reason: reason))) }
        for (number, name) in names(list.text) {
            let origin = Origin(path: content.origin.path + "!" + MemberName.text(name))
            guard number <= PDFAttachments.most else {
                let limit = "attached files, at most \(PDFAttachments.most)"
                yield(.gap(Gap(origin: origin, reason: .limit(limit))))
                break
            }
            let answer = run(tool, ["-save", "\(number)", "-o", "/dev/stdout"])
            if let reason = answer.fault { yield(.gap(Gap(origin: origin, reason: reason))) }
            guard answer.text.count > 0 else { continue }
            let hints = ContentHints(path: String(decoding: name, as: UTF8.self))
            reader.read(Content(answer.text, origin: origin, hints: hints, depth: content.depth + 1), yield)
        }
    }

    /// What the tool writes; where it fails, that too is a fault.
    private func run(_ tool: String, _ options: [String]) -> (text: TextStorage, fault: GapReason?) {
        do throws(SystemFault) {
            let command = [tool, "-enc", "UTF-8"] + options + ["/proc/self/fd/0"]
            let answer = try ToolChild.run(command, file, with: reader)
            let fault = answer.status == 0 ? nil : GapReason.unreadable("damaged: an attached file")
            return (answer.text, answer.fault ?? fault)
        } catch {
            return (TextStorage([]), .unreadable("pdfdetach: \(error)"))
        }
    }

    /// Each file's number and name out of lines such as `1: invoice.xml`.
    private func names(_ list: TextStorage) -> [(number: Int, name: [UInt8])] {
        let bytes = list.bytes(in: 0..<list.count)
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
                let number = Int(String(decoding: line[..<colon], as: UTF8.self))
            else { return nil }
            return (number, Array(line[colon...].dropFirst(2)))
        }
    }
}
