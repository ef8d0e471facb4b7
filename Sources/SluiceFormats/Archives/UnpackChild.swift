import Glibc

/// The program's other self, which unpacks archives and is ended when one of them is hostile.
///
/// Orders and archives come by a socket, which is its descriptor 3; records (``UnpackFrame``) go to its standard output.
public enum UnpackChild {
    /// The hidden first argument by which the program knows that it is the child; how many bytes of memory it may
    /// take follows.
    public static let argument = "__unpack"

    private static let socket: CInt = 3

    /// Runs as the child, or becomes the tool that the child is to become, where the program was started as one;
    /// else it comes back at once.
    public static func runIfAsked() {
        guard CommandLine.argc > 1 else { return }
        ToolChild.becomeIfAsked(CommandLine.arguments)
        let arguments = CommandLine.arguments
        guard arguments.count > 2, arguments[1] == argument, let memory = Int(arguments[2]) else { return }
        FrameWriter.start()
        // Under the limits no library can be loaded any more.
        let inflater = Inflater()
        _ = ArchiveHandle.load()
        ChildLimits.set(memory: memory)
        while let (order, archive) = UnpackOrder.receive(from: socket) {
            ChildLimits.allowTime(seconds: order.idleSeconds)
            var run = UnpackRun(order, descriptor: archive, inflater)
            run.unpackAll()
            FrameWriter.flush()
            close(archive)
        }
        _exit(0)
    }
}
