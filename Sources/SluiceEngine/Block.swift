/// Where the bytes that are given to a scan lie in the whole text.
///
/// A text that is held whole is one block. A longer one is given in blocks whose bodies follow one another;
/// each comes with bytes before its body (``Database/contextBefore`` or up to the text's beginning) and
/// behind it (``Database/contextBehind`` or up to the text's end), so that every match that begins in the
/// body can be seen whole.
public struct Block: Sendable {
    /// The offset of the given bytes in the text.
    public var offset: Int
    /// Where matches may begin, in the given bytes.
    public var body: Range<Int>
    /// Whether the text ends with the given bytes.
    public var endsText: Bool
    /// Whether the text goes on, and what is given ends sooner than ``Database/contextBehind`` asks for.
    ///
    /// Most scans do with less. One that does not says so (``Scanner/wantsMore``), and is made again with all.
    public var isBrief = false

    public init(offset: Int, body: Range<Int>, endsText: Bool) {
        self.offset = offset
        self.body = body
        self.endsText = endsText
    }
}
