import SluiceModel
import SluiceText

/// The text of a mail's bytes; nothing is written, or allocated, where they are text already.
struct MailText {
    /// Nil where the bytes themselves are the text.
    private(set) var storage: TextStorage?
    /// As IANA names it.
    private(set) var charset = "utf-8"
    /// The charset for a raw form; bytes that are UTF-8 but for some are not the text as it stands (RFC 1428 has the name).
    var rawCharset: String { storage != nil && charset == "utf-8" ? "unknown-8bit" : charset }
    /// How many bytes could not be decoded.
    private(set) var faults = 0
    /// Other charsets in which the bytes may be meant.
    private(set) var alternatives: [Charset] = []

    init(_ octets: Span<UInt8>, label: String?) {
        if MailText.isPlain(octets, label) { return }
        let decoding = CharsetDecoder.judge(octets, label: label)
        charset = decoding.charset.name
        alternatives = decoding.alternatives
        guard !decoding.isVerbatim else { return }
        var output = ByteBuffer(capacity: octets.count + octets.count / 8 + 64)
        faults = CharsetDecoder.append(octets, as: decoding.charset, to: &output)
        storage = output.storage()
    }

    /// Whether the bytes are UTF-8 beyond doubt: said to be, valid, and without what other charsets are known by.
    static func isPlain(_ octets: Span<UInt8>, _ label: String?) -> Bool {
        guard isUnicode(label) else { return false }
        let all = 0..<octets.count
        return UTF8Check(octets).validCount == octets.count && octets.place(of: 0, in: all) == nil
            && octets.place(of: 0x1B, in: all) == nil
    }

    /// Whether a label, or that there is none, says that bytes are UTF-8.
    static func isUnicode(_ label: String?) -> Bool {
        switch label {
        case nil, "utf-8", "UTF-8", "us-ascii", "US-ASCII": true
        default: false
        }
    }
}
