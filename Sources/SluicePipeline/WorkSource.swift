import SluiceEngine
import SluiceFormats
import SluiceModel

/// What one worker takes at a time, numbered in the order of the input.
struct WorkUnit {
    var number: Int
    var piece: any Piece
    /// For the segments of a long text, which share one; a message that is held whole has its own.
    var allowance: Allowance?
    var ignored: Int

    /// Whether it holds the bytes of a long input until its turn comes.
    var isSegment: Bool { allowance != nil }
}

/// Hands out the inputs' pieces in order; its caller holds a lock.
///
/// It lists folders and looks at sizes, and leaves reading to the workers.
struct WorkSource {
    /// Files up to this size are read whole, many of them in one unit.
    private static let smallFile = 2 << 20
    private static let unitSize = 1 << 20
    private static let unitFiles = 128
    private static let streamSegment = 2 << 20

    private let settings: ScanSettings
    /// Ends what it started where the work is cancelled.
    let contentReader: ContentReader
    private let sizes: SegmentSizes
    private let cancellation: Cancellation
    private let onSilence: @Sendable () -> Void
    private var inputs: ArraySlice<ScanInput>
    private var walk: TreeWalk?
    private var reader: (any Reader)?
    private var allowance: Allowance?
    private var batch: FileBatch
    private var ignored = 0
    private var number = 0

    init(
        _ inputs: [ScanInput], settings: ScanSettings, sizes: SegmentSizes, cancellation: Cancellation,
        onSilence: @escaping @Sendable () -> Void
    ) {
        self.inputs = inputs[...]
        self.settings = settings
        self.sizes = sizes
        self.cancellation = cancellation
        self.onSilence = onSilence
        var reading = settings.reading
        reading.unpacker.cancellation = cancellation
        contentReader = ContentReader(reading)
        batch = FileBatch(contentReader)
    }

    /// Whether the next unit is likely to be a segment of a long text.
    var expectsSegment: Bool { batch.count == 0 && reader != nil }

    /// Whether one file is all there is, and so small that one worker takes it whole.
    var isOneSmallFile: Bool {
        guard inputs.count == 1, case .path(let path)? = inputs.first,
            let status = try? FileStatus(path, followingLinks: true)
        else { return false }
        return status.kind == .file && status.size > 0 && isSmall(status.size)
    }

    private func isSmall(_ size: Int) -> Bool {
        size <= WorkSource.smallFile && size <= settings.segmentSize
    }

    mutating func next() -> WorkUnit? {
        while !cancellation.isCancelled {
            if batch.count == 0, reader != nil {
                if let piece = reader?.next() { return unit(piece, allowance: allowance) }
                reader = nil
            }
            guard reader == nil, batch.count < WorkSource.unitFiles, batch.byteCount < WorkSource.unitSize,
                advance()
            else {
                if batch.count > 0 || ignored > 0 { return takeBatch() }
                guard reader != nil else { return nil }
                continue
            }
        }
        return nil
    }

    private mutating func unit(_ piece: any Piece, allowance: Allowance?) -> WorkUnit {
        defer {
            number += 1
            ignored = 0
        }
        return WorkUnit(number: number, piece: piece, allowance: allowance, ignored: ignored)
    }

    private mutating func takeBatch() -> WorkUnit {
        let full = batch
        batch = FileBatch(contentReader)
        return unit(full, allowance: nil)
    }

    /// Takes one more file into the batch, or opens a reader; false where no input is left.
    private mutating func advance() -> Bool {
        if let entry = walk?.next() {
            take(entry)
            return true
        }
        walk = nil
        guard let input = inputs.popFirst() else { return false }
        switch input {
        case .stream(let descriptor, let name): openStream(descriptor, name: name)
        case .path(let path): open(path)
        case .staged(let files):
            let selection = settings.selection
            var leftOut = 0
            reader = StagedReader(files, reader: contentReader, sizes: sizes) { path in
                let isWanted = selection.admits(withFolders: path.bytes)
                if !isWanted { leftOut += 1 }
                return isWanted
            }
            ignored += leftOut
            allowance = Allowance(seconds: settings.deadline)
        }
        return true
    }

    private mutating func take(_ entry: TreeWalk.Entry) {
        switch entry {
        case .file(let file): take(file)
        case .leftOut: ignored += 1
        case .other(let path, let kind):
            batch.append(.passedOver(Origin(path: path.text), .skipped(kind)))
        case .fault(let path, let reason):
            batch.append(.gap(Gap(origin: Origin(path: path.text), reason: .unreadable(reason))))
        }
    }

    private mutating func take(_ file: ListedFile) {
        if !settings.known.isEmpty, let record = settings.known[settings.knownName(file.path.text)],
            record.stamp.size == file.size, record.stamp.modified == file.modified
        {
            batch.append(.known(record))
            return
        }
        guard !isSmall(file.size) else {
            batch.append(file)
            return
        }
        reader = InputReader(file, reader: contentReader, sizes: sizes)
        allowance = Allowance(seconds: settings.deadline)
    }

    private mutating func open(_ path: PathBytes) {
        do throws(SystemFault) {
            let status = try FileStatus(path, followingLinks: true)
            if status.kind == .folder {
                walk = TreeWalk(path, selection: settings.selection)
            } else if settings.selection.avoids(status.identity)
                || !settings.selection.admits(path.bytes, isFolder: false)
            {
                ignored += 1
            } else if status.kind == .file, status.size > 0 {
                take(ListedFile(path: path, size: status.size, modified: status.modified))
            } else {
                // Pipes and files such as those in /proc have no size. A pipe's writer is waited for where that can be
                // broken off.
                let file = try OpenFile(path, waits: false)
                openStream(file.descriptor, name: path.text, owner: file)
            }
        } catch {
            batch.append(.gap(Gap(origin: Origin(path: path.text), reason: .unreadable(error.description))))
        }
    }

    private mutating func openStream(_ descriptor: CInt, name: String, owner: OpenFile? = nil) {
        // The segments of a stream are in memory from the moment they are cut, not only while they are scanned.
        var sizes = sizes
        sizes.body = min(sizes.body, WorkSource.streamSegment)
        reader = InputReader(
            descriptor: descriptor, owner: owner, origin: Origin(path: name), reader: contentReader,
            sizes: sizes, cancellation: cancellation, onSilence: owner == nil ? onSilence : nil)
        allowance = Allowance(seconds: settings.deadline)
    }
}
