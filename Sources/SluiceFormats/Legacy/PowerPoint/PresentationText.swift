import SluiceModel
import SluiceText

/// The texts of a presentation of PowerPoint before 2007 ([MS-PPT]).
///
/// The stream is read from its beginning to its end, so that what was deleted and still stands there is read too.
struct PresentationText {
    private(set) var texts = DocumentTexts()
    private(set) var gaps: [GapReason] = []

    /// Records that hold others, and within which of them the reader is (2.13.24).
    private struct Container {
        var end: Int
        var isNote: Bool
    }

    private static let deepest = 64

    /// Reads the presentation in `folder`; nil where there is none.
    init?(_ folder: CompoundFolder) {
        guard let document = folder.stream("PowerPoint Document") else { return nil }
        // 2.3.2: the token of an encrypted document.
        if folder.stream("Current User")?.number32(at: 12) == 0xF3D1_C4DF {
            gaps.append(.encrypted)
            return
        }
        read(document)
    }

    private mutating func read(_ bytes: TextStorage) {
        var place = 0
        var around: [Container] = []
        while place < bytes.count {
            while let last = around.last, last.end <= place { around.removeLast() }
            guard let head = bytes.number16(at: place), let type = bytes.number16(at: place + 2),
                let length = bytes.number32(at: place + 4)
            else { break }
            place += 8
            let isContainer = head & 0xF == 0xF
            if isContainer, around.count < PresentationText.deepest {
                let isNote = around.last?.isNote ?? false || PresentationText.noteContainers.contains(type)
                around.append(Container(end: place + length, isNote: isNote))
                if type == 0x2F14 { gaps.append(.encrypted) }
                continue
            }
            let value = bytes.slice(place, count: length)
            if value.count < length { note(.unreadable("cut short")) }
            read(type, value, isNote: around.last?.isNote ?? false)
            place += length
        }
        if place < bytes.count { note(.unreadable("damaged")) }
    }

    /// Notes, masters of notes, comments.
    private static let noteContainers: Set = [0x03F0, 0x0FC9, 0x2EE0]

    private mutating func read(_ type: Int, _ value: TextStorage, isNote: Bool) {
        switch type {
        case 0x0FA0: add(value.utf16Text, isNote: isNote)
        case 0x0FA8: add(value.text(in: .latin1), isNote: isNote)
        case 0x0FBA: add(value.utf16Text, isNote: true)
        case 0x1011: note(.unsupported("an object in a presentation"))
        default: break
        }
    }

    /// Paragraphs end with a carriage return, lines with a vertical tab.
    private mutating func add(_ text: [UInt8], isNote: Bool) {
        guard text.contains(where: { $0 > 0x20 }) else { return }
        let lines = text.map { $0 == 0x0D || $0 == 0x0B ? UInt8.newline : $0 } + [.newline]
        if isNote { texts.notes += lines } else { texts.body += lines }
    }

    private mutating func note(_ reason: GapReason) {
        if !gaps.contains(reason) { gaps.append(reason) }
    }
}
