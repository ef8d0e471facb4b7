import SluiceModel
import SluiceText

/// Reads contents that are held whole, whatever their form, and what lies inside them.
public struct ContentReader: Sendable {
    public let options: ReadingOptions
    /// What is left of the limits on unpacking; nil outside archives.
    var budget: UnpackBudget?
    /// What stands beside files, shared by all who read with this reader.
    let files = FileCompanions()

    public init(_ options: ReadingOptions) { self.options = options }

    /// The forms that are told by their content, the more special first.
    private static let formats: [any Format.Type] = [
        OfficeFormat.self, CompoundFormat.self, PDFFormat.self, OutlookArchive.self,
        ArchiveFormat.self,
        WhatsApp.self, Signal.self, WideChat.self, MboxFormat.self, MailFormat.self, TransportFormat.self,
        JSONLines.self,
        JSONDocument.self,
        CalendarFormat.self, DelimitedTable.self, RTFFormat.self, ForumPage.self, HTMLFormat.self,
        UnifiedDiff.self, CryptographicFormat.self,
    ]

    /// Gives the messages of `content` away in order; what cannot be read is named.
    ///
    /// Contents inside it are read by their own content, whatever form was asked for.
    public func read(_ content: Content, _ yield: (Reading) -> Void) {
        readRuns(content) { $0.spread(yield) }
    }

    /// Likewise, where whoever takes the readings knows runs too.
    func readRuns(_ content: Content, _ yield: (Reading) -> Void) {
        guard content.depth <= options.limits.depth else {
            let limit = "containers within containers, at most \(options.limits.depth)"
            yield(.gap(Gap(origin: content.origin, reason: .limit(limit))))
            return
        }
        if let format = format(of: content) {
            format.read(content, with: self, yield)
        } else {
            let form = content.depth == 0 ? options.form : .auto
            let label = content.hints.charset
            for reading in PlainText.readings(
                of: content.storage, origin: content.origin, form: form, label: label)
            {
                yield(reading)
            }
        }
    }

    /// Whether a content of `bytes` inside another one would give nothing, and have nothing told of it.
    func skips(_ bytes: Span<UInt8>, _ hints: ContentHints, depth: Int) -> Bool {
        guard depth > 0, depth <= options.limits.depth,
            case .passedOver(.skipped) = ContentKind(head: bytes.extracting(first: ContentKind.headLength))
        else { return false }
        let head = ContentHead(hints: hints, isWhole: bytes.count <= ContentHead.length)
        return ContentReader.format(of: bytes.extracting(first: ContentHead.length), head, asked: .auto)
            == nil
    }

    /// The form of a content; nil where it is plain text, or nothing that is read here.
    private func format(of content: Content) -> (any Format.Type)? {
        content.storage.withSpan { bytes in
            let head = ContentHead(hints: content.hints, isWhole: bytes.count <= ContentHead.length)
            return ContentReader.format(
                of: bytes.extracting(first: ContentHead.length), head,
                asked: content.depth == 0 ? options.form : .auto)
        }
    }

    /// Whether a form is asked for that is read in UTF-8 alone, and these are wider characters: they are decoded first.
    private static func isText(_ bytes: Span<UInt8>, _ asked: InputForm) -> Bool {
        [.csv, .whatsapp, .signal, .rtf].contains(asked) && CharsetDecoder.wideCharset(bytes) != nil
    }

    /// The form of an input that begins with `bytes`, or the one that was asked for.
    static func format(of bytes: Span<UInt8>, _ head: ContentHead, asked: InputForm) -> (any Format.Type)? {
        if asked == .text { return nil }
        if isText(bytes, asked) { return [.whatsapp, .signal].contains(asked) ? WideChat.self : nil }
        return formats.first { asked == .auto ? $0.recognises(bytes, head) : $0.form == asked }
    }
}
