import SluiceModel

/// RTF as Outlook packs it ([MS-OXRTFCP]).
enum CompressedRTF {
    /// What the ring holds at the beginning (2.1.2.1).
    private static let prefix = Array(
        ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
            + "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
            + "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx").utf8)

    /// The document; nil where the bytes are none.
    ///
    /// What is broken ends it, which `isCut` tells.
    static func unpack(_ packed: TextStorage) -> (rtf: TextStorage, isCut: Bool)? {
        guard let size = packed.number32(at: 4), let kind = packed.number32(at: 8) else { return nil }
        let content = packed.slice(16, count: packed.count)
        switch kind {
        // MELA: as it stands.
        case 0x414C_454D: return (content.slice(0, count: size), content.count < size)
        // LZFu.
        case 0x7546_5A4C:
            let bytes = unpack(content, size: size)
            return (TextStorage(bytes), bytes.count < size)
        default: return nil
        }
    }

    /// Eight literals or references follow each byte that says which they are.
    ///
    /// A reference to where the ring is written ends the text (2.1.3.1.4). No packed byte becomes more than nine.
    private static func unpack(_ packed: TextStorage, size: Int) -> [UInt8] {
        var ring = prefix + [UInt8](repeating: 0, count: 4096 - prefix.count)
        var write = prefix.count
        var output: [UInt8] = []
        var place = 0
        func put(_ byte: UInt8) {
            output.append(byte)
            ring[write] = byte
            write = (write + 1) & 0xFFF
        }
        while let control = packed.byte(at: place) {
            place += 1
            for bit in 0..<8 {
                guard output.count < size else { return output }
                if control >> bit & 1 == 0 {
                    guard let byte = packed.byte(at: place) else { return output }
                    put(UInt8(byte))
                    place += 1
                    continue
                }
                guard let high = packed.byte(at: place), let low = packed.byte(at: place + 1) else {
                    return output
                }
                place += 2
                let offset = high << 4 | low >> 4
                guard offset != write else { return output }
                for step in 0..<(low & 0xF) + 2 where output.count < size {
                    put(ring[(offset + step) & 0xFFF])
                }
            }
        }
        return output
    }
}
