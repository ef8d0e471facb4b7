public import SluiceModel

extension FindingRecord {
    /// The place as people read it, without the path: `#12 attachment 1.2 forwarded:1 3:14`.
    ///
    /// The line is the file's where the text stands in it as it is, else the part's, which is then named.
    public var place: String { shownPlace }

    /// What speaks for the finding, a sentence each.
    public func reasons(in language: Language) -> [String] { evidence.map(Words(language).sentence) }
}

extension ReportedFinding where Self: ~Copyable {
    /// See ``FindingRecord/place``.
    var shownPlace: String {
        var words: [String] = []
        if let message { words.append("#\(message)") }
        if partKind != .body {
            words.append(partKind.rawValue)
        } else if fileLine == nil, part != nil {
            words.append("part")
        }
        if fileLine == nil || partKind != .body, let part { words.append(part) }
        if layer != .own { words.append(layer.description) }
        words.append("\(fileLine ?? line):\(column)")
        return words.joined(separator: " ")
    }
}

/// The path of a finding: a file, and what lies within it.
struct ShownPath {
    /// The file on the disk.
    let file: Substring
    /// The members of archives that lead to the text, parted by `!`; nil where the file itself is the text.
    let members: Substring?

    /// Only a `!` behind a suffix parts a file from its member, for names may hold one, too.
    init(_ path: String) {
        var start = path.startIndex
        while let mark = path[start...].firstIndex(of: "!") {
            let name = path[..<mark].split(separator: "/").last ?? ""
            let words = name.split(separator: ".", omittingEmptySubsequences: false)
            if words.count > 1, let suffix = words.last, (1...7).contains(suffix.utf8.count),
                suffix.utf8.allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 })
            {
                file = path[..<mark]
                members = path[path.index(after: mark)...]
                return
            }
            start = path.index(after: mark)
        }
        file = path[...]
        members = nil
    }

    /// The file as a reference that RFC 3986 allows.
    var uri: String {
        var bytes: [UInt8] = []
        let isAbsolute = file.utf8.first == 0x2F
        if isAbsolute { bytes += "file://".utf8 }
        var isFirstSegment = !isAbsolute
        for byte in file.utf8 {
            switch byte {
            case 0x2F:
                isFirstSegment = false
                bytes.append(byte)
            // A colon in the first segment would make a scheme of it.
            case 0x3A where !isFirstSegment, 0x21, 0x24, 0x26...0x2E, 0x30...0x39, 0x3B, 0x3D, 0x40...0x5A,
                0x5F,
                0x61...0x7A, 0x7E:
                bytes.append(byte)
            default:
                bytes.append(0x25)
                bytes += [byte >> 4, byte & 15].map { $0 < 10 ? 0x30 + $0 : 0x37 + $0 }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
