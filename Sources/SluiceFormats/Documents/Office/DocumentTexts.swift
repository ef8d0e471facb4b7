import SluiceModel

/// The texts of one member of a document, in UTF-8.
struct DocumentTexts {
    /// What stands on the page, cell or slide.
    var body: [UInt8] = []
    /// What stands beside it: comments, notes, alternative texts, links, properties, deleted text.
    var notes: [UInt8] = []
    /// Sensitivity labels.
    var label: [UInt8] = []

    /// The parts of the message, one for each kind of text that there is.
    func parts(member: String?) -> [Part] {
        [(PartKind.body, body), (.comment, notes), (.label, label)].compactMap { kind, bytes in
            guard bytes.contains(where: { $0 > 0x20 }) else { return nil }
            return Part(kind: kind, member: member, text: TextSegment(whole: TextStorage(bytes)))
        }
    }
}

extension [UInt8] {
    /// Adds a line, where there is something to say.
    mutating func appendLine(_ text: String?) {
        guard let text, !text.isEmpty else { return }
        append(contentsOf: text.utf8)
        append(.newline)
    }

    /// Adds a value and what it is called as a line.
    mutating func appendPair(_ name: String?, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        appendLine((name.map { $0 + ": " } ?? "") + value)
    }

    /// Ends the line, where one has begun.
    mutating func endLine() {
        if let last, last != .newline { append(.newline) }
    }
}

extension UInt8 {
    static let newline: UInt8 = 0x0A
    static let tab: UInt8 = 0x09
}
