import SluiceModel

/// Which bytes may be written in a part.
struct Writing {
    private var isASCII = false
    /// Whether only letters, digits and `-_*` have no meaning of their own, as in a list of addresses.
    private var isAddress = false

    init() {}

    /// Mails whose bytes are ASCII may have no right to hold others.
    init(_ part: Part, _ message: Message, isASCII: Bool) {
        let isMail = message.channel == .mail
        self.isASCII = isASCII && (isMail || part.raw?.transferEncoding == "rtf")
        isAddress = isMail && [.displayName, .address].contains(part.kind)
    }

    func bytes(_ text: String) -> [UInt8] {
        let text = isASCII ? Spelling.ascii(text) : text
        guard isAddress else { return Array(text.utf8) }
        return text.unicodeScalars.flatMap { scalar -> [UInt8] in
            switch scalar {
            case "[", "]", " ", "/", "(", ")", ",", ";", ":", "<", ">", "@", "\"", "\\": [0x5F]
            default: Array(String(Character(scalar)).utf8)
            }
        }
    }
}
