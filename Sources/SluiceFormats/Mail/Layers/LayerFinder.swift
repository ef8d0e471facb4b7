import SluiceModel

/// Finds what of a text somebody else wrote before, and signatures and legal notices.
///
/// Whether a header block or bar makes a forwarded or a quoted layer is decided so, the first that holds:
/// 1. A bar or line that says *forwarded* makes it forwarded, `Am … schrieb …:` makes it quoted.
/// 2. The subject of the mail around it: `WG:`, `Fwd:` and the like make it forwarded, `AW:`, `Re:` quoted. For a
///    block inside a layer that is the layer's own subject.
/// 3. A block inside a layer is what that layer is.
/// 4. Where nobody wrote anything above it, it is forwarded.
/// 5. Below a bar such as `-----Original Message-----`, it is quoted.
/// 6. A block that stands unquoted below at most 200 bytes of own words is forwarded; any other is quoted.
///
/// A layer begins with its bar, intro or header block, and holds whole lines. An unquoted one goes on to the end of
/// what it stands in, a quoted one as far as its prefix does, so that answers between quotes stay the author's own.
/// A layer's depth is the number of quoted and forwarded layers around it and itself.
enum LayerFinder {
    /// What was found in one text.
    struct Found {
        /// By their start, nested ones behind those that hold them.
        ///
        /// Own words are what no layer covers.
        var layers: [Layer] = []
        /// Whether more was nested, or more layers stood there, than are told apart.
        var isCutShort = false
        /// Where the bar, intro and header block of a layer end, by its index; where asked for.
        var frames: [Int: Int] = [:]
    }

    /// How deep layers are told apart, and how many.
    static let depthLimit = 64
    static let countLimit = 10_000

    /// The layers of a text; see ``find(in:subject:)``.
    static func layers(in text: Span<UInt8>) -> [Layer] { find(in: text).layers }

    /// The layers of a text in UTF-8, and whether they are all; `subject` is that of the mail it is the body of.
    ///
    /// Time is linear in the text's length, whatever it holds. With `notesFrames`, frames are told too.
    static func find(in text: Span<UInt8>, subject: String? = nil, notesFrames: Bool = false) -> Found {
        var walk = LayerWalk(subject: subject)
        walk.notesFrames = notesFrames
        walk.run(over: text)
        return walk.found
    }

    /// Whether ``find(in:subject:)`` may say that not all layers were told apart; a false yes is rare.
    ///
    /// A layer takes a line that opens it: a bar, a block's first label, an intro's last line, or a longer prefix.
    static func mayBeCutShort(_ text: Span<UInt8>, _ looks: TextMarks) -> Bool {
        // A prefix `|` or `Name>` is one level more.
        if looks.lines + looks.deepestQuote < depthLimit { return false }
        if looks.lines > countLimit / 4 { return find(in: text).isCutShort }
        let marks = LineMark.table
        var reader = LineReader()
        var openings = 0
        var deepest = 0
        var left = looks.lines
        while let line = reader.next(in: text) {
            if text[line.start] != 0x0A { left -= 1 }
            if !line.isBlank {
                deepest = max(deepest, line.depth)
                if mayOpen(line, marks, in: text) { openings += 1 }
            }
            if openings + left + max(deepest, looks.deepestQuote + 1) <= depthLimit { return false }
        }
        return openings + deepest > depthLimit && find(in: text).isCutShort
    }

    private static func mayOpen(
        _ line: TextLine, _ marks: PhraseTable<LineMark>, in text: Span<UInt8>
    ) -> Bool {
        switch text[line.content] {
        case 0x2D, 0x5F, 0x2A, 0x3D, 0xE2: return true
        default: break
        }
        let last = text[line.end - 1]
        if last == 0x3A || last == 0x9A || last == 0x2A { return true }
        switch marks.match(at: line.content, in: text, before: line.end)?.meaning {
        case .label, .beginsForward: return true
        case .closing, .programSignature, .postscript, .disclaimer, nil: return false
        }
    }

    /// Whether `head`, the beginning of some text, holds the header block, bar or intro of another mail.
    ///
    /// Lines that begin with `>` alone do not count: programs and notes have them too.
    static func mayHaveLayers(_ head: Span<UInt8>) -> Bool {
        var walk = LayerWalk(subject: nil)
        walk.stopsAtFirst = true
        walk.run(over: head)
        return walk.hasMessage
    }
}
