/// Makes zip files byte by byte, also such as no program makes.
struct ZipMaker {
    struct Member {
        var name: [UInt8]
        var data: [UInt8]
        /// 0 stored, 8 deflated; `data` is as it stands in the file.
        var method: UInt16 = 0
        var flags: UInt16 = 0
        /// The checksum and the unpacked size, where they are not those of `data`.
        var told: (sum: UInt32, size: Int)?
        /// Whether the directory at the end names it.
        var isListed = true
        /// As the directory has it, where that differs.
        var listedName: [UInt8]?
    }

    var members: [Member] = []

    mutating func add(_ name: String, _ text: String) {
        members.append(Member(name: Array(name.utf8), data: Array(text.utf8)))
    }

    mutating func add(_ name: String, bytes: [UInt8]) {
        members.append(Member(name: Array(name.utf8), data: bytes))
    }

    var bytes: [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        var listed = 0
        for member in members {
            let (sum, size) = member.told ?? (checksum(member.data), member.data.count)
            var fields: [UInt8] = [20, 0]
            fields += little(member.flags) + little(member.method) + [0, 0, 0x21, 0x58]
            fields += little(sum) + little(UInt32(member.data.count)) + little(UInt32(size))
            let offset = file.count
            file += [0x50, 0x4B, 3, 4] + fields + little(UInt16(member.name.count)) + [0, 0]
            file += member.name + member.data
            guard member.isListed else { continue }
            listed += 1
            let name = member.listedName ?? member.name
            directory += [0x50, 0x4B, 1, 2, 20, 0] + fields + little(UInt16(name.count))
            directory += [UInt8](repeating: 0, count: 12) + little(UInt32(offset)) + name
        }
        let start = file.count
        file += directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + little(UInt16(listed)) + little(UInt16(listed))
        return file + little(UInt32(directory.count)) + little(UInt32(start)) + [0, 0]
    }
}

/// CRC-32 as zip and gzip have it.
func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { sum, byte in
        var sum = sum ^ UInt32(byte)
        for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        return sum
    }
}

func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
}

/// A gzip file of `"A"`, repeated, 158 bytes for each of its own, without a checksum that holds.
func bomb(unpacked: Int) -> [UInt8] {
    var bits = BitWriter()
    // One last block with fixed codes (RFC 1951, 3.2.6): an A, then matches of 258 bytes at distance 1.
    bits.append([1, 1, 0])
    bits.append([0, 1, 1, 1, 0, 0, 0, 1])
    for _ in 0..<unpacked / 258 { bits.append([1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]) }
    bits.append([0, 0, 0, 0, 0, 0, 0])
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + bits.bytes + little(UInt32(0)) + little(UInt32(unpacked))
}

/// Fills bytes from their lowest bit on.
private struct BitWriter {
    var bytes: [UInt8] = []
    private var used = 8

    mutating func append(_ bits: [UInt8]) {
        for bit in bits {
            if used == 8 {
                bytes.append(0)
                used = 0
            }
            bytes[bytes.count - 1] |= bit << used
            used += 1
        }
    }
}
