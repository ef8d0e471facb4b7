/// The stretch of a line that a person is shown around a value.
public struct TextCut: Hashable, Sendable {
    /// What is shown, in bytes of the text; it begins and ends between code points.
    public var shown: Range<Int>
    /// The part of the value that lies in ``shown``.
    public var value: Range<Int>

    /// How many code points are shown at most.
    public static let longest = 160
    /// How many bytes before or behind the beginning of a value are looked at at most.
    public static let reach = 4 * longest

    /// Cuts the line in which `value` begins; line ends at the value's beginning are stepped over.
    public init(around value: Range<Int>, in text: Span<UInt8>) {
        var anchor = value.lowerBound
        let lastAnchor = min(value.upperBound, anchor + TextCut.reach / 4)
        while anchor < lastAnchor, text[anchor] == 0x0A || text[anchor] == 0x0D { anchor += 1 }
        let floor = max(0, anchor - TextCut.reach)
        let ceiling = min(text.count, anchor + TextCut.reach)
        let lineStart = Lines.start(of: anchor, in: text, notBefore: floor)
        var lineEnd = Lines.end(of: anchor, in: text, notAfter: ceiling)
        if lineEnd > anchor, text[lineEnd - 1] == 0x0D { lineEnd -= 1 }
        let widest = TextCut.longest * 3 / 4
        let valueEnd = CodePoints.offset(
            widest, behind: anchor, in: text, notAfter: max(anchor, min(value.upperBound, lineEnd)))
        let spare = TextCut.longest - ByteCounts.codePoints(in: text, anchor..<valueEnd)
        let before = min(spare, ByteCounts.codePoints(in: text, lineStart..<anchor))
        let behind = min(spare, ByteCounts.codePoints(in: text, valueEnd..<max(valueEnd, lineEnd)))
        let left = before + behind <= spare ? before : max(spare / 2, spare - behind)
        let start = CodePoints.offset(min(left, before), before: anchor, in: text, notBefore: lineStart)
        let end = CodePoints.offset(
            min(behind, spare - min(left, before)), behind: valueEnd, in: text,
            notAfter: max(valueEnd, lineEnd))
        shown = start..<end
        self.value = anchor..<valueEnd
    }
}
