/// A mail whose end is not in sight: whether it still looks like one.
///
/// Mails grow long by what is encoded in them. Bytes without end behind the beginning of a mail are nearly always
/// something else, such as a mailbox to which other text was added; they need not be held to be read.
enum LongMail {
    /// At least so much is read as a mail.
    private static let beginning = 256 << 10
    /// How far the places that are looked at lie apart, and how much of each is.
    private static let stride = 64 << 10
    private static let sample = 512
    /// So many places without anything encoded end the mail.
    private static let mostPlain = 16

    /// How much of `bytes`, which begin with a mail, is to be read as one; nil where its end is worth waiting for.
    ///
    /// Linear in `bytes.count`, one byte of 128.
    static func beginning(of bytes: Span<UInt8>) -> Int? {
        guard bytes.count >= LongUnit.shortest else { return nil }
        var encoded = 0
        var places = 0
        // The last place with something encoded before the first stretch without.
        var last = 0
        for place in Swift.stride(from: 0, to: bytes.count - sample, by: stride) {
            places += 1
            guard isEncoded(bytes.extracting(place..<place + sample)) else { continue }
            encoded += 1
            if place - last <= mostPlain * stride { last = place }
        }
        guard encoded * 4 < places else { return nil }
        let end = max(beginning, last + stride)
        guard end < bytes.count else { return nil }
        return bytes.place(of: 0x0A, in: end..<bytes.count).map { $0 + 1 }
    }

    /// Whether bytes look like base64, quoted-printable or HTML.
    private static func isEncoded(_ bytes: Span<UInt8>) -> Bool {
        var letters = 0
        var escapes = 0
        var brackets = 0
        for index in bytes.indices {
            switch bytes[index] {
            case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2F: letters += 1
            case 0x3D where index + 2 < bytes.count:
                let next = bytes[index + 1]
                if next == 0x0A || next == 0x0D || next.hexValue != nil && bytes[index + 2].hexValue != nil {
                    escapes += 1
                }
            case 0x3C, 0x3E: brackets += 1
            default: break
            }
        }
        // Of base64 every 77th byte is a line end; in prose and in tables every sixth is a space or a sign.
        return letters * 32 >= bytes.count * 31 || escapes >= 4 || brackets >= 8
    }
}
