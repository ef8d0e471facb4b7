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
    private let place: InputPlace
    private let reader: ContentReader
    private let sizes: SegmentSizes

    /// An input from a file.
    public init(_ file: ListedFile, reader: ContentReader, sizes: SegmentSizes) {
        self.init(
            .file(file), InputPlace(path: file.path.text, companions: reader.files.beside(file.path)), reader,
            sizes)
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
            .stream(SourceFiller(source)), InputPlace(path: origin.path), reader, sizes)
    }

    /// A file that stands for a part of another.
    init(_ file: ListedFile, _ place: InputPlace, reader: ContentReader, sizes: SegmentSizes) {
        self.init(.file(file), place, reader, sizes)
    }

    /// A member of an archive, which is no file of its own.
    init(
        member source: SourceFiller, _ place: InputPlace, reader: ContentReader, sizes: SegmentSizes
    ) {
        self.init(.stream(source), place, reader, sizes)
    }

    private init(
        _ state: State, _ place: InputPlace, _ reader: ContentReader, _ sizes: SegmentSizes
    ) {
        self.state = state
        self.place = place
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
            guard place.depth == 0 else { return nil }
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
            let gap = Gap(origin: place.origin, reason: .unreadable(error.description))
            state = .reading(OnePiece(LoadedPiece(byteCount: file.size, readings: [.gap(gap)])))
        }
    }

    private mutating func begin(_ filler: SourceFiller) {
        var filler = filler
        let head = filler.storage(of: ContentHead.length, behind: nil)
        state = .reading(choose(.stream(filler, head: head), head, isWhole: filler.hasEnded))
    }

    /// What was asked for holds for what lies in no container.
    private var asked: InputForm { place.depth == 0 ? reader.options.form : .auto }

    /// The reader for an input that begins with `head`.
    private func choose(_ input: LongInput, _ head: TextStorage, isWhole: Bool) -> any Reader {
        guard place.depth <= reader.options.limits.depth else {
            let limit = "containers within containers, at most \(reader.options.limits.depth)"
            let gap = Gap(origin: place.origin, reason: .limit(limit))
            return OnePiece(LoadedPiece(byteCount: 0, readings: [.gap(gap)]))
        }
        let format = head.withSpan { bytes in
            ContentReader.format(of: bytes, ContentHead(hints: place.hints, isWhole: isWhole), asked: asked)
        }
        guard let format else { return plain(input, head) }
        if format == ArchiveFormat.self { return ArchiveReader(input, place, with: reader, sizes: sizes) }
        if format == OutlookArchive.self {
            return OutlookArchiveReader(input, place, with: reader, sizes: sizes)
        }
        if format == UnifiedDiff.self { return input.diff(place.origin, sizes) }
        let split = SplitInput(
            origin: place.origin, hints: place.hints, companions: place.companions, options: reader.options,
            depth: place.depth, preview: input.preview)
        if let splitter = format.splitter(split) {
            return input.chunked(splitter, place.origin, reader, sizes)
        }
        return input.whole(place, reader, sizes)
    }

    private func plain(_ input: LongInput, _ head: TextStorage) -> any Reader {
        switch PlainText.kind(of: head) {
        case .encoded(let charset): input.encoded(charset, place.origin, sizes)
        case .passedOver(let reason) where asked == .auto:
            OnePiece(
                LoadedPiece(byteCount: input.byteCount, readings: [.passedOver(place.origin, reason)]))
        case .text, .passedOver: input.plain(place.origin, sizes)
        }
    }
}

/// Where a long input stands, and what is known of it.
struct InputPlace: Sendable {
    var origin: Origin
    var hints: ContentHints
    /// How many containers lie around it.
    var depth = 0
    var companions: (any Companions)?

    init(path: String, companions: (any Companions)? = nil) {
        origin = Origin(path: path)
        hints = ContentHints(path: path)
        self.companions = companions
    }

    init(_ origin: Origin, _ hints: ContentHints, depth: Int, companions: (any Companions)?) {
        self.origin = origin
        self.hints = hints
        self.depth = depth
        self.companions = companions
    }

    func content(_ storage: TextStorage) -> Content {
        Content(storage, origin: origin, hints: hints, depth: depth, companions: companions)
    }
}
