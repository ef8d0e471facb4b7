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
    private(set) var charset: String?
    /// More values of `charset`, which are more readings; so are those of `boundary`.
    private(set) var otherCharsets: [String] = []
    private(set) var boundaries: [[UInt8]] = []

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
        if bytes.hasName("text/plain", value.lowerBound..<end) {
            (family, name) = (.plain, "text/plain")
            parameters = FieldParameters(bytes, end..<value.upperBound)
        } else {
            var letters: [UInt8] = []
            for index in value.lowerBound..<end where !bytes[index].isWhiteSpace && bytes[index] != 0x22 {
                if bytes[index] == 0x28 || letters.count > 120 { break }
                letters.append(bytes[index].lowerCased)
            }
            let isType = letters.contains(0x2F)
            name = isType ? String(decoding: letters, as: UTF8.self) : "text/plain"
            family = ContentType.family(name)
            // `Content-Type: charset=utf-8`, `Content-Type: text`: there is no type, so the default holds.
            let isParameter = !isType && letters.contains(0x3D)
            parameters = FieldParameters(bytes, (isParameter ? value.lowerBound : end)..<value.upperBound)
        }
        if let plain = parameters.onlyPlain("charset", bytes) {
            charset = plain.isEmpty ? nil : bytes.string(plain)
        } else {
            let all = parameters.values("charset", bytes).filter { !$0.isEmpty }
            charset = all.first.map { String(decoding: $0, as: UTF8.self) }
            otherCharsets = all.dropFirst().map { String(decoding: $0, as: UTF8.self) }
        }
        if family == .multipart { boundaries = parameters.values("boundary", bytes).filter { !$0.isEmpty } }
    }

    private static func family(_ name: String) -> Family {
        switch name {
        case "text/plain": .plain
        case "text/html", "text/x-html", "text/x-amp-html", "text/watch-html", "application/xhtml+xml": .html
        case "text/rtf", "text/richtext-rtf": .file
        case "message/rfc822", "message/global", "message/news", "message/rfc2822": .mail
        case "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted": .cryptographic
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

    /// Whether two fields say the same about how the body is read.
    func reads(like other: ContentType) -> Bool {
        family == other.family && name == other.name && charset == other.charset
            && otherCharsets == other.otherCharsets && boundaries == other.boundaries
    }
}
