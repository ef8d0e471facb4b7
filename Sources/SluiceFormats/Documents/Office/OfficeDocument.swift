import SluiceModel
import SluiceText

/// Makes one message of a document's members.
struct OfficeDocument {
    private let content: Content
    private let members: OfficeMembers
    private let reader: ContentReader
    private var message: Message
    private var strings = SharedStrings()

    init(_ content: Content, _ members: OfficeMembers, reader: ContentReader) {
        self.content = content
        self.members = members
        self.reader = reader
        message = Message(origin: content.origin, channel: .file)
    }

    mutating func read() -> Message {
        message.gaps = members.gaps
        let isOpenXML = members.family == .openXML
        if let member = members.members.first(where: { $0.path.hasSuffix("xl/sharedStrings.xml") }) {
            OfficeDocument.walk(member.storage, &strings)
        }
        for member in members.members {
            if isOpenXML { readOpenXML(member) } else { readOpenDocument(member) }
        }
        add("xl/sharedStrings.xml", DocumentTexts(notes: strings.unused))
        return message
    }

    private mutating func add(_ path: String, _ texts: DocumentTexts) {
        message.parts += texts.parts(member: path)
    }

    private mutating func note(_ path: String, _ reason: GapReason) {
        message.gaps.append(Gap(origin: Origin(path: content.origin.path + "!" + path), reason: reason))
    }

    /// Reads a member of an OpenDocument file.
    private mutating func readOpenDocument(_ member: OfficeMembers.Member) {
        let path = member.path
        switch path.split(separator: "/").last.map(String.init) ?? "" {
        case "content.xml", "styles.xml":
            var sink = OpenDocumentSink()
            OfficeDocument.walk(member.storage, &sink)
            add(path, sink.texts)
        case "meta.xml":
            var sink = LineSink(.properties)
            OfficeDocument.walk(member.storage, &sink)
            add(path, DocumentTexts(notes: sink.lines, label: sink.label))
        case "manifest.xml":
            // Members that are locked look like any bytes (ISO/IEC 26300-3, 3.4).
            var sink = LockSink()
            OfficeDocument.walk(member.storage, &sink)
            if sink.isLocked { note(path, .encrypted) }
        case "mimetype", "settings.xml", "manifest.rdf", "layout-cache": break
        default:
            if path.hasSuffix(".xml") {
                readLines(member, .none)
            } else if !path.hasPrefix("Configurations2/") && !path.hasPrefix("ObjectReplacements/") {
                readEmbedded(member)
            }
        }
    }

    private mutating func readLines(_ member: OfficeMembers.Member, _ attributes: LineSink.Attributes) {
        var sink = LineSink(attributes)
        OfficeDocument.walk(member.storage, &sink)
        add(member.path, DocumentTexts(notes: sink.lines, label: sink.label))
    }

    /// Reads an object by its own content; its texts become parts of this message.
    private mutating func readEmbedded(_ member: OfficeMembers.Member) {
        guard member.storage.count > 0 else { return }
        let origin = Origin(path: content.origin.path + "!" + member.path)
        let inner = Content(
            member.storage, origin: origin, hints: ContentHints(path: member.path), depth: content.depth + 1)
        reader.read(inner) { reading in
            switch reading {
            case .message(let found):
                let way = member.path + found.origin.path.dropFirst(origin.path.count)
                message.parts += found.parts.map { part in
                    var part = part
                    part.member = way + (part.member.map { "!" + $0 } ?? "")
                    part.raw = nil
                    return part
                }
                message.gaps += found.gaps
            case .passedOver(let place, .unsupported(let kind)):
                message.gaps.append(Gap(origin: place, reason: .unsupported(kind)))
            case .gap(let gap): message.gaps.append(gap)
            case .passedOver(_, .skipped), .run, .endOfFile, .known: break
            }
        }
    }

    /// Goes through a member's XML, in whatever charset it is.
    private static func walk(_ storage: TextStorage, _ sink: inout some XMLSink) {
        storage.withSpan { bytes in
            let decoded = CharsetDecoder.decode(bytes, label: nil)
            if let text = decoded.storage {
                text.withSpan { XMLWalk.run($0, into: &sink) }
            } else {
                XMLWalk.run(bytes, into: &sink)
            }
        }
    }
}

extension OfficeDocument {
    /// Reads a member of an Office Open XML file; what it holds is told by its path (ECMA-376, part 1, 11 to 13).
    private mutating func readOpenXML(_ member: OfficeMembers.Member) {
        let path = member.path
        let steps = path.split(separator: "/").map(String.init)
        let (folder, name) = (steps.dropLast().last ?? "", steps.last ?? "")
        if name.hasSuffix(".rels") {
            var sink = LinkSink()
            OfficeDocument.walk(member.storage, &sink)
            add(path, DocumentTexts(notes: sink.lines))
        } else if name == "LabelInfo.xml" {
            var sink = LineSink(.all)
            OfficeDocument.walk(member.storage, &sink)
            add(path, DocumentTexts(label: sink.lines))
        } else if steps.first == "docProps" {
            readLines(member, .properties)
        } else if name.hasSuffix(".xml") {
            readOpenXML(member, folder, name)
        } else if name.hasSuffix(".vml") {
            readPage(member, isNote: true)
        } else if name == "vbaProject.bin" {
            note(path, .unsupported("program code (VBA)"))
        } else if folder == "worksheets" || name == "workbook.bin" {
            note(path, .unsupported("binary workbook (xlsb)"))
        } else if folder == "embeddings" || !name.hasSuffix(".bin") {
            readEmbedded(member)
        }
    }

    private mutating func readOpenXML(_ member: OfficeMembers.Member, _ folder: String, _ name: String) {
        switch folder {
        case "worksheets", "chartsheets", "dialogsheets", "macrosheets":
            var sink = SheetSink(strings)
            OfficeDocument.walk(member.storage, &sink)
            strings = sink.strings
            add(member.path, sink.texts)
        case "slides", "charts", "diagrams", "drawings", "word", "glossary", "slideMasters", "slideLayouts",
            "handoutMasters":
            guard name != "styles.xml", name != "fontTable.xml", name != "webSettings.xml" else { return }
            let notes = ["comments", "footnotes", "endnotes", "people"]
            readPage(member, isNote: notes.contains { name.hasPrefix($0) })
        case "notesSlides", "notesMasters", "comments", "threadedComments":
            readPage(member, isNote: true)
        case "xl" where name.hasPrefix("comments"): readPage(member, isNote: true)
        case "xl" where name == "workbook.xml": readWorkbook(member)
        case "xl" where name == "sharedStrings.xml" || name == "styles.xml", "theme", "": break
        case "xl" where name == "connections.xml":
            readLines(member, .some(OfficeDocument.connection))
        case "tags": readLines(member, .pairs(name: "name", value: "val"))
        case "pivotCache": readLines(member, .some(["v"]))
        case "tables", "queryTables": readLines(member, .some(["displayName", "name"]))
        default: readLines(member, .none)
        }
    }

    /// Where a workbook has its data from: databases, cubes, pages and files (ECMA-376, part 1, 18.13).
    private static let connection = [
        "name", "description", "connection", "connectionString", "localConnection", "command",
        "serverCommand", "url",
        "post", "editPage", "sourceFile", "odcFile", "string", "prompt",
    ]

    private mutating func readPage(_ member: OfficeMembers.Member, isNote: Bool) {
        var sink = PageSink(isNote: isNote)
        OfficeDocument.walk(member.storage, &sink)
        add(member.path, sink.finish())
    }

    /// The names of sheets, hidden ones too, and of ranges.
    private mutating func readWorkbook(_ member: OfficeMembers.Member) {
        var sink = LineSink(.some(["name"]))
        OfficeDocument.walk(member.storage, &sink)
        add(member.path, DocumentTexts(notes: sink.lines))
    }
}

/// Whether an OpenDocument's list of members says that they are encrypted.
private struct LockSink: XMLSink {
    private(set) var isLocked = false

    mutating func open(_ element: borrowing XMLElement) {
        if element.name == "encryption-data" { isLocked = true }
    }

    mutating func close(_ name: String) {}
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
