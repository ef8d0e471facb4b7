import CSimdJSON
import SluiceModel

/// Cuts a long JSON document between its messages, and keeps what stands around them.
///
/// It looks at 64 bytes at once; within messages it only counts brackets.
struct DocumentSplitter: UnitSplitter {
    private let export: any ExportShape
    private var frames: [DocumentFrame] = []
    /// The frames at the beginning of the bytes at hand.
    private var cutFrames: [DocumentFrame] = []
    /// For each frame, where its members begin that are not among its facts yet; in the bytes at hand.
    private var unread: [Int] = []
    /// How many containers are open within the frames.
    private var depth = 0
    /// Where the outermost of these begins.
    private var unitStart = 0
    private var carry = sluice_json_carry(in_string: 0, escaped: 0)
    /// How many of the bytes at hand were looked at.
    private var scanned = 0
    private var border: Border?

    /// A place between two units.
    private struct Border {
        var place: Int
        /// Nil where the frames are the same as now, but for the innermost one's number.
        var frames: [DocumentFrame]?
        var unread: [Int]
        var index: Int
    }

    init(_ export: any ExportShape) { self.export = export }

    mutating func cut(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitCut? {
        guard bytes.count > 0 else { return nil }
        let reader = DocumentReader(export: export, frames: cutFrames)
        if atEnd { return UnitCut(length: bytes.count, reader: reader) }
        // What follows a bracket is looked at too, so that the next block must be there.
        while scanned + 128 <= bytes.count {
            let block = unsafe bytes.extracting(scanned..<scanned + 64).withUnsafeBufferPointer { block in
                unsafe block.baseAddress.map { unsafe sluice_json_read_block($0, &carry) }
            }
            guard let block else { break }
            let closing = block.closing.nonzeroBitCount
            if depth > closing {
                depth += block.opening.nonzeroBitCount - closing
            } else {
                look(at: block, bytes)
            }
            scanned += 64
        }
        guard let border, border.place > 0 else { return nil }
        goBack(to: border, bytes)
        return UnitCut(length: border.place, reader: reader)
    }

    /// Takes up the state at `border`, where the next bytes begin.
    private mutating func goBack(to border: Border, _ bytes: Span<UInt8>) {
        var (frames, unread) = (border.frames ?? frames, border.frames == nil ? unread : border.unread)
        if let last = frames.indices.last { frames[last].index = border.index }
        for index in frames.indices where !frames[index].isArray && unread[index] < border.place {
            frames[index].facts.add(membersIn: bytes.extracting(unread[index]..<border.place))
        }
        unread = frames.map { _ in 0 }
        self.frames = frames
        self.unread = unread
        cutFrames = frames
        depth = 0
        scanned = 0
        carry = sluice_json_carry(in_string: 0, escaped: 0)
        endsContainer = false
        self.border = nil
    }

    /// Goes over the marks of one block.
    private mutating func look(at block: sluice_json_block, _ bytes: Span<UInt8>) {
        var marks = block.opening | block.closing | block.commas
        while marks != 0 {
            let bit = marks & (0 &- marks)
            marks ^= bit
            let place = scanned + bit.trailingZeroBitCount
            if block.commas & bit != 0 {
                if depth == 0 { comma(at: place) }
            } else if block.opening & bit != 0 {
                if depth > 0 { depth += 1 } else { open(at: place, bytes) }
            } else if depth > 0 {
                depth -= 1
                if depth == 0 { endUnit(at: place, bytes) }
            } else {
                close(at: place)
            }
        }
    }

    private mutating func comma(at place: Int) {
        guard let last = frames.indices.last else { return }
        frames[last].index += 1
        let isBorder =
            frames[last].isArray
            || frames.count == 1 && endsContainer && frames[0].containers >= DocumentLayout.dictionarySize
        endsContainer = false
        guard isBorder else { return }
        border = Border(place: place + 1, unread: [], index: frames[last].index)
    }

    /// Whether the last member was a container.
    private var endsContainer = false

    /// The frames are about to change; the border must remember them as they are.
    private mutating func keepBorder() {
        guard border != nil, border?.frames == nil else { return }
        border?.frames = frames
        border?.unread = unread
    }

    /// A container begins in the innermost frame.
    private mutating func open(at place: Int, _ bytes: Span<UInt8>) {
        let isArray = bytes[place] == 0x5B
        var start = place
        var name: String?
        if frames.last?.isArray == false {
            (name, start) = DocumentSplitter.name(before: place, in: bytes)
        }
        var role = export.layout.roleOfObject(around: frames)
        if isArray {
            let holdsObjects = DocumentLayout.beginsWithObject(bytes.extracting(place + 1..<place + 65))
            role = export.layout.roleOfArray(name, around: frames, holdsObjects: holdsObjects)
        }
        if role == .unit {
            depth = 1
            unitStart = start
            return
        }
        keepBorder()
        if let last = frames.indices.last, !frames[last].isArray {
            readFacts(ofFrame: last, upTo: start, bytes)
        }
        frames.append(DocumentFrame(isArray: isArray, name: name))
        unread.append(place + 1)
    }

    private mutating func readFacts(ofFrame index: Int, upTo place: Int, _ bytes: Span<UInt8>) {
        if unread[index] < place {
            frames[index].facts.add(membersIn: bytes.extracting(unread[index]..<place))
        }
        unread[index] = max(unread[index], place)
    }

    private mutating func endUnit(at place: Int, _ bytes: Span<UInt8>) {
        guard let last = frames.indices.last, !frames[last].isArray else { return }
        endsContainer = true
        frames[last].containers += 1
        // A long member says nothing, and its bytes may be gone when facts are read.
        if place - unitStart > FrameFacts.longestMember {
            keepBorder()
            readFacts(ofFrame: last, upTo: unitStart, bytes)
            unread[last] = place + 1
        }
    }

    /// A long member says nothing; all before it was read when it began.
    private mutating func skipLongMember(of frame: Int, upTo place: Int) {
        if place - unread[frame] > FrameFacts.longestMember { unread[frame] = place + 1 }
    }

    private mutating func close(at place: Int) {
        guard let closed = frames.last else { return }
        keepBorder()
        frames.removeLast()
        unread.removeLast()
        guard let last = frames.indices.last, !frames[last].isArray else { return }
        endsContainer = true
        if closed.isArray || closed.holdsMessages {
            frames[last].holdsMessages = true
            frames[last].containers += DocumentLayout.dictionarySize
            unread[last] = place + 1
        } else {
            // It was no frame: what it says belongs to the frame around it.
            frames[last].containers += 1
            skipLongMember(of: last, upTo: place)
        }
    }

    /// The name of the member whose value begins at `place`, and where the name begins.
    private static func name(before place: Int, in bytes: Span<UInt8>) -> (name: String?, start: Int) {
        var end = place
        while end > 0, JSONTokens.isSpace(bytes[end - 1]) { end -= 1 }
        guard end > 0, bytes[end - 1] == 0x3A else { return (nil, place) }
        end -= 1
        while end > 0, JSONTokens.isSpace(bytes[end - 1]) { end -= 1 }
        guard end > 0, bytes[end - 1] == 0x22 else { return (nil, place) }
        end -= 1
        // Longer names mean nothing.
        let limit = max(0, end - 1024)
        var start = end
        while start > limit, bytes[start - 1] != 0x22 || start > 1 && bytes[start - 2] == 0x5C { start -= 1 }
        guard start > limit else { return (nil, place) }
        let name = unsafe bytes.extracting(start..<end).withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
        return (name, start - 1)
    }
}
