import Glibc

/// The program's other self, which unpacks an archive and is ended when the archive is hostile.
///
/// It reads the archive from descriptor 3 and writes records (``UnpackFrame``) to its standard output.
public enum UnpackChild {
    /// The hidden first argument by which the program knows that it is the child.
    public static let argument = "__unpack"

    /// Runs as the child, or becomes the tool that the child is to become, where the program was started as one; else it comes back at once.
    public static func runIfAsked() {
        ToolChild.becomeIfAsked(CommandLine.arguments)
        var arguments = CommandLine.arguments.dropFirst()
        guard arguments.popFirst() == argument else { return }
        let order = UnpackOrder(arguments: arguments)
        FrameWriter.start()
        ChildLimits.set(memory: order.memory, seconds: order.idleSeconds)
        var run = UnpackRun(order)
        run.unpackAll()
        FrameWriter.flush()
        _exit(0)
    }
}

/// What a child is to do, in its arguments.
struct UnpackOrder: Equatable {
    /// Bytes.
    var memory = 512 << 20
    /// Seconds of processor time between two signs of progress.
    var idleSeconds = 30
    /// How many members are left out at the front.
    var skip = 0
    /// The one member whose bytes are wanted; empty for none; nil for all.
    var only: String?

    init(memory: Int, idleSeconds: Int, skip: Int = 0, only: String? = nil) {
        self.memory = memory
        self.idleSeconds = idleSeconds
        self.skip = skip
        self.only = only
    }

    init(arguments: some Sequence<String>) {
        var arguments = arguments.makeIterator()
        func number() -> Int? { arguments.next().flatMap { Int($0) } }
        memory = number() ?? memory
        idleSeconds = number() ?? idleSeconds
        skip = number() ?? skip
        only = arguments.next()
    }

    var arguments: [String] { ["\(memory)", "\(idleSeconds)", "\(skip)"] + (only.map { [$0] } ?? []) }
}
