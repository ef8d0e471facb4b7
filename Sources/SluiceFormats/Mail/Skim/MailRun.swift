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
        /// On which it begins; nil where that has to be counted.
        var line: Int?
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
        let mail = mails[index]
        origin.message = mail.number
        return lines.with(for: mail) { lines in
            MailReader.message(
                source, mail.range, origin: origin, depth: depth, lines: &lines, with: reader)
        }
    }
}

/// The lines of a stretch whose mails' first lines are not known, counted when asked for, mostly from front to back.
final class SharedLineCount: Sendable {
    private let count: Mutex<LineCount>

    /// `line` is that of the first byte.
    init(line: Int) { count = Mutex(LineCount(line: line)) }

    /// Lends a count that knows where `mail` begins, or finds it out.
    func with<Result>(for mail: MailRun.Mail, _ body: (inout LineCount) -> Result) -> Result {
        if let line = mail.line {
            var count = LineCount(line: line, at: mail.range.lowerBound)
            return body(&count)
        }
        return count.withLock { count in body(&count) }
    }
}
