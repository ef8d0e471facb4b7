import Glibc
import SluiceModel

/// Reads the contents that are staged in a git repository: what would be committed, and not what lies in the folder.
///
/// One `git cat-file --batch` gives them all, one after the other; memory is that of one piece of work.
public final class StagedReader: Reader {
    private static let smallFile = 2 << 20
    private static let batchBytes = 1 << 20
    private static let batchFiles = 128

    private var entries: ArraySlice<StagedFiles.Entry>
    private let reader: ContentReader
    private let sizes: SegmentSizes
    private var objects: GitObjects?
    /// Reads the long file that is being read.
    private var long: InputReader?

    /// Of `files` those are read whose path `isWanted`.
    public init(
        _ files: StagedFiles, reader: ContentReader, sizes: SegmentSizes, isWanted: (PathBytes) -> Bool
    ) {
        entries = files.entries.filter { isWanted($0.path) }[...]
        self.reader = reader
        self.sizes = sizes
    }

    public func next() -> (any Piece)? {
        if let piece = long?.next() { return piece }
        long = nil
        var items: [StagedBatch.Item] = []
        var bytes = 0
        while bytes < StagedReader.batchBytes, items.count < StagedReader.batchFiles {
            guard let entry = entries.popFirst() else { break }
            if entry.kind == .file {
                guard let size = begin(entry) else {
                    items.append(.known(.gap(gap(entry, "git does not give its content"))))
                    continue
                }
                guard size <= StagedReader.smallFile else {
                    beginLong(entry)
                    break
                }
                let content = objects?.content(of: size) ?? TextStorage([])
                bytes += size
                items.append(.content(content, entry.path))
                if content.count < size { items.append(.known(.gap(gap(entry, "git broke off")))) }
            } else {
                items.append(.known(other(entry)))
            }
        }
        guard items.isEmpty else { return StagedBatch(items: items, byteCount: bytes, reader: reader) }
        return long?.next()
    }

    /// Asks for a content; its size in bytes, nil where git does not have it.
    private func begin(_ entry: StagedFiles.Entry) -> Int? {
        if objects == nil { objects = try? GitObjects() }
        return objects?.begin(entry.object)
    }

    private func beginLong(_ entry: StagedFiles.Entry) {
        guard let objects else { return }
        long = InputReader(
            member: SourceFiller(objects.source), InputPlace(path: entry.path.text), reader: reader,
            sizes: sizes)
    }

    private func other(_ entry: StagedFiles.Entry) -> Reading {
        let origin = Origin(path: entry.path.text)
        switch entry.kind {
        case .link: return .passedOver(origin, .skipped("symbolic link"))
        case .repository: return .passedOver(origin, .skipped("special file"))
        case .unmerged, .file: return .gap(gap(entry, "its conflict is not resolved"))
        }
    }

    private func gap(_ entry: StagedFiles.Entry, _ reason: String) -> Gap {
        Gap(origin: Origin(path: entry.path.text), reason: .unreadable(reason))
    }
}

/// Small staged files that one worker reads one after the other.
private struct StagedBatch: Piece {
    enum Item {
        case content(TextStorage, PathBytes)
        case known(Reading)
    }

    let items: [Item]
    let byteCount: Int
    let reader: ContentReader

    func read(_ yield: (Reading) -> Void) {
        for item in items {
            switch item {
            case .known(let reading): yield(reading)
            case .content(let storage, let path):
                let origin = Origin(path: path.text)
                reader.read(Content(storage, origin: origin, hints: ContentHints(path: path.text)), yield)
                yield(.endOfFile(nil))
            }
        }
    }
}
