import Glibc
import SluiceModel

/// A file to be read whole, with the size and the time that it had when it was listed.
public struct ListedFile: Hashable, Sendable {
    public var path: PathBytes
    public var size: Int
    /// When it was changed last, in nanoseconds since 1970.
    public var modified: Int

    public init(path: PathBytes, size: Int, modified: Int = 0) {
        self.path = path
        self.size = size
        self.modified = modified
    }
}

/// Small files that one worker reads one after the other, each by its content.
public struct FileBatch: Piece {
    private enum Item: Sendable {
        case file(ListedFile)
        case known(Reading)
    }

    private var items: [Item] = []
    public private(set) var byteCount = 0
    private let reader: ContentReader

    public init(_ reader: ContentReader) { self.reader = reader }

    public var count: Int { items.count }

    public mutating func append(_ file: ListedFile) {
        items.append(.file(file))
        byteCount += file.size
    }

    /// Adds what is known already, such as a file that cannot be listed, in its place among the files.
    public mutating func append(_ reading: Reading) { items.append(.known(reading)) }

    public func read(_ yield: (Reading) -> Void) {
        for item in items {
            switch item {
            case .file(let file): read(file, yield)
            case .known(let reading): yield(reading)
            }
        }
    }

    private func read(_ file: ListedFile, _ yield: (Reading) -> Void) {
        let origin = Origin(path: file.path.text)
        do throws(SystemFault) {
            let storage = try load(file)
            let content = Content(
                storage, origin: origin, hints: ContentHints(path: origin.path),
                companions: reader.files.beside(file.path))
            reader.readRuns(content, yield)
            if storage.count < file.size { yield(.gap(.shrunk(origin))) }
        } catch {
            yield(.gap(Gap(origin: origin, reason: .unreadable(error.description))))
        }
        yield(.endOfFile(file))
    }

    /// Reads up to the listed size; what was appended since is not looked at.
    private func load(_ file: ListedFile) throws(SystemFault) -> TextStorage {
        try OpenFile(file.path).text(in: 0..<file.size)
    }
}

extension Gap {
    /// A file that ended before its listed size.
    static func shrunk(_ origin: Origin) -> Gap {
        Gap(origin: origin, reason: .unreadable("became shorter while it was read"))
    }
}
