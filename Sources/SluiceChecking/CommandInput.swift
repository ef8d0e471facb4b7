import CSystemCalls
import Glibc
import SluiceSpool

/// The input of a command, complete before the command reads its first byte.
///
/// A short one lies in a pipe, as much as that takes without waiting; a longer one in a file without a name.
struct CommandInput: ~Copyable {
    private let reading: CInt
    private var writing: CInt
    private var file: UnnamedFile?
    private var count = 0

    /// Nil where the system gives no pipe.
    init?() {
        var (reading, writing): (CInt, CInt) = (-1, -1)
        guard unsafe sluice_pipe(&reading, &writing) == 0 else { return nil }
        (self.reading, self.writing) = (reading, writing)
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(reading)
        if writing >= 0 { close(writing) }
    }

    /// False where there is no room for the bytes.
    mutating func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        count += bytes.count
        if let file { return unsafe CommandInput.append(bytes, to: file) }
        var done = 0
        while done < bytes.count {
            let taken = unsafe Glibc.write(
                writing, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done)
            if taken < 0, errno == EINTR { continue }
            guard taken > 0 else { return unsafe spill(UnsafeRawBufferPointer(rebasing: bytes[done...])) }
            done += taken
        }
        return true
    }

    /// Goes on in a file, with what the pipe took before it.
    private mutating func spill(_ more: UnsafeRawBufferPointer) -> Bool {
        guard let file = UnnamedFile(in: SpoolRoom.usualFolder) else { return false }
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        var left = count - more.count
        while left > 0 {
            let got = unsafe read(reading, &piece, min(left, piece.count))
            guard got > 0, file.append(Array(piece[..<got])) == 0 else { return false }
            left -= got
        }
        self.file = file
        return unsafe CommandInput.append(more, to: file)
    }

    /// In pieces, since each is copied.
    private static func append(_ bytes: UnsafeRawBufferPointer, to file: UnnamedFile) -> Bool {
        stride(from: 0, to: bytes.count, by: 1 << 20).allSatisfy { start in
            unsafe file.append(Array(bytes[start..<min(bytes.count, start + (1 << 20))])) == 0
        }
    }

    /// Lends what a command reads from; nothing can be appended any more.
    mutating func lend<Result>(_ body: (CInt) -> Result) -> Result {
        close(writing)
        writing = -1
        return file.map { $0.asInput(body) } ?? body(reading)
    }

    /// Whether there was something to read, and none of it has been read.
    var isUntouched: Bool {
        guard count > 0 else { return false }
        if let file { return file.place == 0 }
        var left: CInt = 0
        return unsafe ioctl(reading, UInt(FIONREAD), &left) == 0 && Int(left) == count
    }
}
