import SluiceModel

/// A line of a text whose lines flow.
struct FlowLine {
    var start: Int
    /// How many marks of quotation it begins with.
    var depth: Int
    /// Where it begins behind them and behind the space that guards it.
    var content: Int
}

/// Marks of quotation at the beginning of lines, and lines that go on in the next (RFC 3676).
extension EditFinder {
    /// A line of more bytes ends where it ends, so that its beginning is always known.
    private static let longestLine = 32 << 10
    /// How far a line is looked at for more columns of a table.
    private static let longestRow = 4 << 10

    /// Leaves out what the line that begins at `start` begins with.
    mutating func beginLine(_ start: Int, in text: Span<UInt8>) -> Edit? {
        knownLine = start
        let found = measure(start, in: text)
        if flow != .fixed { line = found }
        guard found.content > start else { return nil }
        place = found.content
        return .dropping(start..<found.content)
    }

    private func measure(_ start: Int, in text: Span<UInt8>) -> FlowLine {
        let prefix = quotePrefix(at: start, in: text)
        var content = prefix.end
        if case .flowed = flow, content < text.count, text[content] == 0x20 {
            // The space guards a line that begins with `>`, `From ` or a space. Who quotes by hand writes so too.
            content = quotePrefix(at: content + 1, in: text).end
        }
        return FlowLine(start: start, depth: prefix.depth, content: content)
    }

    /// The marks of quotation at `start`; those of a table's columns are none.
    private func quotePrefix(at start: Int, in text: Span<UInt8>) -> (end: Int, depth: Int) {
        var found = (end: start, depth: 0)
        var beforeBars: (end: Int, depth: Int)?
        while let mark = kept(from: found.end, in: text) {
            if mark.scalar == 0x3E {
                guard let next = endOfAngles(from: mark, in: text, &found.depth) else { break }
                found.end = next
            } else if mark.scalar == 0x7C, quotes == .mail {
                let next = kept(from: mark.end, in: text)
                guard EditFinder.isSpaceOrEnd(next) else { break }
                if beforeBars == nil { beforeBars = found }
                found = (next.map { $0.scalar == 0x20 ? $0.end : mark.end } ?? mark.end, found.depth + 1)
            } else {
                break
            }
        }
        if let beforeBars, hasBar(from: found.end, in: text) { return beforeBars }
        return found
    }

    /// Where the text goes on behind `>` and a space; nil where it is no mark of quotation.
    private func endOfAngles(from first: Kept, in text: Span<UInt8>, _ depth: inout Int) -> Int? {
        var last = first
        var number = 1
        var next = kept(from: last.end, in: text)
        if quotes == .file {
            while let angle = next, angle.scalar == 0x3E {
                last = angle
                number += 1
                next = kept(from: last.end, in: text)
            }
            guard EditFinder.isSpaceOrEnd(next) else { return nil }
        }
        // With a mark put on it, it is another sign.
        guard next.map({ $0.scalar < 0x80 || !table.isMark($0.scalar) }) ?? true else { return nil }
        depth += number
        return next.map { $0.scalar == 0x20 ? $0.end : last.end } ?? last.end
    }

    private static func isSpaceOrEnd(_ next: Kept?) -> Bool {
        guard let next else { return true }
        return [0x20, 0x09, 0x0A, 0x0D].contains(next.scalar)
    }

    private func hasBar(from start: Int, in text: Span<UInt8>) -> Bool {
        var offset = start
        while offset < start + Self.longestRow, let next = kept(from: offset, in: text), next.scalar != 0x0A {
            if next.scalar == 0x7C { return true }
            offset = next.end
        }
        return false
    }

    /// Goes over a line end, which stays unless the line goes on in the next.
    mutating func endLine(in text: Span<UInt8>) -> Edit? {
        if let found = flow == .contentLines ? fold(in: text) : softBreak(in: text) { return found }
        place += 1
        newLine = place
        return nil
    }

    private mutating func softBreak(in text: Span<UInt8>) -> Edit? {
        guard case .flowed(let deletesSpace) = flow, let line, place - line.start <= Self.longestLine else {
            return nil
        }
        var end = place
        if end > line.content, text[end - 1] == 0x0D { end -= 1 }
        guard end > max(line.content, lastEnd), text[end - 1] == 0x20,
            !isSeparator(line.content..<end, in: text)
        else { return nil }
        let next = measure(place + 1, in: text)
        guard next.depth == line.depth, let first = kept(from: next.content, in: text),
            first.scalar != 0x0A, first.scalar != 0x0D, !table.isMark(first.scalar),
            !beginsSignature(next.content, in: text)
        else { return nil }
        self.line = next
        knownLine = next.start
        place = next.content
        return .dropping((deletesSpace ? end - 1 : end)..<next.content)
    }

    /// Whether a line is the one that stands before a signature, `-- `, which never flows.
    private func isSeparator(_ line: Range<Int>, in text: Span<UInt8>) -> Bool {
        line.count == 3 && text[line.lowerBound] == 0x2D && text[line.lowerBound + 1] == 0x2D
            && text[line.lowerBound + 2] == 0x20
    }

    private func beginsSignature(_ start: Int, in text: Span<UInt8>) -> Bool {
        guard start + 3 <= text.count, isSeparator(start..<start + 3, in: text) else { return false }
        return start + 3 == text.count || text[start + 3] == 0x0A || text[start + 3] == 0x0D
    }
}
