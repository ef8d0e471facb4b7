public import SluiceModel

/// Cuts one input into pieces of work, in the input's order.
///
/// The pipeline asks under a lock, one piece at a time, so a reader needs none of its own. What any worker
/// can do as well, such as reading from the disk, is left to the piece.
public protocol Reader {
    /// The next piece; nil once the input has been handed out.
    mutating func next() -> (any Piece)?
}

/// A piece of work that one worker takes from its first byte to its findings.
///
/// Many small messages make one piece; a long text makes several.
public protocol Piece: Sendable {
    /// How many bytes of input the piece stands for; what progress is counted in.
    var byteCount: Int { get }

    /// Reads what the piece stands for and gives it away in order.
    func read(_ yield: (Reading) -> Void)
}

/// What comes out of a piece.
public enum Reading: Sendable {
    /// A message, or a segment of a long text, which is one message too; its segments come in their order.
    case message(Message)
    /// Messages that need not be made; see ``spread(_:)``.
    case run(MessageRun)
    /// A file whose content is no text, or text that cannot be read here.
    case passedOver(Origin, PassedOver)
    /// A place that was not read, or not to its end.
    case gap(Gap)
    /// A file of the file system has been read; nil where it was a stream.
    case endOfFile(ListedFile?)
    /// A file that was read earlier is left alone; what became of it then.
    case known(FileRecord)
}

/// Why a file's content was not looked at.
public enum PassedOver: Hashable, Sendable {
    /// A file without text, such as `picture`; no cause for alarm.
    case skipped(String)
    /// Known to hold text that cannot be read here; the format's name.
    case unsupported(String)
}

/// A piece whose content is in memory already.
struct LoadedPiece: Piece {
    var byteCount: Int
    var readings: [Reading]

    func read(_ yield: (Reading) -> Void) {
        for reading in readings { yield(reading) }
    }
}
