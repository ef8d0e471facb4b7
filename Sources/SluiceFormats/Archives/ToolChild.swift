import CSystemCalls
import Glibc
import SluiceModel

/// Programs of others that make text of a document, run under limits.
///
/// The child that is started is this program, which limits itself and then becomes the tool.
enum ToolChild {
    /// The hidden first argument; memory, seconds, the longest file and the tool's command follow.
    static let argument = "__tool"

    /// Becomes the tool, where the arguments ask for that; else it comes back at once.
    static func becomeIfAsked(_ arguments: [String]) {
        guard arguments.count > 5, arguments[1] == argument, let memory = Int(arguments[2]),
            let seconds = Int(arguments[3]), let fileSize = Int(arguments[4])
        else { return }
        ChildLimits.setForTool(memory: memory, seconds: seconds, fileSize: fileSize)
        _ = unsafe withTerminated(Array(arguments[5...])) { unsafe execv(arguments[5], $0) }
        _exit(127)
    }

    /// The tool's path; nil where it is not installed.
    static func path(of tool: String) -> String? {
        ["/usr/bin/", "/usr/local/bin/", "/bin/"].map { $0 + tool }.first { unsafe access($0, X_OK) == 0 }
    }

    struct Answer {
        var text: TextStorage
        /// Why it is not all; nil where it is.
        var fault: GapReason?
        /// The tool's own; nil where it was ended.
        var status: CInt?
    }

    /// What the tool writes when it is given `file` as its standard input.
    ///
    /// With `patience` it may be silent for so many seconds, and write files of its own.
    static func run(
        _ command: [String], _ file: OpenFile, with reader: ContentReader, patience: Double? = nil
    ) throws(SystemFault) -> Answer {
        let limits = reader.options.limits
        let seconds = Int(limits.seconds ?? patience ?? 120)
        let fileSize = patience == nil ? 0 : limits.unpackedBytes ?? Int(Int32.max) << 16
        let order = [argument, "\(limits.childMemory)", "\(seconds)", "\(fileSize)"]
        let pipe = try ChildPipe(
            reader.options.unpacker.executable,
            order + command,
            input: .file(file, size: 0), as: STDIN_FILENO,
            limits: ChildPipe.Limits(
                idleSeconds: patience ?? limits.idleSeconds, seconds: limits.seconds,
                cancellation: reader.options.unpacker.cancellation))
        var bytes: [UInt8] = []
        while true {
            let more = unsafe [UInt8](unsafeUninitializedCapacity: 256 << 10) { target, count in
                count = unsafe pipe.read(into: target)
            }
            if more.isEmpty { break }
            bytes += more
            if let limit = reader.budget?.take(bytes: more.count) { pipe.end(.limit(limit)) }
            if bytes.count > limits.wholeContent {
                pipe.end(.limit("contents held whole, at most \(limits.wholeContent) bytes"))
            }
            if pipe.breach != nil { break }
        }
        return Answer(
            text: TextStorage(bytes), fault: pipe.breach, status: pipe.breach == nil ? pipe.wait() : nil)
    }
}
