import SluiceModel
import SluiceText
import Synchronization

/// Mails of a stretch of an mbox that were skimmed, made into messages where somebody wants to see them.
final class MailRun: MessageMaker {
    private let source: MailSource
    private let origin: Origin
    private let reader: ContentReader
    private let depth: Int
    private let mails: [Mail]
    private let lines: SharedLineCount

    /// Where a mail stands, and its number in the mbox.
    struct Mail {
        var range: Range<Int>
        var number: Int
    }

    init(
        _ source: MailSource, _ origin: Origin, _ mails: ArraySlice<Mail>, lines: SharedLineCount,
        depth: Int, _ reader: ContentReader
    ) {
        self.source = source
        self.origin = origin
        self.mails = Array(mails)
        self.reader = reader
        self.depth = depth
        self.lines = lines
    }

    func message(at index: Int) -> Message {
        var origin = origin
        origin.message = mails[index].number
        return lines.with { lines in
            MailReader.message(
                source, mails[index].range, origin: origin, depth: depth, lines: &lines, with: reader)
        }
    }
}

/// The lines of a stretch, counted when first asked for, and mostly from front to back.
final class SharedLineCount: Sendable {
    private let count: Mutex<LineCount>

    /// `line` is that of the first byte.
    init(line: Int) { count = Mutex(LineCount(line: line)) }

    func with<Result>(_ body: (inout LineCount) -> Result) -> Result {
        count.withLock { count in body(&count) }
    }
}
