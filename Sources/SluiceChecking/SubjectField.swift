/// Writes subjects as header fields have them.
public enum SubjectField {
    /// The value of a field: as it is where it is ASCII, else in encoded words (RFC 2047).
    public static func value(of text: String) -> [UInt8] {
        let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && !text.contains("=?")
        return isPlain ? Array(text.utf8) : encoded(text)
    }

    /// Words of at most 75 bytes, cut between characters and folded.
    private static func encoded(_ text: String) -> [UInt8] {
        var words: [String] = []
        var run: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if run.count + bytes.count > 42 {
                words.append(word(run))
                run = []
            }
            run += bytes
        }
        if !run.isEmpty { words.append(word(run)) }
        return Array(words.joined(separator: "\n ").utf8)
    }

    private static func word(_ bytes: [UInt8]) -> String { "=?utf-8?B?" + base64(bytes) + "?=" }

    private static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for index in 0..<4 {
                text.append(index <= group.count ? letters[bits >> (18 - 6 * index) & 63] : "=")
            }
        }
        return text
    }
}
