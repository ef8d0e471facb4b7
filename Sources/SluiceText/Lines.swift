/// The ends of the line around a place.
public enum Lines {
    /// The offset of the first byte of the line that holds `place`, at least `limit`.
    public static func start(of place: Int, in text: Span<UInt8>, notBefore limit: Int) -> Int {
        var start = place
        while start > limit, text[start - 1] != 0x0A { start -= 1 }
        return start
    }

    /// The offset behind the last byte of the line that holds `place`, its line end left out; at most `limit`.
    public static func end(of place: Int, in text: Span<UInt8>, notAfter limit: Int) -> Int {
        var end = place
        while end < limit, text[end] != 0x0A { end += 1 }
        return end
    }
}

/// A place in a text as a person counts: lines and columns, the columns in code points.
///
/// It moves forwards over the text and looks at every byte once, however many places are asked for.
public struct LineCursor: Sendable {
    /// The byte offset reached, in the text that is given to ``move(to:in:)``.
    public private(set) var offset: Int
    /// From 1.
    public private(set) var line: Int
    /// In code points, from 1.
    public private(set) var column: Int

    public init(offset: Int = 0, line: Int = 1, column: Int = 1) {
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// Moves to `target`, which lies at or behind ``offset``; a target before it changes nothing.
    public mutating func move(to target: Int, in text: Span<UInt8>) {
        guard target > offset else { return }
        let newlines = ByteCounts.newlines(in: text, offset..<target)
        if newlines == 0 {
            column += ByteCounts.codePoints(in: text, offset..<target)
        } else {
            line += newlines
            let start = Lines.start(of: target, in: text, notBefore: offset)
            column = 1 + ByteCounts.codePoints(in: text, start..<target)
        }
        offset = target
    }
}
