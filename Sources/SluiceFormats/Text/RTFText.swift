import SluiceModel
import SluiceText

/// The texts of a document in RTF.
struct RTFText {
    /// What a reader of the document sees.
    var body: TextStorage
    /// Headers and footers.
    var frame: TextStorage
    /// Footnotes and endnotes.
    var notes: TextStorage
    /// Annotations, hidden and deleted text, properties, links, and destinations that are not known.
    var comments: TextStorage
    /// The mail or page from which a mail program made the document; empty where there is none.
    var html: TextStorage
    /// Where the document ends, and other bytes may follow.
    var end: Int
    /// Whether an embedded object was passed over.
    var hasObject: Bool
    /// Bytes that could not be decoded.
    var faults: Int

    init(_ rtf: Span<UInt8>) {
        var reader = RTFReader()
        reader.read(rtf)
        body = reader.body.storage()
        frame = reader.frame.storage()
        notes = reader.notes.storage()
        comments = reader.comments.storage()
        html = reader.html.storage()
        end = reader.place
        hasObject = reader.hasObject
        faults = reader.faults
    }
}

/// Reads RTF, however broken, in one pass.
struct RTFReader: ~Copyable {
    /// What holds within a group.
    struct Group {
        var destination = RTFWord.Destination.body
        var isHidden = false
        /// Text that only programs without HTML show.
        var isRTFOnly = false
        /// How many characters stand behind a `\u` for programs that do not know it.
        var unicodeSkip = 1
        var font = -1
        /// Whether the next word names a destination that may be passed over.
        var isStarred = false
        /// Whether the group is the destination's own, not one within it.
        var beginsDestination = false
    }

    private(set) var body = ByteBuffer()
    private(set) var frame = ByteBuffer(capacity: 64)
    private(set) var notes = ByteBuffer(capacity: 64)
    private(set) var comments = ByteBuffer()
    private(set) var html = ByteBuffer(capacity: 64)
    private(set) var place = 0
    private(set) var hasObject = false
    private(set) var faults = 0

    private var group = Group()
    private var groups: [Group] = []
    /// Groups deeper than any document has.
    private var excess = 0
    private var isHTML = false
    private var codePage = Charset.windows1252
    private var fonts: [Int: Charset] = [:]
    private var tableFont = -1
    /// Bytes of a charset that wait for the rest of their character.
    private var pending: [UInt8] = []
    /// Characters still to be left out behind a `\u`.
    private var skip = 0
    private var highSurrogate: UInt32 = 0

    private static let deepest = 1000

    init() {}

    mutating func read(_ rtf: Span<UInt8>) {
        while place < rtf.count {
            let byte = rtf[place]
            switch byte {
            case 0x5C: control(rtf)
            case 0x7B:
                flush()
                place += 1
                begin()
            case 0x7D:
                flush()
                place += 1
                end()
                if groups.isEmpty, excess == 0 { return }
            case 0x0A, 0x0D, 0: place += 1
            default: text(rtf)
            }
        }
        flush()
    }

    private mutating func begin() {
        skip = 0
        guard groups.count < RTFReader.deepest else {
            excess += 1
            return
        }
        groups.append(group)
        group.isStarred = false
        group.beginsDestination = false
    }

    private mutating func end() {
        skip = 0
        guard excess == 0 else {
            excess -= 1
            return
        }
        guard let outer = groups.popLast() else { return }
        // Texts of different places do not run into each other.
        if group.beginsDestination { endEntry(group.destination) }
        group = outer
    }

    private mutating func endEntry(_ destination: RTFWord.Destination) {
        switch destination {
        case .frame: RTFReader.endLine(&frame)
        case .notes: RTFReader.endLine(&notes)
        case .comments: RTFReader.endLine(&comments)
        case .body, .html, .fontTable, .nothing: break
        }
    }

    private static func endLine(_ buffer: inout ByteBuffer) {
        if buffer.count > 0, buffer[buffer.count - 1] != 0x0A { buffer.append(0x0A) }
    }

    /// A stretch without controls.
    private mutating func text(_ rtf: Span<UInt8>) {
        var stop = place
        while stop < rtf.count {
            let byte = rtf[stop]
            if byte == 0x5C || byte == 0x7B || byte == 0x7D || byte == 0x0A || byte == 0x0D || byte == 0 {
                break
            }
            stop += 1
        }
        var start = place
        place = stop
        let skipped = min(skip, stop - start)
        skip -= skipped
        start += skipped
        guard start < stop, group.destination != .nothing, group.destination != .fontTable else { return }
        for index in start..<stop { pending.append(rtf[index]) }
        if pending.count > 1 << 16 { flush() }
    }

    /// Decodes and writes the bytes that wait.
    private mutating func flush() {
        guard !pending.isEmpty else { return }
        let charset = fonts[group.font] ?? codePage
        var decoded = ByteBuffer(capacity: pending.count + 16)
        let isASCII = !pending.contains { $0 >= 0x80 }
        if isASCII {
            decoded.append(pending.span)
        } else {
            faults += CharsetDecoder.append(pending.span, as: charset, to: &decoded)
        }
        pending.removeAll(keepingCapacity: true)
        decoded.withSpan { write($0) }
    }

    private mutating func write(_ text: String) {
        flush()
        let bytes = Array(text.utf8)
        write(bytes.span)
    }

    /// Writes to where the group's text goes.
    private mutating func write(_ text: Span<UInt8>) {
        highSurrogate = 0
        switch group.destination {
        case .nothing, .fontTable: return
        case .html: html.append(text)
        case .frame: frame.append(text)
        case .notes: notes.append(text)
        case .comments: comments.append(text)
        case .body:
            if group.isHidden { comments.append(text) } else { body.append(text) }
            if isHTML, !group.isRTFOnly { html.append(text) }
        }
    }

    private mutating func control(_ rtf: Span<UInt8>) {
        guard place + 1 < rtf.count else {
            place = rtf.count
            return
        }
        let byte = rtf[place + 1]
        if (byte | 0x20) &- 0x61 < 26 {
            word(rtf)
        } else {
            symbol(byte, rtf)
        }
    }

    private mutating func symbol(_ byte: UInt8, _ rtf: Span<UInt8>) {
        place += 2
        if byte == 0x27 {
            guard place + 2 <= rtf.count, let high = RTFReader.digit(rtf[place]),
                let low = RTFReader.digit(rtf[place + 1])
            else { return }
            place += 2
            if skip > 0 {
                skip -= 1
            } else if group.destination != .nothing, group.destination != .fontTable {
                pending.append(high << 4 | low)
            }
            return
        }
        if byte == 0x2A {
            group.isStarred = true
            return
        }
        if skip > 0 {
            skip -= 1
            return
        }
        switch byte {
        case 0x5C, 0x7B, 0x7D: if group.destination != .nothing { pending.append(byte) }
        case 0x7E: write("\u{A0}")
        case 0x5F: write("\u{2011}")
        case 0x0A, 0x0D: write("\n")
        case 0x09: write("\t")
        default: break  // An optional hyphen among others: the word goes on.
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        if byte &- 0x30 < 10 { return byte &- 0x30 }
        let lower = (byte | 0x20) &- 0x61
        return lower < 6 ? lower + 10 : nil
    }

    private mutating func word(_ rtf: Span<UInt8>) {
        var next = place + 1
        var name = ""
        while next < rtf.count, (rtf[next] | 0x20) &- 0x61 < 26 {
            if next - place <= 32 { name.unicodeScalars.append(Unicode.Scalar(rtf[next])) }
            next += 1
        }
        var value: Int?
        var digits = next
        let isNegative = digits < rtf.count && rtf[digits] == 0x2D
        if isNegative { digits += 1 }
        if digits < rtf.count, rtf[digits] &- 0x30 < 10 {
            var number = 0
            while digits < rtf.count, rtf[digits] &- 0x30 < 10 {
                number = min(number * 10 + Int(rtf[digits] &- 0x30), Int(Int32.max))
                digits += 1
            }
            value = isNegative ? -number : number
            next = digits
        }
        if next < rtf.count, rtf[next] == 0x20 { next += 1 }
        place = next
        let isStarred = group.isStarred
        group.isStarred = false
        if let meaning = RTFWord.table[name] {
            if name == "objdata" { hasObject = true }
            apply(meaning, value, rtf.count)
        } else if isStarred {
            // What is not known may be text.
            begin(.comments)
        }
    }

    private mutating func begin(_ destination: RTFWord.Destination) {
        flush()
        // Nothing within a table of fonts, a picture or an object is text, whatever it is called.
        if group.destination == .nothing || group.destination == .fontTable { return }
        if group.destination == .comments, destination == .body { return }
        if destination == .body, group.destination != .body { return }
        group.destination = destination
        group.beginsDestination = true
    }

    private mutating func apply(_ word: RTFWord, _ value: Int?, _ count: Int) {
        switch word {
        case .destination(let destination): begin(destination)
        case .text(let text): if !isSkipped() { write(text) }
        case .line: if !isSkipped() { write("\n") }
        case .tab: if !isSkipped() { write("\t") }
        case .unicode: unicode(value ?? 0)
        case .unicodeSkip: group.unicodeSkip = min(max(0, value ?? 1), 64)
        case .binary: place = min(count, place + max(0, value ?? 0))
        case .hidden:
            flush()
            group.isHidden = value != 0
        case .rtfOnly:
            flush()
            group.isRTFOnly = value != 0
        case .fromHTML: isHTML = value != 0
        case .plain:
            flush()
            group.isHidden = false
            group.font = -1
        default: font(word, value ?? 0)
        }
    }

    private mutating func font(_ word: RTFWord, _ value: Int) {
        switch word {
        case .font:
            flush()
            if group.destination == .fontTable { tableFont = value } else { group.font = value }
        case .fontCharset:
            if let page = RTFWord.codePages[value] { fonts[tableFont] = Charset(codePage: page) }
        case .fontCodePage: fonts[tableFont] = Charset(codePage: value) ?? fonts[tableFont]
        case .codePage: codePage = Charset(codePage: value) ?? codePage
        case .macintosh: codePage = Charset(codePage: 10000) ?? codePage
        case .dos: codePage = Charset(codePage: 437) ?? codePage
        case .dosLatin: codePage = Charset(codePage: 850) ?? codePage
        default: break
        }
    }

    /// Whether a word stands for a character that a `\u` has given already.
    private mutating func isSkipped() -> Bool {
        guard skip > 0 else { return false }
        skip -= 1
        return true
    }

    private mutating func unicode(_ value: Int) {
        flush()
        let unit = UInt32(truncatingIfNeeded: value) & (value < 0 ? 0xFFFF : 0x1F_FFFF)
        skip = group.unicodeSkip
        if unit &- 0xD800 < 0x400 {
            highSurrogate = unit
            return
        }
        var scalar = unit
        if unit &- 0xDC00 < 0x400, highSurrogate != 0 {
            scalar = 0x1_0000 + (highSurrogate - 0xD800) << 10 + (unit - 0xDC00)
        }
        var form = ByteBuffer(capacity: 64)
        form.append(scalar: scalar)
        form.withSpan { write($0) }
    }
}
