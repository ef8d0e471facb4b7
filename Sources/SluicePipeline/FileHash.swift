import SluiceDigest
import SluiceFormats
import SluiceModel

/// The hash by which a file is known to others.
enum FileHash {
    /// SHA-256 in hexadecimal; nil where the file has changed since it was listed, or cannot be read.
    static func sha256(of file: ListedFile) -> String? {
        guard let open = try? OpenFile(file.path) else { return nil }
        var hash = SHA256()
        var offset = 0
        while offset < file.size {
            guard let bytes = try? open.text(in: offset..<min(file.size, offset + 1 << 20)), bytes.count > 0
            else { return nil }
            bytes.withSpan { hash.update($0) }
            offset += bytes.count
        }
        guard let status = try? FileStatus(descriptor: open.descriptor), status.size == file.size,
            status.modified == file.modified
        else { return nil }
        return hash.finalize().hexadecimal
    }
}
