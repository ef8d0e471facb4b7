import SluiceModel
import SluiceText

/// A JSON document of any size: an export of a program that is known here, or any other.
enum JSONDocument: Format {
    static let form = InputForm.json

    /// An object or an array, and nothing in sight that is no JSON.
    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        JSONSample(bytes, isWhole: head.isWhole)?.isDocument == true
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        let input = ShapeInput(content, reader.options)
        let head = content.storage.withSpan {
            JSONSample($0.extracting(first: ContentHead.length), isWhole: true)
        }
        var splitter = DocumentSplitter(ExportShapes.shape(head, input))
        WholeContent.read(content, by: &splitter, with: reader, yield)
    }

    static func splitter(_ input: SplitInput) -> (any UnitSplitter)? { DocumentStart(input) }

    /// Waits for the first bytes, which say what the document is.
    private struct DocumentStart: UnitSplitter {
        private let input: ShapeInput
        private var splitter: DocumentSplitter?

        init(_ input: SplitInput) { self.input = ShapeInput(input) }

        mutating func cut(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitCut? {
            if splitter == nil {
                guard atEnd || bytes.count >= ContentHead.length else { return nil }
                let sample = JSONSample(bytes.extracting(first: ContentHead.length), isWhole: atEnd)
                splitter = DocumentSplitter(ExportShapes.shape(sample, input))
            }
            return splitter?.cut(bytes, atEnd: atEnd)
        }
    }
}

/// Reads a content that is held whole stretch by stretch, as a long input is, so that both give the same.
enum WholeContent {
    /// Stretches of this length keep the memory for tokens small.
    private static let stretch = 1 << 20

    static func read(
        _ content: Content, by splitter: inout some UnitSplitter, with reader: ContentReader,
        _ yield: (Reading) -> Void
    ) {
        var units = UnitBytes(storage: content.storage, origin: content.origin, offset: 0, line: 1)
        var start = 0
        var length = stretch
        while start < content.storage.count {
            let end = min(content.storage.count, start + length)
            let isLast = end == content.storage.count
            let cut = content.storage.withSpan { splitter.cut($0.extracting(start..<end), atEnd: isLast) }
            guard let cut, cut.length > 0 else {
                guard !isLast else { return }
                length *= 2
                continue
            }
            units.storage = TextStorage(slice: start..<start + cut.length, of: content.storage)
            units.offset = start
            cut.reader.read(units, with: reader, yield)
            units.line += units.storage.withSpan { ByteCounts.newlines(in: $0, 0..<$0.count) }
            start += cut.length
            length = stretch
        }
    }
}
