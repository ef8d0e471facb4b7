import CSystemCalls
import SluiceModel

/// Writes a file from its beginning to its end, whole pages at a time.
///
/// What is beyond ``cached`` bytes leaves the system's cache of files as soon as it is on the disk: a report of a
/// gigabyte is not worth the memory that others use, and a page of fresh memory takes longer than all else that
/// writing it does.
struct PagedFile: ~Copyable {
    /// Of memory and of most file systems; any number of bytes is written rightly.
    private static let page = 4096
    private static let cached = 16 << 20

    private let descriptor: CInt
    /// What does not fill a page yet.
    private var rest = GrowingBytes()
    private var written = 0
    /// Whether the file system can be asked to keep nothing.
    private var canAvoidCache = true

    init(_ descriptor: CInt) { self.descriptor = descriptor }

    /// 0, or the error's number.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) -> CInt {
        let whole = (rest.count + bytes.count) / PagedFile.page * PagedFile.page
        guard whole > 0 else {
            unsafe rest.append(bytes)
            return 0
        }
        let taken = whole - rest.count
        let code = unsafe write(UnsafeBufferPointer(rebasing: bytes.prefix(taken)))
        rest.removeAll()
        unsafe rest.append(UnsafeBufferPointer(rebasing: bytes.dropFirst(taken)))
        written += whole
        return code
    }

    /// Writes what does not fill a page.
    mutating func end() -> CInt {
        let code = unsafe write(UnsafeBufferPointer(start: nil, count: 0))
        rest.removeAll()
        return code
    }

    /// Writes the rest and what follows it.
    private mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) -> CInt {
        var avoidsCache = canAvoidCache && written >= PagedFile.cached && bytes.count > 0
        let asked = avoidsCache
        let code = rest.withBytes { rest in
            unsafe sluice_write_pieces(
                descriptor, rest.baseAddress, rest.count, bytes.baseAddress, bytes.count, &avoidsCache)
        }
        if asked, !avoidsCache { canAvoidCache = false }
        return code
    }
}
