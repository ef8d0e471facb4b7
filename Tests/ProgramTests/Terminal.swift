import Foundation
import Glibc
import Testing

/// A program that runs on a terminal, on which the test types.
final class Terminal {
    private let master: FileHandle
    private let process = Process()
    private(set) var screen = ""

    init(_ arguments: [String], in place: URL) throws {
        let descriptor = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(descriptor >= 0)
        var (unlocked, number): (CInt, CInt) = (0, 0)
        // TIOCSPTLCK and TIOCGPTN of ioctl_tty(2).
        try #require(unsafe ioctl(descriptor, 0x4004_5431, &unlocked) == 0)
        try #require(unsafe ioctl(descriptor, 0x8004_5430, &number) == 0)
        let other = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        try #require(other >= 0)
        master = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        let slave = FileHandle(fileDescriptor: other, closeOnDealloc: true)
        process.executableURL = Program.url
        process.arguments = arguments
        process.currentDirectoryURL = place
        process.environment = ["LC_ALL": "C", "PATH": "/usr/bin:/bin", "USER": "kim", "NO_COLOR": "1"]
        process.standardInput = slave
        process.standardOutput = slave
        process.standardError = slave
        try process.run()
        try slave.close()
    }

    func type(_ keys: String) throws { try master.write(contentsOf: Data(keys.utf8)) }

    /// Reads until the screen shows `text`; false where the program ends before.
    func waitFor(_ text: String) -> Bool {
        while !screen.contains(text) {
            guard readMore() else { return false }
        }
        return true
    }

    /// Ctrl-C.
    func interrupt() { process.interrupt() }

    /// What the screen showed up to the end, and the exit status.
    func end() -> (screen: String, status: Int32) {
        while readMore() {}
        process.waitUntilExit()
        return (screen, process.terminationReason == .exit ? process.terminationStatus : -1)
    }

    private func readMore() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe read(master.fileDescriptor, &bytes, bytes.count)
        guard count > 0 else { return false }
        screen += String(decoding: bytes[..<count], as: UTF8.self)
        return true
    }
}
