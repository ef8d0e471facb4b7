import SluiceText

/// How often the kinds of bytes stand in the beginning of an input, by which packed or encrypted bytes are told from
/// text in a charset that nobody named.
///
/// In no charset do texts have many control characters: in those of several bytes, as GB 18030 and Shift JIS, every
/// byte of a character is 0x30 or higher. Where bytes are all alike likely, one in ten is a control character, half
/// are beyond ASCII, and few are white space. Texts with controls between their fields are ASCII or UTF-8.
struct ByteLooks {
    private(set) var isBinary = false

    /// Fewer bytes say too little.
    private static let fewest = 32

    init(_ head: Span<UInt8>) {
        guard head.count >= ByteLooks.fewest else { return }
        let valid = UTF8Check(head).validCount
        // The last character may be cut.
        guard head.count - valid > 3 else { return }
        var (controls, high, spaces) = (0, 0, 0)
        for index in head.indices {
            switch head[index] {
            case 0x09, 0x0A, 0x0D, 0x20: spaces += 1
            // ISO 2022 and its kin shift by these three.
            case 0x0E, 0x0F, 0x1B: break
            case 0...0x08, 0x0B, 0x0C, 0x10...0x1F, 0x7F: controls += 1
            case 0x80...: high += 1
            default: break
            }
        }
        isBinary =
            controls * 33 >= head.count && controls >= 2 && high * 4 >= head.count
            && spaces * 16 <= head.count
    }
}
