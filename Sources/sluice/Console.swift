import Glibc
import SluiceModel
import SluiceReport

/// The standard streams, and what the environment says of them.
enum Console {
    static func print(_ text: String) { write(text + (text.hasSuffix("\n") ? "" : "\n"), to: STDOUT_FILENO) }

    /// Writes to the standard output as it stands.
    static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

    static func error(_ text: String) {
        write("sluice: " + text + (text.hasSuffix("\n") ? "" : "\n"), to: STDERR_FILENO)
    }

    /// Writes to the standard error as it stands.
    static func note(_ text: String) { write(text, to: STDERR_FILENO) }

    /// Says why nothing happens: the standard input brings nothing.
    static func noteSilence() {
        let ending = isTerminal(STDIN_FILENO) ? "; Ctrl-D ends it" : ""
        note("sluice: waiting for text on the standard input\(ending)\n")
    }

    static func isTerminal(_ descriptor: CInt) -> Bool { isatty(descriptor) == 1 }

    static let output = STDOUT_FILENO

    /// The columns of the terminal that the standard output is; what `COLUMNS` says, else 80, where it is none.
    static var width: Int {
        var size = winsize()
        if unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return environment("COLUMNS").flatMap { Int($0) } ?? 80
    }

    /// Colours on a terminal only, and only where nobody objects.
    static func style(_ descriptor: CInt) -> TextStyle {
        let objects = !(environment("NO_COLOR") ?? "").isEmpty || environment("TERM") == "dumb"
        return isTerminal(descriptor) && !objects ? .coloured : .plain
    }

    /// The language that the environment asks for; English where it asks for none that is known.
    static var language: Language {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = environment(name), !value.isEmpty else { continue }
            return value.hasPrefix("de") ? .german : .english
        }
        return .english
    }

    /// Seconds since an arbitrary moment.
    static var clock: Double {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Seconds since 1970.
    static var now: Double {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    private static func write(_ text: String, to descriptor: CInt) {
        var target = ReportTarget(stream: descriptor, name: "standard output")
        do throws(OutputFault) {
            try target.write(Array(text.utf8))
        } catch {
            // Who has gone wants nothing, and of the standard error there is nobody left to tell.
            guard descriptor == STDOUT_FILENO, error != .closed else { return }
            Console.error("error: cannot write \(error)")
            exit(Outcome.internalError.code(in: ExitStyle.asked(for: CommandLine.arguments)))
        }
    }
}
