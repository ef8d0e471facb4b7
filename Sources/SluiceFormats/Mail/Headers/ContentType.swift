/// What a `Content-Type` field says.
struct ContentType {
    /// How a body of some type is read.
    enum Family: Hashable {
        case plain, html
        /// Text of another kind, read as it stands.
        case otherText
        case multipart
        /// A mail within the mail.
        case mail
        /// Other things that begin with header fields: reports, fragments, references.
        case report
        case cryptographic
        case file
    }

    var family: Family
    /// Lower case, such as `text/plain`.
    var name: String
    var parameters: FieldParameters

    /// What a part without the field is (RFC 2045, 5.2).
    static let missing = ContentType(family: .plain, name: "text/plain", parameters: FieldParameters())
    /// What a part of a digest is without the field (RFC 2046, 5.1.5).
    static let missingInDigest = ContentType(
        family: .mail, name: "message/rfc822", parameters: FieldParameters())

    private init(family: Family, name: String, parameters: FieldParameters) {
        self.family = family
        self.name = name
        self.parameters = parameters
    }

    init(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        let end = bytes.place(of: 0x3B, in: value) ?? value.upperBound
        var letters: [UInt8] = []
        for index in value.lowerBound..<end where !bytes[index].isWhiteSpace && bytes[index] != 0x22 {
            if bytes[index] == 0x28 || letters.count > 120 { break }
            letters.append(bytes[index].lowerCased)
        }
        name = String(decoding: letters, as: UTF8.self)
        family = ContentType.family(name)
        parameters =
            end < value.upperBound
            ? FieldParameters(bytes, end..<value.upperBound) : FieldParameters()
        // `Content-Type: charset=utf-8`, `Content-Type: text`: there is no type, so the default holds.
        if !letters.contains(0x2F) {
            family = .plain
            name = "text/plain"
            if letters.contains(0x3D) { parameters = FieldParameters(bytes, value) }
        }
    }

    private static func family(_ name: String) -> Family {
        switch name {
        case "text/plain": .plain
        case "text/html", "text/x-html", "text/x-amp-html", "text/watch-html", "application/xhtml+xml": .html
        case "text/rtf", "text/richtext-rtf": .file
        case "message/rfc822", "message/global", "message/news", "message/rfc2822": .mail
        case "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted",
            "application/ms-tnef", "application/vnd.ms-tnef":
            .cryptographic
        default:
            if name.hasPrefix("text/") {
                .otherText
            } else if name.hasPrefix("multipart/") {
                .multipart
            } else if name.hasPrefix("message/") {
                .report
            } else {
                .file
            }
        }
    }

    /// The values of `charset`; more than one are more than one reading.
    var charsets: [String] {
        parameters.values("charset").map { String(decoding: $0, as: UTF8.self) }.filter { !$0.isEmpty }
    }

    /// Whether two fields say the same about how the body is read.
    func reads(like other: ContentType) -> Bool {
        family == other.family && name == other.name && charsets == other.charsets
            && parameters.values("boundary") == other.parameters.values("boundary")
    }
}
