import SluiceModel
import Testing

@testable import SluiceFormats

@Suite("PDF")
struct PDFTests {
    /// One page with a line of text; the table of objects is left for readers to mend.
    private func document(_ names: String = "", _ objects: String = "") -> [UInt8] {
        let text = """
            %PDF-1.4
            1 0 obj << /Type /Catalog /Pages 2 0 R \(names) >> endobj
            2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
            3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Contents 4 0 R
              /Resources << /Font << /F 5 0 R >> >> >> endobj
            4 0 obj << /Length 44 >> stream
            BT /F 12 Tf 20 50 Td (Dear Ms Example) Tj ET
            endstream endobj
            5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
            \(objects)
            trailer << /Root 1 0 R >>
            %%EOF

            """
        return Array(text.utf8)
    }

    @Test("gives its text, where pdftotext is installed; else it is named")
    func text() {
        let found = listing(readings(of: document(), name: "a.pdf"))
        if ToolChild.path(of: "pdftotext") == nil {
            #expect(found == "a.pdf: unsupported: PDF (pdftotext is not installed)\n")
        } else {
            #expect(found.hasPrefix("a.pdf: message\n  body: Dear Ms Example⏎"))
        }
    }

    @Test(
        "gives the files attached to it, by their content",
        .enabled(if: ToolChild.path(of: "pdfdetach") != nil))
    func attachments() {
        let names = "/Names << /EmbeddedFiles << /Names [(a) 6 0 R (b) 8 0 R] >> >>"
        func attachment(_ number: Int, _ name: String, _ data: String) -> String {
            """
            \(number) 0 obj << /Type /Filespec /F (\(name)) /UF (\(name)) /EF << /F \(number + 1) 0 R >> >> endobj
            \(number + 1) 0 obj << /Type /EmbeddedFile /Length \(data.utf8.count) >> stream
            \(data)
            endstream endobj

            """
        }
        let mail = "From: a@example.org\nSubject: order\n\nis on its way\n"
        let objects = attachment(6, "notes/list.txt", "first: second") + attachment(8, "letter", mail)
        let found = listing(readings(of: document(names, objects), name: "a.pdf"))
        #expect(found.hasPrefix("a.pdf: message\n  body: Dear Ms Example⏎"))
        #expect(found.contains("a.pdf!notes/list.txt: message\n  body: first: second⏎\n"))
        #expect(found.contains("a.pdf!letter: message\n") && found.contains("subject: order\n"))
        #expect(!found.contains("gap"))
        var limits = ReadingLimits.scan
        limits.depth = 0
        let shallow = listing(readings(of: document(names, objects), name: "a.pdf", limits: limits))
        #expect(shallow.contains("a.pdf!letter: gap: limit reached"))
    }

    @Test("that is damaged is named", .enabled(if: ToolChild.path(of: "pdftotext") != nil))
    func damaged() {
        let found = listing(readings(of: Array("%PDF-1.4\nnothing".utf8), name: "a.pdf"))
        #expect(found == "a.pdf: message\n  gap in a.pdf: damaged: no text could be taken from it\n")
    }
}
