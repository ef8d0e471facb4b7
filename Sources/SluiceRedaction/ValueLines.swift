/// The stretches of a value's lines that are the value's own.
enum ValueLines {
    /// Without line ends, blanks around them, and the marks of quotes (`> `) at the beginning of further lines.
    static func ranges(in text: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while start <= text.count {
            let end = text[start...].firstIndex(of: 0x0A) ?? text.count
            var (first, last) = (start, end)
            if start > 0 { first = behindMarks(text, start..<end) }
            while last > first, isBlank(text[last - 1]) { last -= 1 }
            if last > first { ranges.append(first..<last) }
            start = end + 1
        }
        return ranges
    }

    private static func behindMarks(_ text: [UInt8], _ line: Range<Int>) -> Int {
        var place = line.lowerBound
        while place < line.upperBound, isBlank(text[place]) || text[place] == 0x3E { place += 1 }
        return place
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
