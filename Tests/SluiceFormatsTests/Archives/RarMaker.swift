/// Makes RAR files byte by byte, with members that are stored and not compressed.
enum RarMaker {
    /// A RAR 4 file of one member; `locked` marks it as encrypted, `hidden` the headers.
    static func four(_ name: String, _ data: [UInt8], locked: Bool = false, hidden: Bool = false) -> [UInt8] {
        let size = little(UInt32(data.count))
        var fields = size + size + [3] + little(checksum(data)) + [0, 0, 0x21, 0x58, 20, 0x30]
        fields += little(UInt16(name.utf8.count)) + little(UInt32(0o100644)) + Array(name.utf8)
        if locked { fields += Array("saltsalt".utf8) }
        return [0x52, 0x61, 0x72, 0x21, 0x1A, 7, 0]
            + block4(0x73, flags: hidden ? 0x80 : 0, [0, 0, 0, 0, 0, 0])
            + (hidden
                ? Array("saltsalt".utf8) + data
                : block4(0x74, flags: locked ? 0x8404 : 0x8000, fields) + data)
            + block4(0x7B, flags: 0x4000, [])
    }

    private static func block4(_ kind: UInt8, flags: UInt16, _ fields: [UInt8]) -> [UInt8] {
        let header = [kind] + little(flags) + little(UInt16(7 + fields.count)) + fields
        return little(UInt16(truncatingIfNeeded: checksum(header))) + header
    }

    struct Member {
        var name: String
        var data: [UInt8]
        /// Whether its header says that it is encrypted.
        var isLocked = false
    }

    /// A RAR 5 file; `hidden` makes its headers encrypted.
    static func five(_ members: [Member], hidden: Bool = false) -> [UInt8] {
        let salt = [UInt8](repeating: 0x53, count: 16)
        let signature: [UInt8] = [0x52, 0x61, 0x72, 0x21, 0x1A, 7, 1, 0]
        guard !hidden else { return signature + block5([4, 0, 0, 0, 15] + salt) + members.flatMap(\.data) }
        var file = signature + block5([1, 0, 0])
        for member in members {
            // Version, flags, count of rounds, salt, vector.
            let record: [UInt8] = [1, 0, 0, 15] + salt + salt
            let extra = member.isLocked ? number(record.count) + record : []
            let size = number(member.data.count)
            var fields: [UInt8] = [2, extra.isEmpty ? 2 : 3] + (extra.isEmpty ? [] : number(extra.count))
            fields += size + [4] + size + number(0o100644) + little(checksum(member.data)) + [0, 1]
            fields += number(member.name.utf8.count) + Array(member.name.utf8) + extra
            file += block5(fields) + member.data
        }
        return file + block5([5, 0, 0])
    }

    private static func block5(_ fields: [UInt8]) -> [UInt8] {
        let header = number(fields.count) + fields
        return little(checksum(header)) + header
    }

    private static func number(_ number: Int) -> [UInt8] {
        number < 128 ? [UInt8(number)] : [UInt8(number & 127) | 128] + self.number(number >> 7)
    }
}
