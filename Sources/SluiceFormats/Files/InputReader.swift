public import SluiceModel

/// Reads an input of any length by its content: as text, unit by unit, or held whole.
public struct InputReader: Reader {
    private enum State {
        case file(ListedFile)
        case stream(SourceFiller)
        case reading(any Reader)
        case done
    }

    private var state: State
    /// Nil where the input is a stream.
    private var file: ListedFile?
    private let origin: Origin
    private let hints: ContentHints
    private let reader: ContentReader
    private let sizes: SegmentSizes

    /// An input from a file.
    public init(_ file: ListedFile, reader: ContentReader, sizes: SegmentSizes) {
        self.init(
            .file(file), origin: Origin(path: file.path.text), hints: ContentHints(path: file.path.text),
            reader, sizes)
    }

    /// An input that comes through an open descriptor, which is not closed here.
    ///
    /// `owner` is kept as long as the input is read, where it is what closes the descriptor; `onSilence` is
    /// called once where nothing has come for two seconds.
    public init(
        descriptor: CInt, owner: OpenFile? = nil, origin: Origin, reader: ContentReader, sizes: SegmentSizes,
        cancellation: Cancellation, onSilence: (@Sendable () -> Void)? = nil
    ) {
        let source = DescriptorSource(
            descriptor, owner: owner, cancellation: cancellation, onSilence: onSilence)
        self.init(
            .stream(SourceFiller(source)), origin: origin, hints: ContentHints(path: origin.path), reader,
            sizes)
    }

    private init(
        _ state: State, origin: Origin, hints: ContentHints, _ reader: ContentReader, _ sizes: SegmentSizes
    ) {
        self.state = state
        self.origin = origin
        self.hints = hints
        self.reader = reader
        self.sizes = sizes
    }

    public mutating func next() -> (any Piece)? {
        switch state {
        case .file(let file):
            self.file = file
            begin(file)
        case .stream(let filler): begin(filler)
        case .reading, .done: break
        }
        guard case .reading(var inner) = state else { return nil }
        state = .done
        guard let piece = inner.next() else {
            return LoadedPiece(byteCount: 0, readings: [.endOfFile(file)])
        }
        state = .reading(inner)
        return piece
    }

    private mutating func begin(_ file: ListedFile) {
        do throws(SystemFault) {
            let open = try OpenFile(file.path)
            let head = try open.text(in: 0..<min(file.size, ContentHead.length))
            let isWhole = file.size <= ContentHead.length
            state = .reading(choose(.file(open, size: file.size), head, isWhole: isWhole))
        } catch {
            let gap = Gap(origin: origin, reason: .unreadable(error.description))
            state = .reading(OnePiece(LoadedPiece(byteCount: file.size, readings: [.gap(gap)])))
        }
    }

    private mutating func begin(_ filler: SourceFiller) {
        var filler = filler
        let head = filler.storage(of: ContentHead.length, behind: nil)
        state = .reading(choose(.stream(filler, head: head), head, isWhole: filler.hasEnded))
    }

    /// The reader for an input that begins with `head`.
    private func choose(_ input: LongInput, _ head: TextStorage, isWhole: Bool) -> any Reader {
        let format = head.withSpan { bytes in
            ContentReader.format(
                of: bytes, ContentHead(hints: hints, isWhole: isWhole), asked: reader.options.form)
        }
        guard let format else { return plain(input, head) }
        let split = SplitInput(
            origin: origin, hints: hints, options: reader.options, preview: input.preview)
        if let splitter = format.splitter(split) { return input.chunked(splitter, origin, reader) }
        return input.whole(origin, hints, reader, sizes)
    }

    private func plain(_ input: LongInput, _ head: TextStorage) -> any Reader {
        switch PlainText.kind(of: head) {
        case .encoded(let charset): input.encoded(charset, origin, sizes)
        case .passedOver(let reason) where reader.options.form == .auto:
            OnePiece(LoadedPiece(byteCount: input.byteCount, readings: [.passedOver(origin, reason)]))
        case .text, .passedOver: input.plain(origin, sizes)
        }
    }
}
