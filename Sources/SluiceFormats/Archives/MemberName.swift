/// The path of a member, for people: UTF-8 where it is that, else by what programs of old wrote.
enum MemberName {
    /// Controls become U+FFFD, so that no name changes a terminal or breaks a line.
    static func text(_ bytes: [UInt8]) -> String {
        let text = String(validating: bytes, as: UTF8.self) ?? legacy(bytes)
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(isControl(scalar) ? "\u{FFFD}" : scalar) }
        return String(scalars)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    /// Zip files of DOS and Windows name their members in code page 437 or 850, which agree on the letters used in
    /// the West of Europe; whatever has other bytes is taken as ISO 8859-1.
    private static func legacy(_ bytes: [UInt8]) -> String {
        let high = bytes.filter { $0 >= 0x80 }
        let isDOS = high.allSatisfy { (0x80...0xA7).contains($0) || $0 == 0xE1 }
        var scalars = String.UnicodeScalarView()
        for byte in bytes {
            if isDOS, (0x80...0xA7).contains(byte) {
                scalars.append(codePage437[Int(byte) - 0x80])
            } else if isDOS, byte == 0xE1 {
                scalars.append("ß")
            } else {
                scalars.append(Unicode.Scalar(byte))
            }
        }
        return String(scalars)
    }

    /// The bytes 0x80 to 0xA7.
    private static let codePage437 = Array("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº".unicodeScalars)

    /// The name of a compressed file without the suffix that its compression gave it.
    static func unpacked(_ path: String) -> String {
        let name = path.split(omittingEmptySubsequences: true) { $0 == "/" || $0 == "!" }.last.map(
            String.init)
        guard let name, let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "content" }
        let suffix = name[name.index(after: dot)...].lowercased()
        return compressions.contains(suffix) ? String(name[..<dot]) : "content"
    }

    private static let compressions: Set = ["gz", "bz2", "xz", "zst", "lz4", "lz", "lzma", "z"]
}
