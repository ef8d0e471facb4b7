import SluiceModel
import SluiceText

/// Makes one message of the documents in a compound file's folders.
struct CompoundDocument {
    private let content: Content
    private let reader: ContentReader
    private(set) var message: Message
    /// Whether anything in the file was understood.
    private(set) var isKnown = false

    private static let deepest = 16

    init(_ content: Content, with reader: ContentReader) {
        self.content = content
        self.reader = reader
        message = Message(origin: content.origin)
    }

    /// Reads what is in `folder` and in the folders in it; `member` is the way to it.
    mutating func read(_ folder: CompoundFolder, member: String?, level: Int = 0) {
        if OutlookMessageFile.isMessage(folder) {
            isKnown = true
            let mail = OutlookReader.message(of: OutlookMessageFile.read(folder), content, with: reader)
            if level == 0 { message = mail } else { take(mail, member ?? "") }
            return
        }
        if let word = WordText(folder) { add(word.texts, word.gaps, member) }
        if let workbook = WorkbookText(folder) { add(workbook.texts, workbook.gaps, member) }
        if let slides = PresentationText(folder) { add(slides.texts, slides.gaps, member) }
        let properties = PropertySets(folder).texts
        let name = member.map { $0 + "!properties" } ?? "properties"
        message.parts += properties.parts(member: name)
        readObjects(folder, member)
        for (name, inner) in folder.folders {
            let way =
                member.map { $0 + "!" + MemberName.text(Array(name.utf8)) }
                ?? MemberName.text(Array(name.utf8))
            if name == "Macros" || name.hasPrefix("_VBA") {
                note(.unsupported("program code (VBA)"), way)
            } else if level < CompoundDocument.deepest {
                read(inner, member: way, level: level + 1)
            } else {
                note(.limit("folders within folders, at most \(CompoundDocument.deepest)"), way)
            }
        }
    }

    private mutating func add(_ texts: DocumentTexts, _ gaps: [GapReason], _ member: String?) {
        isKnown = true
        message.parts += texts.parts(member: member)
        for reason in gaps { note(reason, member) }
    }

    mutating func note(_ reason: GapReason, _ member: String?) {
        let path = content.origin.path + (member.map { "!" + $0 } ?? "")
        let gap = Gap(origin: Origin(path: path), reason: reason)
        if !message.gaps.contains(gap) { message.gaps.append(gap) }
    }

    /// Files that stand whole in a stream, as objects of other programs do.
    private mutating func readObjects(_ folder: CompoundFolder, _ member: String?) {
        for stream in folder.streams {
            switch stream.name {
            case "Package", "CONTENTS": read(folder.bytes(of: stream), stream.name, member)
            case "\u{1}Ole10Native":
                let bytes = folder.bytes(of: stream)
                if let file = CompoundDocument.packaged(bytes) { read(file.bytes, file.name, member) }
            default: break
            }
        }
    }

    /// The file in a package: a length, two bytes, its name, two paths with numbers between them, its length, its bytes.
    private static func packaged(_ bytes: TextStorage) -> (name: String, bytes: TextStorage)? {
        var place = 6
        func string() -> [UInt8] {
            var text: [UInt8] = []
            while let byte = bytes.byte(at: place), byte != 0, text.count < 1024 {
                text.append(UInt8(byte))
                place += 1
            }
            place += 1
            return text
        }
        let name = string()
        _ = string()
        place += 8
        _ = string()
        guard let length = bytes.number32(at: place) else { return nil }
        return (MemberName.text(name), bytes.slice(place + 4, count: length))
    }

    private mutating func read(_ storage: TextStorage, _ name: String, _ member: String?) {
        guard storage.count > 0 else { return }
        isKnown = true
        let way = member.map { $0 + "!" + name } ?? name
        let origin = Origin(path: content.origin.path + "!" + way)
        let inner = Content(
            storage, origin: origin, hints: ContentHints(path: name), depth: content.depth + 1)
        reader.read(inner) { reading in
            switch reading {
            case .message(let found): take(found, way + found.origin.path.dropFirst(origin.path.count))
            case .passedOver(let place, .unsupported(let kind)):
                message.gaps.append(Gap(origin: place, reason: .unsupported(kind)))
            case .gap(let gap): message.gaps.append(gap)
            case .passedOver(_, .skipped), .run, .endOfFile, .known: break
            }
        }
    }

    /// Makes the texts of a message that was found within parts of this one.
    private mutating func take(_ found: Message, _ way: String) {
        for var part in found.parts {
            part.member = [way, part.number.map { "part " + $0 }, part.member].compactMap { $0 }
                .joined(separator: "!")
            part.number = nil
            part.raw = nil
            part.carried = []
            message.parts.append(part)
        }
        message.gaps += found.gaps
    }
}
