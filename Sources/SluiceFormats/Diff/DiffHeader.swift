import SluiceModel

/// What the lines before a file's first hunk say of it.
struct DiffHeader {
    enum Event: Equatable { case nothing, newFile, binary }

    /// What `diff --git` names, both paths in one.
    private var git: [UInt8]?
    /// What `diff --cc` and `diff --combined` name.
    private var combined: [UInt8]?
    private var old: [UInt8]?
    private var new: [UInt8]?

    /// Takes a line without its line end.
    mutating func take(_ line: Span<UInt8>) -> Event {
        var line = line
        if line.count > 0, line[line.count - 1] == 0x0D { line = line.extracting(0..<line.count - 1) }
        let end = line.count
        if line.has("diff --git ", at: 0, before: end) {
            self = DiffHeader()
            git = line.bytes(from: 11)
            return .newFile
        }
        let isShort = line.has("diff --cc ", at: 0, before: end)
        if isShort || line.has("diff --combined ", at: 0, before: end) {
            self = DiffHeader()
            combined = line.bytes(from: isShort ? 10 : 16)
            return .newFile
        }
        if line.has("--- ", at: 0, before: end) {
            let isNew = git == nil && combined == nil || old != nil
            if isNew { self = DiffHeader() }
            old = line.bytes(from: 4)
            return isNew ? .newFile : .nothing
        }
        if line.has("+++ ", at: 0, before: end) {
            new = line.bytes(from: 4)
        } else if line.has("rename to ", at: 0, before: end) || line.has("copy to ", at: 0, before: end) {
            combined = line.bytes(from: line[0] == 0x72 ? 10 : 8)
        } else if line.has("Binary files ", at: 0, before: end)
            || line.has("GIT binary patch", at: 0, before: end)
        {
            return .binary
        }
        return .nothing
    }

    /// The new file's path; nil where nothing names it.
    var path: String? {
        if let new {
            let new = DiffHeader.plain(new)
            let old = old.map(DiffHeader.plain)
            return String(decoding: hasPrefixes(old, new) ? new.dropFirst(2) : new[...], as: UTF8.self)
        }
        if let combined { return String(decoding: DiffHeader.plain(combined), as: UTF8.self) }
        return git.flatMap(DiffHeader.newPath)
    }

    /// Whether git put `a/` and `b/`, or a pair of letters that says more, before the paths.
    private func hasPrefixes(_ old: [UInt8]?, _ new: [UInt8]) -> Bool {
        guard new.count > 2, new[1] == 0x2F, "bwico2".utf8.contains(new[0]) else { return false }
        guard let old, old != Array("/dev/null".utf8) else {
            // Of a new file there is but one path; the line of git names it twice.
            return git.map { $0.first == 0x22 ? $0.dropFirst().first != new[0] : $0.first != new[0] } ?? true
        }
        return old.count > 2 && old[1] == 0x2F && "aicow1".utf8.contains(old[0]) && old[0] != new[0]
    }

    /// The second of the two paths in `a/x b/x`, where both are the same but for their prefixes.
    private static func newPath(_ both: [UInt8]) -> String? {
        if both.last == 0x22,
            let quote = both.indices.dropLast().last(where: { index in
                both[index] == 0x22 && index > 0 && both[index - 1] == 0x20
            })
        {
            return String(decoding: plain(Array(both[quote...])).dropFirst(2), as: UTF8.self)
        }
        let middle = both.count / 2
        guard both.count > 6, both.count % 2 == 1, both[middle] == 0x20 else { return nil }
        let (first, second) = (both[..<middle], both[(middle + 1)...])
        if first.elementsEqual(second) { return String(decoding: second, as: UTF8.self) }
        guard first.dropFirst().first == 0x2F, first.dropFirst(2).elementsEqual(second.dropFirst(2)) else {
            return nil
        }
        return String(decoding: second.dropFirst(2), as: UTF8.self)
    }

    /// A path as the file system has it: without the quotes and escapes of git, and without a time behind a tab.
    static func plain(_ text: [UInt8]) -> [UInt8] {
        guard text.first == 0x22 else { return Array(text.prefix { $0 != 0x09 }) }
        var path: [UInt8] = []
        var place = 1
        while place < text.count, text[place] != 0x22 {
            guard text[place] == 0x5C, place + 1 < text.count else {
                path.append(text[place])
                place += 1
                continue
            }
            let (byte, length) = escaped(text[(place + 1)...])
            path.append(byte)
            place += 1 + length
        }
        return path
    }

    /// What stands behind a backslash: a letter as in C, or three octal digits.
    private static func escaped(_ text: ArraySlice<UInt8>) -> (UInt8, Int) {
        let digits = text.prefix(3)
        if digits.count == 3, digits.allSatisfy({ (0x30...0x37).contains($0) }) {
            return (UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }), 3)
        }
        let letters: [UInt8: UInt8] = [
            0x61: 0x07, 0x62: 0x08, 0x74: 0x09, 0x6E: 0x0A, 0x76: 0x0B, 0x66: 0x0C, 0x72: 0x0D,
        ]
        let byte = text.first ?? 0x5C
        return (letters[byte] ?? byte, 1)
    }
}

extension Span<UInt8> {
    fileprivate func bytes(from start: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for index in start..<count { bytes.append(self[index]) }
        return bytes
    }
}
