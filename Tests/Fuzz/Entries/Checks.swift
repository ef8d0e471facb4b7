import SluiceModel
import SluiceText

@testable import SluiceFormats

/// What must hold of everything that was read.
enum Checks {
    /// Why a part does not lie in the file as it says; nil where it does.
    static func misplaced(_ part: Part, in bytes: [UInt8]) -> String? {
        let count = part.text.storage.count
        for layer in part.layers where layer.span.end > count { return "a layer ends behind the text" }
        for raw in [part.raw].compactMap({ $0 }) + part.carried.prefix(1) {
            guard raw.span.end <= bytes.count else { return "it ends behind the file" }
        }
        if let raw = part.raw, raw.isVerbatim, part.text.isWhole,
            !bytes[raw.span.range].elementsEqual(part.text.storage.bytes(in: min(raw.lead, count)..<count))
        {
            return "it stands elsewhere in the file"
        }
        return view(part)
    }

    /// Why the view of a text does not lead back into it.
    static func view(_ part: Part) -> String? {
        let view = TextView(of: part, channel: .mail)
        let folded = view.segment.storage
        guard view.segment.body.upperBound <= folded.count else { return "the view ends behind itself" }
        if !view.isVerbatim, folded.withSpan({ UTF8Check($0).validCount }) != folded.count {
            return "the view is no UTF-8"
        }
        return places(in: view)
    }

    /// Places of the view lead into the source, and follow one another there.
    private static func places(in view: TextView) -> String? {
        let (count, most) = (view.segment.storage.count, view.source.offset + view.source.storage.count)
        var last = 0
        for place in stride(from: 0, to: count, by: max(1, count / 64)) {
            let source = view.source(of: place..<place + 1)
            guard source.upperBound <= most else { return "a place of the view lies outside the text" }
            guard source.lowerBound >= last else { return "places of the view change their order" }
            guard view.place(ofSource: source.lowerBound) <= place else { return "a place leads elsewhere" }
            last = source.lowerBound
        }
        return nil
    }

    /// Text of any charset.
    static func plain(_ bytes: [UInt8]) -> String? {
        let list = ReadList(bytes, .auto)
        var limits = BlobLimits()
        (limits.bytes, limits.count) = (1 << 20, 200)
        for var message in list.messages {
            MessageBlobs.expand(
                &message, with: ContentReader(FuzzOptions.options(.auto)), limits: limits)
            for part in message.parts {
                if let fault = misplaced(part, in: bytes) { return fault }
            }
        }
        return nil
    }

    /// The name of a member: printable, and the same if read again.
    static func name(_ bytes: [UInt8]) -> String? {
        let name = MemberName.text(bytes)
        if name.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) {
            return "a control character in a name"
        }
        if MemberName.text(Array(name.utf8)) != name { return "a name changes when it is read again" }
        return MemberName.unpacked(name).isEmpty ? "a name is empty" : nil
    }

    /// XML, by what reads documents.
    static func xml(_ bytes: [UInt8]) -> String? {
        var (page, sheet) = (PageSink(isNote: false), SheetSink(SharedStrings()))
        var (lines, text) = (LineSink(.all), OpenDocumentSink())
        XMLWalk.run(bytes.span, into: &page)
        XMLWalk.run(bytes.span, into: &sheet)
        XMLWalk.run(bytes.span, into: &lines)
        XMLWalk.run(bytes.span, into: &text)
        // An attribute may be told by element and by name, and some stand in more than one text.
        let most = 64 * bytes.count + 1024
        let all = [page.finish(), sheet.texts, text.texts].reduce(lines.lines.count) {
            $0 + $1.body.count + $1.notes.count + $1.label.count
        }
        return all > most ? "the text is \(all) bytes long" : nil
    }
}

extension Checks {
    /// A file that begins with `mark`, and whose texts are not much longer than itself.
    static func marked(_ bytes: [UInt8], _ mark: [UInt8]) -> String? {
        let bytes = mark + bytes.dropFirst(mark.count)
        let list = ReadList(bytes, .auto)
        if let fault = list.misplaced(in: bytes) { return fault }
        let total = list.messages.flatMap(\.parts).reduce(0) { $0 + $1.text.storage.count }
        return total > 256 * bytes.count + (2 << 20) ? "the texts are \(total) bytes long" : nil
    }

    /// Stretches of a zip that its list does not name lie in it, apart from one another and in order.
    static func zip(_ bytes: [UInt8]) -> String? {
        var last = 0
        for range in HiddenMembers.stretches(of: TextStorage(bytes)) {
            guard range.lowerBound >= last, range.upperBound <= bytes.count else {
                return "a stretch lies outside"
            }
            last = range.upperBound
        }
        return nil
    }
}

/// Whether a format says the same however it is cut.
struct SplitCheck {
    let fault: String?

    /// Inputs are repeated until they are long enough to be cut.
    init(_ bytes: [UInt8], _ form: InputForm) {
        guard !bytes.isEmpty else {
            fault = nil
            return
        }
        var long: [UInt8] = []
        while long.count < 36 << 10 { long += bytes }
        let lists = [long.count, 17 << 10, 20 << 10].map { SplitCheck.read(long, form, step: $0) }
        for list in lists {
            if let misplaced = list.misplaced(in: long) {
                fault = "cut: " + misplaced
                return
            }
        }
        fault = lists.dropFirst().lazy.compactMap { SplitCheck.difference(lists[0], $0) }.first
    }

    private static func read(_ bytes: [UInt8], _ form: InputForm, step: Int) -> ReadList {
        let options = FuzzOptions.options(form)
        let head = ContentHead(hints: ContentHints(path: "input"), isWhole: false)
        let format = ContentReader.format(
            of: bytes.span.extracting(first: ContentHead.length), head, asked: form)
        let input = SplitInput(
            origin: Origin(path: "input"), hints: head.hints, companions: nil, options: options,
            preview: { body in _ = body(bytes.span) })
        guard let splitter = format?.splitter(input) else { return ReadList(bytes, form) }
        return ReadList(split: bytes, by: splitter, form, step: step)
    }

    private static func difference(_ whole: ReadList, _ cut: ReadList) -> String? {
        guard whole.messages.count == cut.messages.count else {
            return "cut into \(cut.messages.count) messages instead of \(whole.messages.count)"
        }
        for (number, (one, other)) in zip(whole.messages, cut.messages).enumerated() {
            if let what = difference(one, other) { return "message \(number) has another \(what) when cut" }
        }
        return nil
    }

    private static func difference(_ one: Message, _ other: Message) -> String? {
        if one.origin != other.origin { return "number" }
        if one.author != other.author { return "author" }
        if one.time != other.time { return "time" }
        guard one.parts.count == other.parts.count else { return "number of parts" }
        for (left, right) in zip(one.parts, other.parts) {
            if left.kind != right.kind { return "kind of part" }
            if left.layers.map(\.span) != right.layers.map(\.span) { return "layer" }
            if left.raw != right.raw { return "place" }
            let (text, same) = (left.text.storage, right.text.storage)
            if text.bytes(in: 0..<text.count) != same.bytes(in: 0..<same.count) { return "text" }
        }
        return nil
    }
}
