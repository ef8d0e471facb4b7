import SluiceModel

/// A form in which text is kept, and how its messages are read.
///
/// Detection looks at content first; a name only decides between forms that share a look.
protocol Format: Sendable {
    /// What `--input` calls it.
    static var form: InputForm { get }

    /// Whether an input that begins with `bytes` (at most ``ContentHead/length``) is of this form.
    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool

    /// Reads a content that is held whole and gives its messages away in order.
    ///
    /// It takes any bytes: what cannot be read becomes a gap, never silence.
    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void)

    /// Cuts inputs that are too long to be held into units; nil where the form can only be read whole.
    static func splitter(_ input: SplitInput) -> (any UnitSplitter)?
}

extension Format {
    static func splitter(_ input: SplitInput) -> (any UnitSplitter)? { nil }
}

/// What is known of an input beside its first bytes.
struct ContentHead {
    /// How many bytes are looked at.
    static let length = 16 << 10

    var hints: ContentHints
    /// Whether the first bytes are all there are.
    var isWhole: Bool
}
