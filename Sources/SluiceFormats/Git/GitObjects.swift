import Glibc
import SluiceModel

/// Contents out of a git repository, by `git cat-file --batch`.
///
/// `@unchecked` because it belongs to one reader and its reader of a long content, which are asked under a lock.
@safe
final class GitObjects: @unchecked Sendable {
    private static let capacity = 256 << 10

    private let child: GitChild
    private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: GitObjects.capacity)
    private var held = 0..<0
    /// Of the current content, not yet taken.
    private var left = 0
    private var isOpen = false

    init() throws(SystemFault) { child = try GitChild(["cat-file", "--batch"], takesInput: true) }

    deinit {
        unsafe buffer.deallocate()
        child.end()
    }

    /// The rest of the current content.
    var source: any ByteSource { Source(objects: self) }

    /// Goes to a content, over what is left of the current one; its size, nil where there is none.
    func begin(_ object: String) -> Int? {
        skipRest()
        guard child.tell(object + "\n"), let line = line() else { return nil }
        // "OBJECT blob SIZE", or "OBJECT missing"
        let words = line.split(separator: " ")
        guard words.count == 3, words[1] == "blob", let size = Int(words[2]), size >= 0 else {
            // The bytes of what is no blob would be taken for the next answer.
            if words.count == 3, let size = Int(words[2]) {
                left = size
                isOpen = true
            }
            return nil
        }
        left = size
        isOpen = true
        return size
    }

    /// The current content, of `size` bytes; less where git broke off.
    func content(of size: Int) -> TextStorage {
        unsafe TextStorage(unsafeUninitializedCapacity: size) { target in
            var done = 0
            while done < size {
                let rest = unsafe UnsafeMutableBufferPointer(rebasing: target[done..<size])
                let count = unsafe read(into: rest)
                if count == 0 { break }
                done += count
            }
            return done
        }
    }

    fileprivate func read(into target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        guard left > 0, target.count > 0, fill() else { return 0 }
        let count = min(target.count, held.count, left)
        let stretch = unsafe UnsafeMutableBufferPointer(
            rebasing: buffer[held.lowerBound..<held.lowerBound + count])
        _ = unsafe target.update(fromContentsOf: stretch)
        held = held.lowerBound + count..<held.upperBound
        left -= count
        return count
    }

    fileprivate var isBroken: Bool { left > 0 }

    /// Steps over the current content and the line end behind it.
    private func skipRest() {
        guard isOpen else { return }
        left += 1
        while left > 0, fill() {
            let count = min(held.count, left)
            held = held.lowerBound + count..<held.upperBound
            left -= count
        }
        isOpen = false
    }

    private func line() -> String? {
        var line: [UInt8] = []
        while line.count < 1000, fill() {
            let byte = unsafe buffer[held.lowerBound]
            held = held.lowerBound + 1..<held.upperBound
            if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return nil
    }

    /// Sees to it that there is a byte to take; false where git has ended.
    private func fill() -> Bool {
        guard held.isEmpty else { return true }
        let count = unsafe child.read(into: buffer)
        held = 0..<count
        return count > 0
    }

    private struct Source: ByteSource {
        let objects: GitObjects

        mutating func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(SourceFault) -> Int {
            let count = unsafe objects.read(into: target)
            if count == 0, target.count > 0, objects.isBroken { throw .shrunk }
            return count
        }
    }
}
