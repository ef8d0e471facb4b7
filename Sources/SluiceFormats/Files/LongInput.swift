import SluiceModel
import SluiceText

/// An open input whose first bytes are known, and the ways in which it can be read.
enum LongInput {
    /// With the size that the file had when it was listed.
    case file(OpenFile, size: Int)
    /// With what was read of it already.
    case stream(SourceFiller, head: TextStorage)

    /// What progress is counted in; nothing is known of a stream.
    var byteCount: Int {
        switch self {
        case .file(_, let size): size
        case .stream(_, let head): head.count
        }
    }

    /// Reads it as plain text, segment by segment.
    func plain(_ origin: Origin, _ sizes: SegmentSizes) -> any Reader {
        switch self {
        case .file(let file, let size):
            LongFileReader(file, size: size, origin: origin, sizes: sizes)
        case .stream(let filler, let head):
            StreamReader(filler, head: head, origin: origin, sizes: sizes)
        }
    }

    /// Reads it as text in `charset`, segment by segment.
    func encoded(_ charset: Charset, _ origin: Origin, _ sizes: SegmentSizes) -> any Reader {
        let (filler, head) = bytes
        return EncodedReader(charset, filler, head: head, origin: origin, sizes: sizes)
    }

    /// Reads the lines that a diff adds.
    func diff(_ origin: Origin, _ sizes: SegmentSizes) -> any Reader {
        let (filler, head) = bytes
        return DiffReader(filler, head: head, origin: origin, sizes: sizes)
    }

    /// All bytes, those read already apart.
    private var bytes: (SourceFiller, head: TextStorage?) {
        switch self {
        case .file(let file, let size): (SourceFiller(FileSource(file, size: size)), nil)
        case .stream(let filler, let head): (filler, head)
        }
    }

    /// Reads it unit by unit.
    func chunked(
        _ splitter: any UnitSplitter, _ origin: Origin, _ reader: ContentReader, _ sizes: SegmentSizes
    ) -> any Reader {
        let (filler, head) = bytes
        return ChunkedReader(
            filler, head: head, splitter: splitter, origin: origin, reader: reader, sizes: sizes)
    }

    /// Reads it as a content that is held whole; what is too long for that is scanned as text, and that is said.
    func whole(_ place: InputPlace, _ reader: ContentReader, _ sizes: SegmentSizes) -> any Reader {
        let origin = place.origin
        let most = reader.options.limits.wholeContent
        switch self {
        case .file(let file, let size):
            guard size <= most else { return LongInput.tooLong(plain(origin, sizes), origin, most) }
            return OnePiece(
                WholeFilePiece(file: file, size: size, place: place, reader: reader))
        case .stream(var filler, let head):
            // Twice as much each time, so that a short stream takes little memory.
            var held = head
            while !filler.hasEnded, held.count < most {
                held = filler.storage(
                    of: min(most, max(1 << 16, held.count * 2)), behind: held, givingUp: true)
            }
            guard filler.hasEnded else {
                let rest = StreamReader(filler, head: held, origin: origin, sizes: sizes)
                return LongInput.tooLong(rest, origin, most)
            }
            return OnePiece(ContentPiece(content: place.content(held), fault: filler.fault, reader: reader))
        }
    }

    /// Reads the input from its beginning once more; nil where it can be read just once.
    var preview: (@Sendable (_ body: (Span<UInt8>) -> Bool) -> Void)? {
        guard case .file(let file, let size) = self else { return nil }
        return { body in
            var filler = SourceFiller(FileSource(file, size: size))
            let pool = StoragePool()
            var goesOn = true
            while goesOn, !filler.hasEnded {
                goesOn = filler.storage(of: 1 << 20, behind: nil, from: pool).withSpan(body)
            }
        }
    }

    private static func tooLong(_ inner: any Reader, _ origin: Origin, _ most: Int) -> any Reader {
        let limit = "a document of more than \(most >> 20) MiB is scanned as plain bytes"
        return inner.behind(.gap(Gap(origin: origin, reason: .limit(limit))))
    }
}

/// A reader of one piece.
struct OnePiece: Reader {
    private var piece: (any Piece)?

    init(_ piece: any Piece) { self.piece = piece }

    mutating func next() -> (any Piece)? { piece.take() }
}

/// A reader that says something before what another one reads.
private struct Prefixed: Reader {
    var first: (any Piece)?
    var inner: any Reader

    mutating func next() -> (any Piece)? { first.take() ?? inner.next() }
}

extension Reader {
    fileprivate func behind(_ reading: Reading) -> any Reader {
        Prefixed(first: LoadedPiece(byteCount: 0, readings: [reading]), inner: self)
    }
}

/// A file that is read whole by the worker that scans it.
private struct WholeFilePiece: Piece {
    let file: OpenFile
    let size: Int
    let place: InputPlace
    let reader: ContentReader

    var byteCount: Int { size }

    func read(_ yield: (Reading) -> Void) {
        do throws(SystemFault) {
            let storage = try file.text(in: 0..<size)
            reader.read(place.content(storage), yield)
            if storage.count < size { yield(.gap(.shrunk(place.origin))) }
        } catch {
            yield(.gap(Gap(origin: place.origin, reason: .unreadable(error.description))))
        }
    }
}

/// A content that is in memory already.
struct ContentPiece: Piece {
    let content: Content
    /// Why the content breaks off; nil where it does not.
    let fault: SourceFault?
    let reader: ContentReader

    var byteCount: Int { content.storage.count }

    func read(_ yield: (Reading) -> Void) {
        reader.read(content, yield)
        if let fault { yield(.gap(fault.gap(content.origin))) }
    }
}
