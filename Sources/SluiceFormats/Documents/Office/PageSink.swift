/// The text of pages and slides: WordprocessingML, DrawingML and what else puts its text into `t` (ECMA-376).
struct PageSink: XMLSink {
    private(set) var texts = DocumentTexts()
    /// Whether what stands on the page is a comment or a note itself.
    private let isNote: Bool
    private var page: [UInt8] = []
    private var deleted: [UInt8] = []
    private var leaf: Leaf?
    private var runs = 0
    private var deletions = 0
    /// Where the alternatives that are open began, and the text of the one closed last.
    private var alternatives: [Int] = []
    private var choice: ArraySlice<UInt8> = []

    private enum Leaf { case shown, deleted, field }

    init(isNote: Bool) { self.isNote = isNote }

    mutating func open(_ element: borrowing XMLElement) {
        switch element.name {
        case "t", "text", "v": leaf = deletions > 0 ? .deleted : .shown
        case "delText", "delInstrText": leaf = .deleted
        case "instrText": leaf = .field
        case "r": runs += 1
        case "tab" where runs > 0, "ptab": page.append(.tab)
        case "br", "cr": page.append(.newline)
        case "noBreakHyphen": page.append(0x2D)
        case "del", "moveFrom": deletions += 1
        case "docPr", "cNvPr", "shape":
            for name in ["title", "descr", "alt"] { texts.notes.appendLine(element[name]) }
        // What a content control is called, offers, and what templates keep unseen (ECMA-376, part 1, 17.5, 17.15.1.30).
        case "alias", "tag": texts.notes.appendLine(element["val"])
        case "listItem": texts.notes.appendLine(element["displayText"] ?? element["value"])
        case "docVar": texts.notes.appendPair(element["name"], element["val"])
        case "Choice", "Fallback": alternatives.append(page.count)
        default: break
        }
    }

    mutating func close(_ name: String) {
        switch name {
        case "t", "delText", "delInstrText", "instrText": leaf = nil
        case "text", "v":
            leaf = nil
            page.endLine()
        case "r": runs = max(0, runs - 1)
        case "p": endParagraph()
        case "tc": endCell()
        case "tr":
            if page.last == .tab { page.removeLast() }
            page.endLine()
        case "del", "moveFrom":
            deletions = max(0, deletions - 1)
            deleted.endLine()
        case "Choice":
            if let start = alternatives.popLast() { choice = page[min(start, page.count)...] }
        case "Fallback": endFallback()
        default: break
        }
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        switch leaf {
        case .shown: unsafe page.append(contentsOf: bytes)
        case .deleted: unsafe deleted.append(contentsOf: bytes)
        case .field:
            unsafe texts.notes.append(contentsOf: bytes)
        case nil: break
        }
    }

    /// Takes in what is left, and gives everything.
    mutating func finish() -> DocumentTexts {
        deleted.endLine()
        texts.notes.endLine()
        if isNote { texts.notes += page } else { texts.body += page }
        texts.notes += deleted
        (page, deleted) = ([], [])
        return texts
    }

    private mutating func endParagraph() {
        page.append(.newline)
        deleted.endLine()
        texts.notes.endLine()
    }

    /// The paragraphs of a cell stand in its line.
    private mutating func endCell() {
        if page.last == .newline { page.removeLast() }
        page.append(.tab)
    }

    /// What programs of old show instead: the same once more, as a rule.
    private mutating func endFallback() {
        guard let start = alternatives.popLast(), start <= page.count else { return }
        let text = page[start...]
        if text != choice { texts.notes += text }
        page.removeSubrange(start...)
    }
}
