import Glibc
import SluiceModel

/// Reads HTML from its first byte to its last and writes the texts that it holds.
///
/// The rules are those of the HTML Standard, section 13.2, as far as they matter for text.
@safe
struct HTMLConverter: ~Copyable {
    let base: UnsafePointer<UInt8>
    let count: Int
    /// Pages within pages.
    let depth: Int

    var text: MappedBuffer
    var hidden: MappedBuffer
    var attributes: MappedBuffer
    var comments: MappedBuffer
    var elements = HTMLElements()
    var marks = HTMLMarks()
    /// Whether what is read stands in a comment, where all text goes to ``comments``.
    var isComment = false
    /// Told up to where the page is not needed any more, each time that much more of it has been read.
    var isDone: ((Int) -> Void)?
    private var told = 0
    private static let step = 1 << 20

    /// Where text goes.
    enum Target { case text, hidden, attributes, comments }

    init(_ base: UnsafePointer<UInt8>, _ count: Int, depth: Int, mapsPlaces: Bool) {
        unsafe self.base = base
        self.count = count
        self.depth = depth
        // A text is hardly ever longer than its page; room that is never written costs no memory.
        text = MappedBuffer(capacity: count, mapsPlaces: mapsPlaces)
        hidden = MappedBuffer(mapsPlaces: mapsPlaces)
        attributes = MappedBuffer(mapsPlaces: mapsPlaces)
        comments = MappedBuffer(mapsPlaces: mapsPlaces)
    }

    consuming func converted() -> HTMLText {
        // A byte order mark is no part of the text.
        let hasMark = count >= 3 && (unsafe base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF)
        run(from: hasMark ? 3 : 0, to: count)
        closeAll(downTo: 0)
        marks.closeAll(at: text.bytes.count)
        text.finish(sourceEnd: count)
        hidden.finish(sourceEnd: count)
        attributes.finish(sourceEnd: count)
        comments.finish(sourceEnd: count)
        let marks = marks.finished()
        return HTMLText(
            text: text.finished(), hidden: hidden.finished(), attributes: attributes.finished(),
            comments: comments.finished(), marks: marks)
    }

    /// Where shown text goes at this place.
    @inline(__always)
    var target: Target { isComment ? .comments : elements.hiddenCount > 0 ? .hidden : .text }

    @inline(__always)
    mutating func with(_ target: Target, _ body: (inout MappedBuffer) -> Void) {
        switch target {
        case .text: body(&text)
        case .hidden: body(&hidden)
        case .attributes: body(&attributes)
        case .comments: body(&comments)
        }
    }

    /// Reads text and markup up to `end`.
    mutating func run(from start: Int, to end: Int) {
        var place = start
        while place < end {
            if place &- told > HTMLConverter.step, !isComment {
                told = place
                isDone?(place)
            }
            let byte = unsafe base[place]
            switch byte {
            case 0x3C: place = markup(at: place, to: end)
            case 0x26: place = reference(at: place, to: end)
            case 0: place += 1
            default:
                if elements.preCount > 0 {
                    place = preformatted(at: place, to: end)
                } else if byte <= 0x20, HTMLConverter.isSpace(byte) {
                    with(target) { $0.space() }
                    place += 1
                    while place < end, unsafe HTMLConverter.isSpace(base[place]) { place += 1 }
                } else {
                    place = words(at: place, to: end)
                }
            }
        }
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C
    }

    /// A stretch of words with single spaces between them, which stands in the text as it is.
    @inline(__always)
    private mutating func words(at place: Int, to end: Int) -> Int {
        var stop = place + 1
        while stop < end {
            let byte = unsafe base[stop]
            if byte > 0x20, byte != 0x3C, byte != 0x26 {
                stop &+= 1
                continue
            }
            guard byte == 0x20, stop &+ 1 < end else { break }
            let next = unsafe base[stop &+ 1]
            guard next > 0x20, next != 0x3C, next != 0x26 else { break }
            stop &+= 2
        }
        emit(place, stop)
        return stop
    }

    /// A stretch of one line of preformatted text, or a line end.
    private mutating func preformatted(at place: Int, to end: Int) -> Int {
        if unsafe base[place] == 0x0A {
            with(target) { $0.endLine() }
            return place + 1
        }
        if unsafe base[place] == 0x0D {
            let isPair = place + 1 < end && (unsafe base[place + 1] == 0x0A)
            if !isPair { with(target) { $0.endLine() } }
            return place + 1
        }
        var stop = place + 1
        while stop < end {
            let byte = unsafe base[stop]
            if byte == 0x3C || byte == 0x26 || byte == 0x0A || byte == 0x0D || byte == 0 { break }
            stop += 1
        }
        emit(place, stop)
        return stop
    }

    /// Appends the bytes from `start` to `end` to the text that is shown here.
    @inline(__always)
    mutating func emit(_ start: Int, _ end: Int) {
        startMarks()
        let base = unsafe base
        with(target) { unsafe $0.append(base + start, at: start, length: end - start) }
    }

    /// Marks that are open begin with the text that comes now.
    @inline(__always)
    mutating func startMarks() {
        guard marks.isWaiting, target == .text else { return }
        text.settle()
        marks.start(at: text.bytes.count)
    }

    /// An ampersand, and the character that it stands for.
    private mutating func reference(at place: Int, to end: Int) -> Int {
        guard let found = unsafe HTMLEntities.reference(base + place, end - place, inAttribute: false) else {
            emit(place, place + 1)
            return place + 1
        }
        if found.first < 0x21, HTMLConverter.isSpace(UInt8(found.first)), elements.preCount == 0 {
            with(target) { $0.space() }
            return place + found.length
        }
        startMarks()
        with(target) { $0.append(found, at: place) }
        return place + found.length
    }

    /// Appends a value in which only character references are markup.
    mutating func value(from start: Int, to end: Int, _ target: Target) {
        var place = start
        let base = unsafe base
        with(target) { $0.breakLine() }
        while place < end {
            let ampersand = unsafe memchr(base + place, 0x26, end - place)
            let stop =
                unsafe ampersand.map { unsafe UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) - base }
                ?? end
            if stop > place {
                with(target) { unsafe $0.append(base + place, at: place, length: stop - place) }
                place = stop
            }
            guard place < end else { break }
            if let found = unsafe HTMLEntities.reference(base + place, end - place, inAttribute: true) {
                with(target) { $0.append(found, at: place) }
                place += found.length
            } else {
                with(target) { unsafe $0.append(base + place, at: place, length: 1) }
                place += 1
            }
        }
    }
}
