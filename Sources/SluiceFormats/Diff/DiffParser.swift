import SluiceModel
import SluiceText

/// Takes a unified diff apart, line by line, and gives the added lines to ``messages``.
///
/// The counts in a hunk's header say which lines belong to it, so that a removed line `-- x` is not taken for the header
/// of a file. Of a combined diff (`@@@`, of a merge) every line is read that one of the parents does not have.
struct DiffParser: ~Copyable {
    /// A longer line of a header is cut; a longer added line comes in pieces.
    private static let longestLine = 64 << 10

    var messages: DiffMessages
    private var hunk: DiffHunk?
    private var header = DiffHeader()
    /// What the line at hand is, where its end has not come yet.
    private var open: OpenLine?
    private var lastWasAdded = false
    /// Whether the line before was the last one of a hunk.
    private var isBehindHunk = false
    private var hasFoundDiff = false
    private var hasText = false

    private enum OpenLine { case added, other }

    init(origin: Origin, sizes: SegmentSizes) { messages = DiffMessages(origin: origin, sizes: sizes) }

    /// Reads the lines that are whole in `bytes`, and what there is of a very long one; gives how many bytes.
    mutating func feed(_ bytes: Span<UInt8>, atEnd: Bool) -> Int {
        var place = 0
        while place < bytes.count {
            let end = LineReader.newline(in: bytes, from: place)
            let isWhole = end < bytes.count
            if !isWhole, !atEnd, open == nil, bytes.count - place < DiffParser.longestLine { break }
            let next = isWhole ? end + 1 : end
            if let line = open {
                if line == .added { messages.append(bytes.extracting(place..<next)) }
            } else {
                let isAdded = line(bytes, place..<end, next)
                open = isAdded ? .added : .other
            }
            if isWhole { open = nil }
            place = next
        }
        if atEnd { finish() }
        return place
    }

    private mutating func finish() {
        if let hunk, !hunk.isDone { messages.noteDamage() }
        messages.endFile()
        if hasText, !hasFoundDiff { messages.noteNoDiff() }
    }

    /// Reads a line at `range` that ends before `next`; true where it is an added one.
    private mutating func line(_ bytes: Span<UInt8>, _ range: Range<Int>, _ next: Int) -> Bool {
        hasText = hasText || !range.isEmpty
        if bytes.has("\\ ", at: range.lowerBound, before: range.upperBound) {
            // "\ No newline at end of file"
            if lastWasAdded { messages.removeLineEnd() }
            return false
        }
        lastWasAdded = false
        guard var hunk = self.hunk.take() else {
            headerLine(bytes, range, next)
            return lastWasAdded
        }
        guard let kind = hunk.kind(of: bytes, range) else {
            messages.noteDamage()
            headerLine(bytes, range, next)
            return lastWasAdded
        }
        switch kind {
        case .added:
            let start = min(range.lowerBound + hunk.parents, next)
            messages.add(bytes.extracting(start..<next), line: hunk.line - 1)
            lastWasAdded = true
        case .kept: messages.endRun()
        case .removed: break
        }
        isBehindHunk = hunk.isDone
        if !hunk.isDone { self.hunk = hunk }
        return lastWasAdded
    }

    private mutating func headerLine(_ bytes: Span<UInt8>, _ range: Range<Int>, _ next: Int) {
        if isBehindHunk, range.count > 0, bytes[range.lowerBound] == 0x2B {
            // The hunk's header counts wrongly; the line is looked at nevertheless.
            messages.noteDamage()
            messages.add(bytes.extracting(range.lowerBound + 1..<next), line: messages.nextLine)
            lastWasAdded = true
            return
        }
        isBehindHunk = false
        if let hunk = DiffHunk(bytes, range) {
            hasFoundDiff = true
            messages.endRun()
            messages.begin(path: header.path)
            isBehindHunk = hunk.isDone
            self.hunk = hunk.isDone ? nil : hunk
            return
        }
        let end = min(range.upperBound, range.lowerBound + DiffParser.longestLine)
        let text = bytes.extracting(range.lowerBound..<end)
        switch header.take(text) {
        case .nothing: break
        case .newFile:
            hasFoundDiff = true
            messages.endFile()
        case .binary:
            messages.passOver(path: header.path)
        }
    }
}

/// What is left of a hunk.
struct DiffHunk {
    enum Kind { case added, removed, kept }

    /// How many files the new one is compared with; so many columns each line begins with.
    let parents: Int
    /// The number that the next line of the new file has.
    private(set) var line: Int
    private var newLeft: Int
    private var oldLeft: [Int]

    /// Reads `@@ -1,2 +3,4 @@`, or `@@@ -1,2 -3,4 +5,6 @@@` and so on; nil where the line is no such header.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var place = range.lowerBound
        while place < range.upperBound, bytes[place] == 0x40 { place += 1 }
        parents = place - range.lowerBound - 1
        guard parents >= 1 else { return nil }
        oldLeft = []
        for _ in 0..<parents {
            guard let old = DiffHunk.numbers(0x2D, bytes, &place, range.upperBound) else { return nil }
            oldLeft.append(old.count)
        }
        guard let new = DiffHunk.numbers(0x2B, bytes, &place, range.upperBound),
            bytes.has(" @@", at: place, before: range.upperBound)
        else { return nil }
        line = new.first
        newLeft = new.count
    }

    var isDone: Bool { newLeft <= 0 && oldLeft.allSatisfy { $0 <= 0 } }

    /// What the next line is; nil where it is none of a hunk.
    mutating func kind(of bytes: Span<UInt8>, _ range: Range<Int>) -> Kind? {
        var isAdded = false
        var isRemoved = false
        for column in 0..<parents {
            // Programs that trim lines take the space of an empty one away.
            let byte = range.lowerBound + column < range.upperBound ? bytes[range.lowerBound + column] : 0x20
            switch byte {
            case 0x2B: isAdded = true
            case 0x2D: isRemoved = true
            case 0x20: break
            case 0x0D where range.count == 1: break
            default: return nil
            }
        }
        if isAdded, isRemoved { return nil }
        for column in 0..<parents {
            let byte = range.lowerBound + column < range.upperBound ? bytes[range.lowerBound + column] : 0x20
            if isRemoved ? byte == 0x2D : byte != 0x2B { oldLeft[column] -= 1 }
        }
        guard !isRemoved else { return .removed }
        line += 1
        newLeft -= 1
        return isAdded ? .added : .kept
    }

    /// ` -12,3` or ` +12`, where one line is meant.
    private static func numbers(
        _ sign: UInt8, _ bytes: Span<UInt8>, _ place: inout Int, _ end: Int
    ) -> (first: Int, count: Int)? {
        guard place + 1 < end, bytes[place] == 0x20, bytes[place + 1] == sign else { return nil }
        place += 2
        guard let first = number(bytes, &place, end) else { return nil }
        guard place < end, bytes[place] == 0x2C else { return (first, 1) }
        place += 1
        return number(bytes, &place, end).map { (first, $0) }
    }

    private static func number(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int) -> Int? {
        let start = place
        var number = 0
        while place < end, bytes[place].isDigit, place - start < 15 {
            number = number * 10 + Int(bytes[place] & 0xF)
            place += 1
        }
        return place > start ? number : nil
    }
}
