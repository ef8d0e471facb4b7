import SluiceModel

/// How the bytes of a body are written for the way (RFC 2045, 6).
enum TransferEncoding: String {
    case identity = "8bit"
    case quotedPrintable = "quoted-printable"
    case base64
    case uuencode = "x-uuencode"
    case yEnc = "x-yenc"
    /// A name that nobody knows.
    case unknown

    /// The encoding that a field's value names; spelled in any way that programs have been seen to write.
    init(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        if bytes.hasName("8bit", value) || bytes.hasName("7bit", value) {
            self = .identity
            return
        }
        if bytes.hasName("quoted-printable", value) {
            self = .quotedPrintable
            return
        }
        if bytes.hasName("base64", value) {
            self = .base64
            return
        }
        var letters: [UInt8] = []
        for index in value {
            let byte = bytes[index]
            if byte == 0x3B || byte == 0x28 && !letters.isEmpty { break }
            if byte.isLetter || byte.isDigit { letters.append(byte.lowerCased) }
            if letters.count > 24 { break }
        }
        switch String(decoding: letters, as: UTF8.self) {
        case "", "7bit", "8bit", "binary", "7bits", "8bits", "identity", "none", "text", "ascii", "usascii":
            self = .identity
        case "quotedprintable", "qp", "quotedprintible": self = .quotedPrintable
        case "base64", "b64", "xbase64": self = .base64
        case "xuuencode", "uuencode", "xuue", "uue", "xuu": self = .uuencode
        case "xyenc", "yenc": self = .yEnc
        default: self = .unknown
        }
    }
}
