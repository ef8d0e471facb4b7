import SluiceModel

/// Documents of Microsoft Office since 2007 and of OpenDocument: zip archives of XML, each one message.
enum OfficeFormat: Format {
    static let form = InputForm.office

    /// What the first member of such a document is called; every program has its own order.
    private static let firstMembers = [
        "[Content_Types].xml", "_rels/", "docProps/", "word/", "xl/", "ppt/", "customXml/", "docMetadata/",
        "mimetypeapplication/vnd.oasis.opendocument", "mimetypeapplication/vnd.sun.xml",
    ]

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        guard bytes.count > 46, bytes[0] == 0x50, bytes[1] == 0x4B, bytes[2] == 3, bytes[3] == 4 else {
            return false
        }
        // The first member's name stands behind 30 bytes; a stored `mimetype` is followed by its text.
        var name: [UInt8] = []
        let extra = Int(bytes[28]) | Int(bytes[29]) << 8
        let length = Int(bytes[26]) | Int(bytes[27]) << 8
        for index in 30..<min(bytes.count, 30 + length) { name.append(bytes[index]) }
        if name == Array("mimetype".utf8) {
            let start = 30 + length + extra
            for index in min(start, bytes.count)..<min(start + 64, bytes.count) { name.append(bytes[index]) }
        }
        return firstMembers.contains { name.starts(with: $0.utf8) }
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        guard let members = OfficeMembers(content, with: reader), members.family != nil else {
            ArchiveFormat.read(content, with: reader, yield)
            return
        }
        var document = OfficeDocument(content, members, reader: reader)
        yield(.message(document.read()))
    }
}

/// Which rules a document's members follow.
enum OfficeFamily {
    case openXML
    case openDocument
}

/// The members of a document that may hold text.
struct OfficeMembers {
    struct Member {
        var path: String
        var storage: TextStorage
    }

    private(set) var members: [Member] = []
    private(set) var gaps: [Gap] = []
    private(set) var family: OfficeFamily?

    /// Unpacks the document; nil where it cannot be unpacked at all.
    init?(_ content: Content, with reader: ContentReader) {
        guard let file = try? OpenFile(holding: content.storage) else { return nil }
        let budget = reader.budget ?? UnpackBudget(reader.options.limits)
        if reader.budget == nil { budget.addPacked(content.storage.count) }
        var run = UnpackingRun(
            .file(file, size: content.storage.count), reader.options.unpacker, budget, countsInput: false)
        var left = reader.options.limits.wholeContent
        while let (member, session) = run.next() {
            let path = MemberName.text(member.path)
            guard OfficeMembers.mayHoldText(path) else { continue }
            let storage = OfficeMembers.hold(session, most: left)
            left -= storage.count
            add(Member(path: path, storage: storage))
            let isCut = session.hasMore
            let reason = isCut ? .limit("a document of so many bytes unpacked") : session.memberFault
            if let reason {
                let origin = Origin(path: content.origin.path + "!" + path)
                gaps.append(Gap(origin: origin, reason: reason))
            }
        }
        switch run.ending {
        case .damaged(let reason), .broken(let reason):
            gaps.append(Gap(origin: content.origin, reason: reason))
        case nil, .regular, .noArchive: break
        }
    }

    private mutating func add(_ member: Member) {
        if member.path == "[Content_Types].xml" { family = .openXML }
        if member.path == "mimetype", family == nil { family = .openDocument }
        members.append(member)
    }

    /// Pictures, sounds, fonts and settings of printers hold none.
    private static func mayHoldText(_ path: String) -> Bool {
        let suffix = path.split(separator: ".").last?.lowercased() ?? ""
        if suffixesWithoutText.contains(suffix) { return false }
        return !path.hasPrefix("Thumbnails/") && !path.contains("printerSettings")
    }

    private static let suffixesWithoutText: Set = [
        "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svm", "wdp", "ico", "mp3", "mp4",
        "m4a", "mov", "avi", "wmv", "wav", "odttf", "ttf", "fntdata",
    ]

    private static func hold(_ session: UnpackSession, most: Int) -> TextStorage {
        var bytes: [UInt8] = []
        while bytes.count < most {
            let more = unsafe [UInt8](unsafeUninitializedCapacity: min(256 << 10, most - bytes.count)) {
                target, count in
                count = unsafe session.read(into: target)
            }
            if more.isEmpty { break }
            bytes += more
        }
        return TextStorage(bytes)
    }
}
