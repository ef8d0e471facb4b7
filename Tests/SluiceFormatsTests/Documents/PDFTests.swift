import SluiceModel
import Testing

@testable import SluiceFormats

@Suite("PDF")
struct PDFTests {
    /// One page with a line of text; the table of objects is left for readers to mend.
    private let document = """
        %PDF-1.4
        1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
        2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
        3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Contents 4 0 R
          /Resources << /Font << /F 5 0 R >> >> >> endobj
        4 0 obj << /Length 44 >> stream
        BT /F 12 Tf 20 50 Td (Dear Ms Example) Tj ET
        endstream endobj
        5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
        trailer << /Root 1 0 R >>
        %%EOF

        """

    @Test("gives its text, where pdftotext is installed; else it is named")
    func text() {
        let found = listing(readings(of: Array(document.utf8), name: "a.pdf"))
        if ToolChild.path(of: "pdftotext") == nil {
            #expect(found == "a.pdf: unsupported: PDF (pdftotext is not installed)\n")
        } else {
            #expect(found.hasPrefix("a.pdf: message\n  body: Dear Ms Example⏎"))
        }
    }

    @Test("that is damaged is named", .enabled(if: ToolChild.path(of: "pdftotext") != nil))
    func damaged() {
        let found = listing(readings(of: Array("%PDF-1.4\nnothing".utf8), name: "a.pdf"))
        #expect(found == "a.pdf: message\n  gap in a.pdf: damaged: no text could be taken from it\n")
    }
}
