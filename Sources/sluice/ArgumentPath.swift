import Glibc
import SluiceFormats

/// Paths on the command line as the shell gave them: a name may have bytes that are not UTF-8.
enum ArgumentPath {
    /// The bytes of each of `paths`, which come from the arguments in their order.
    ///
    /// Texts show such bytes as U+FFFD; where no argument reads like that, a path is taken as it stands.
    static func bytes(of paths: [String]) -> [PathBytes] {
        guard paths.contains(where: isRepaired) else { return paths.map { PathBytes($0) } }
        var arguments = raw.filter { String(validating: $0, as: UTF8.self) == nil }[...]
        return paths.map { path in
            guard isRepaired(path),
                let index = arguments.firstIndex(where: { String(decoding: $0, as: UTF8.self) == path })
            else { return PathBytes(path) }
            defer { arguments.remove(at: index) }
            return PathBytes(arguments[index])
        }
    }

    private static func isRepaired(_ path: String) -> Bool { path.unicodeScalars.contains("\u{FFFD}") }

    /// The program's arguments.
    private static var raw: [[UInt8]] {
        (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            guard let argument = unsafe CommandLine.unsafeArgv[index] else { return nil }
            return unsafe Array(UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
        }
    }
}
