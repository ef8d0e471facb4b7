import SluiceModel
import SluiceText

/// The text of a mail's bytes; nothing is written, or allocated, where they are text already.
struct MailText {
    /// Nil where the bytes themselves are the text.
    private(set) var storage: TextStorage?
    private var decoding: CharsetDecoding

    init(_ octets: Span<UInt8>, label: String?) {
        decoding = CharsetDecoder.judge(octets, label: label)
        guard !decoding.isVerbatim else { return }
        var output = ByteBuffer(capacity: octets.count + octets.count / 8 + 64)
        decoding.faults = CharsetDecoder.append(octets, as: decoding.charset, to: &output)
        storage = output.storage()
    }

    var charset: String { decoding.charset.name }
    var faults: Int { decoding.faults }
    var alternatives: [Charset] { decoding.alternatives }
}
