import SluiceModel
import Synchronization

/// Files that stand beside others in the file system; what was read is kept for the next who asks.
public final class FileCompanions: Sendable {
    /// Longer ones are not given, in bytes.
    private static let longest = 64 << 20
    /// How many answers are kept.
    private static let most = 64

    private let known = Mutex<[[UInt8]: TextStorage?]>([:])

    public init() {}

    /// What stands beside the file at `path`.
    public func beside(_ path: PathBytes) -> any Companions { Beside(files: self, path: path) }

    fileprivate func file(at path: PathBytes) -> TextStorage? {
        known.withLock { known in
            if let answer = known[Array(path.bytes)] { return answer }
            if known.count >= FileCompanions.most { known.removeAll() }
            let answer = FileCompanions.read(path)
            known[Array(path.bytes)] = .some(answer)
            return answer
        }
    }

    private static func read(_ path: PathBytes) -> TextStorage? {
        // A pipe would be waited for; only files have a size.
        guard let file = try? OpenFile(path), case let size = file.size, size > 0, size <= longest else {
            return nil
        }
        return try? file.text(in: 0..<size)
    }

    private struct Beside: Companions {
        let files: FileCompanions
        let path: PathBytes

        func content(at relative: String) -> TextStorage? {
            let bytes = path.bytes
            let folder = bytes.lastIndex(of: 0x2F).map { Array(bytes[...$0]) } ?? []
            return files.file(at: PathBytes(folder: folder, name: Array(relative.utf8)[...]))
        }
    }
}
