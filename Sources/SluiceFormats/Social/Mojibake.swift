import SluiceModel

/// Text that Facebook and Instagram wrote as if each byte of UTF-8 were a letter of its own.
enum Mojibake {
    /// The text that was meant, where `text` (in UTF-8) has only code points up to U+00FF, and these are UTF-8 again.
    static func repaired(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(where: { $0 >= 0x80 }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var place = 0
        while place < text.count {
            let byte = text[place]
            if byte < 0x80 {
                bytes.append(byte)
                place += 1
            } else if byte == 0xC2 || byte == 0xC3, place + 1 < text.count, text[place + 1] & 0xC0 == 0x80 {
                bytes.append((byte & 3) << 6 | text[place + 1] & 0x3F)
                place += 2
            } else {
                return text
            }
        }
        return String(validating: bytes, as: UTF8.self) == nil ? text : bytes
    }
}

extension JSONValue {
    /// A string's decoded bytes, mojibake repaired.
    var repairedBytes: [UInt8] { Mojibake.repaired(decodedBytes) }
    /// A string that says something, mojibake repaired.
    var repairedName: String? {
        guard kind == .string, !isEmptyString else { return nil }
        return String(decoding: repairedBytes, as: UTF8.self)
    }
}

extension MessageBuilder {
    /// Adds the text of a string, as a slice of the file where it needs neither decoding nor repair.
    mutating func add(_ kind: PartKind, repairing value: JSONValue) {
        guard let content = value.content, !content.isEmpty else { return }
        let decoded = value.decodedBytes
        let repaired = Mojibake.repaired(decoded)
        if repaired.count == decoded.count, !value.tokens.hasEscapes(content) {
            add(kind, verbatim: content)
        } else {
            add(kind, decoded: repaired, raw: content)
        }
    }

    /// Adds the strings of the members that no reader claimed, repaired one by one, a line for each.
    mutating func addRestRepaired(of unit: JSONValue, except claimed: [StaticString]) {
        var text: [UInt8] = []
        for member in unit.members {
            let value = member.value
            if value.kind == .word || claimed.contains(where: { unit.tokens.bytes(in: member.key, are: $0) })
            {
                continue
            }
            value.forEachString { string, isKey in
                if isKey || string.isEmptyString { return }
                text += string.repairedBytes
                text.append(0x0A)
            }
        }
        if !text.isEmpty { add(.comment, decoded: text, raw: unit.range) }
    }
}
