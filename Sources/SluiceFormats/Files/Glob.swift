/// A pattern for paths: `*` and `?` stay within a name, `**` crosses folders, `[a-z]` and `{a,b}` choose.
///
/// A pattern without a slash looks at the last name of a path only.
public struct Glob: Hashable, Sendable {
    private let alternatives: [[UInt8]]
    private let looksAtName: Bool

    /// Nil where a bracket or a brace is not closed.
    public init?(_ pattern: String) {
        var bytes = Array(pattern.utf8)
        if bytes.starts(with: "./".utf8) { bytes.removeFirst(2) }
        if bytes.last == 0x2F { bytes.removeLast() }
        looksAtName = !bytes.contains(0x2F)
        if bytes.first == 0x2F { bytes.removeFirst() }
        guard let alternatives = Glob.expandBraces(bytes), alternatives.allSatisfy(Glob.closesBrackets) else {
            return nil
        }
        self.alternatives = alternatives
    }

    public func matches(_ path: ArraySlice<UInt8>) -> Bool {
        var subject = path
        if looksAtName, let slash = path.lastIndex(of: 0x2F) { subject = path[(slash + 1)...] }
        return alternatives.contains { Glob.matches($0[...], subject) }
    }

    private static func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        var (pattern, text) = (pattern, text)
        while let byte = pattern.first {
            if byte == 0x2A { return matchesStar(pattern, text) }
            guard let next = text.first else { return false }
            switch byte {
            case 0x3F where next != 0x2F: pattern = pattern.dropFirst()
            case 0x5B where next != 0x2F:
                guard let rest = matchBracket(pattern, next) else { return false }
                pattern = rest
            case 0x5C where pattern.count > 1:
                guard pattern[pattern.startIndex + 1] == next else { return false }
                pattern = pattern.dropFirst(2)
            default:
                guard byte == next else { return false }
                pattern = pattern.dropFirst()
            }
            text = text.dropFirst()
        }
        return text.isEmpty
    }

    /// Matches a pattern that begins with a star against `text`.
    private static func matchesStar(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        let rest = pattern.drop { $0 == 0x2A }
        let crosses = rest.startIndex - pattern.startIndex > 1
        if crosses, rest.first == 0x2F, matches(rest.dropFirst(), text) { return true }
        var text = text
        while true {
            if matches(rest, text) { return true }
            guard let next = text.first, crosses || next != 0x2F else { return false }
            text = text.dropFirst()
        }
    }

    /// What follows the bracket that `pattern` begins with, where it holds `byte`.
    private static func matchBracket(_ pattern: ArraySlice<UInt8>, _ byte: UInt8) -> ArraySlice<UInt8>? {
        var index = pattern.startIndex + 1
        var negated = false
        if index < pattern.endIndex, pattern[index] == 0x21 || pattern[index] == 0x5E {
            negated = true
            index += 1
        }
        let first = index
        var found = false
        while index < pattern.endIndex, pattern[index] != 0x5D || index == first {
            let low = pattern[index]
            var high = low
            if index + 2 < pattern.endIndex, pattern[index + 1] == 0x2D, pattern[index + 2] != 0x5D {
                high = pattern[index + 2]
                index += 2
            }
            if low <= byte, byte <= high { found = true }
            index += 1
        }
        return found != negated ? pattern[(index + 1)...] : nil
    }

    private static func closesBrackets(_ pattern: [UInt8]) -> Bool {
        var index = 0
        while index < pattern.count {
            if pattern[index] == 0x5C { index += 1 }
            if index < pattern.count, pattern[index] == 0x5B {
                let start =
                    index + 1 < pattern.count && [0x21, 0x5E].contains(pattern[index + 1])
                    ? index + 3 : index + 2
                guard start <= pattern.count, let end = pattern[start...].firstIndex(of: 0x5D) else {
                    return false
                }
                index = end
            }
            index += 1
        }
        return true
    }

    /// The patterns that `{a,b}` stands for; nil where a brace is not closed.
    private static func expandBraces(_ pattern: [UInt8]) -> [[UInt8]]? {
        guard let open = pattern.firstIndex(of: 0x7B) else { return [pattern] }
        var depth = 0
        var parts: [[UInt8]] = [[]]
        for index in open..<pattern.count {
            let byte = pattern[index]
            if byte == 0x7B { depth += 1 }
            if byte == 0x7D { depth -= 1 }
            if depth == 0 {
                let tail = Array(pattern[(index + 1)...])
                var all: [[UInt8]] = []
                for part in parts {
                    guard let expanded = expandBraces(pattern[..<open] + part + tail) else { return nil }
                    all += expanded
                }
                return all
            }
            if byte == 0x2C, depth == 1 {
                parts.append([])
            } else if depth > 1 || byte != 0x7B {
                parts[parts.count - 1].append(byte)
            }
        }
        return nil
    }
}
