/// The fields behind a name in a zip, each with a number and a length (APPNOTE.TXT, 4.5).
enum ZipExtra {
    /// Other names (0x7075), AES (0x9901) and attributes of an experiment (0x6C78) change what a member is.
    private static let unusual: Set = [0x7075, 0x9901, 0x6C78]

    static func isUsual(_ range: Range<Int>, of bytes: LittleBytes) -> Bool {
        var isUsual = true
        each(range, of: bytes) { number, _ in if unusual.contains(number) { isUsual = false } }
        return isUsual
    }

    /// Replaces the numbers that are too large for 32 bits; false where one is missing.
    static func widen(_ numbers: inout [Int], by range: Range<Int>, of bytes: LittleBytes) -> Bool {
        guard numbers.contains(0xFFFF_FFFF) else { return true }
        var wide = numbers
        var isWhole = false
        each(range, of: bytes) { number, field in
            guard number == 1, !isWhole else { return }
            var place = field.lowerBound
            isWhole = true
            for index in wide.indices where wide[index] == 0xFFFF_FFFF {
                guard place + 8 <= field.upperBound, let number = bytes.number64(place) else {
                    isWhole = false
                    return
                }
                wide[index] = number
                place += 8
            }
        }
        numbers = wide
        return isWhole
    }

    private static func each(_ range: Range<Int>, of bytes: LittleBytes, _ body: (Int, Range<Int>) -> Void) {
        var place = range.lowerBound
        while place + 4 <= range.upperBound {
            let end = place + 4 + bytes.number16(place + 2)
            guard end <= range.upperBound else { return }
            body(bytes.number16(place), place + 4..<end)
            place = end
        }
    }
}

/// The name of a member of a zip.
enum ZipName {
    private static let longest = 4096

    /// Whether libarchive would give the bytes as they stand.
    ///
    /// It composes letters in names that are marked as UTF-8, and takes backslashes in those of DOS for slashes.
    static func isUsual(_ range: Range<Int>, of bytes: LittleBytes, isUTF8: Bool, isOfDOS: Bool) -> Bool {
        let name = bytes[range]
        guard name.count <= longest, !name.contains(0), !isOfDOS || !name.contains(0x5C) else { return false }
        guard isUTF8, name.contains(where: { $0 >= 0x80 }) else { return true }
        guard let text = String(validating: name, as: UTF8.self) else { return false }
        // Letters below U+0300 are composed.
        return text.unicodeScalars.allSatisfy { $0.value < 0x300 }
    }
}

/// The head before a member's bytes (APPNOTE.TXT, 4.3.7).
enum ZipMemberHead {
    static let length = 30

    /// How long it is with the name and what follows it; nil where it does not say what the list of members says.
    static func length(
        of head: LittleBytes, _ member: ZipDirectory.Member, in directory: ZipDirectory
    ) -> Int? {
        let name = ZipMemberHead.length..<ZipMemberHead.length + head.number16(26)
        let extra = name.upperBound..<name.upperBound + head.number16(28)
        guard head.number32(0) == 0x0403_4B50, head.number16(6) == Int(member.flags),
            head.number16(8) == (member.isDeflated ? 8 : 0), extra.upperBound <= head.count,
            head[name] == directory.bytes[member.name], ZipExtra.isUsual(extra, of: head)
        else { return nil }
        // With bit 3 the sizes stand behind the member's bytes.
        if member.flags & 8 == 0 {
            var numbers = [head.number32(22), head.number32(18)]
            guard ZipExtra.widen(&numbers, by: extra, of: head),
                numbers == [member.size, member.packedSize], head.number32(14) == Int(member.checksum)
            else { return nil }
        }
        return extra.upperBound
    }
}
