public import SluiceModel

/// A file that is held whole.
public enum WholeFile {
    /// The file's content; nil where it cannot be read.
    public static func text(_ path: String) -> TextStorage? {
        guard let file = try? OpenFile(PathBytes(path)) else { return nil }
        let size = file.size
        return try? file.text(in: 0..<size)
    }

    public static func bytes(_ path: String) -> [UInt8]? {
        text(path).map { $0.bytes(in: 0..<$0.count) }
    }
}
