/// The text of an OpenDocument file (ISO/IEC 26300): pages, sheets, slides alike.
struct OpenDocumentSink: XMLSink {
    private(set) var texts = DocumentTexts()
    /// How deep the walk is in what is told apart from the page: notes, comments, deleted text.
    private var asides = 0
    private var hiddenFromText = 0
    private var inContent = false
    private var cellValue: String?
    private var cellHasText = false

    mutating func open(_ element: borrowing XMLElement) {
        switch element.name {
        case "body", "master-styles": inContent = true
        case "annotation", "note", "deletion", "notes", "title", "desc":
            asides += 1
            texts.notes.endLine()
        // Who wrote a comment or changed a text, and when.
        case "creator", "date", "change-info": if asides > 0 { hiddenFromText += 1 }
        case "tab": append(.tab)
        case "line-break": append(.newline)
        case "s": for _ in 0..<min(64, element["c"].flatMap { Int($0) } ?? 1) { append(0x20) }
        case "a": texts.notes.appendLine(element["href"])
        case "table": texts.body.appendLine(element["name"])
        case "table-cell", "covered-table-cell":
            cellValue = element["value"] ?? element["date-value"]
            cellHasText = false
            if let formula = element["formula"], formula.contains("\"") { texts.notes.appendLine(formula) }
        default: break
        }
    }

    mutating func close(_ name: String) {
        switch name {
        case "body", "master-styles": inContent = false
        case "annotation", "note", "deletion", "notes", "title", "desc":
            asides = max(0, asides - 1)
            texts.notes.endLine()
        case "creator", "date", "change-info": hiddenFromText = max(0, hiddenFromText - 1)
        case "p", "h": append(.newline)
        case "table-cell", "covered-table-cell": endCell()
        case "table-row":
            while texts.body.last == .tab { texts.body.removeLast() }
            texts.body.endLine()
        default: break
        }
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard inContent, hiddenFromText == 0 else { return }
        // Line ends between elements are no text.
        if unsafe bytes.allSatisfy({ $0 <= 0x20 }), unsafe bytes.contains(.newline) { return }
        if asides > 0 {
            unsafe texts.notes.append(contentsOf: bytes)
        } else {
            unsafe texts.body.append(contentsOf: bytes)
            cellHasText = true
        }
    }

    private mutating func append(_ byte: UInt8) {
        guard inContent else { return }
        if asides > 0 { texts.notes.append(byte) } else { texts.body.append(byte) }
    }

    private mutating func endCell() {
        if !cellHasText, let value = cellValue { texts.body += Array(value.utf8) }
        if texts.body.last == .newline, cellHasText { texts.body.removeLast() }
        texts.body.append(.tab)
        cellValue = nil
    }
}
