import Glibc

/// Takes single keys and lines from the terminal on the standard input.
///
/// Ctrl-C ends what is being asked, and not the program, so that what was decided before can be kept.
struct Keyboard {
    /// The signals that are held back while nobody is asked: one that came then would else be lost.
    private let whileAsking: sigset_t

    init() {
        var action = sigaction()
        // What waits comes back with EINTR.
        unsafe action.__sigaction_handler.sa_handler = { _ in }
        var signals = sigset_t()
        _ = unsafe sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            _ = unsafe sigaction(signal, &action, nil)
            _ = unsafe sigaddset(&signals, signal)
        }
        var mask = sigset_t()
        _ = unsafe pthread_sigmask(SIG_BLOCK, &signals, &mask)
        // Whoever started the program may have held them back.
        for signal in [SIGINT, SIGTERM, SIGHUP] { _ = unsafe sigdelset(&mask, signal) }
        whileAsking = mask
    }

    /// The next key; nil where the person has gone or pressed Ctrl-C or Ctrl-D.
    func key() -> Character? {
        var before = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
        var single = before
        single.c_lflag &= ~tcflag_t(ICANON | ECHO)
        _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &single)
        defer { _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
        guard let byte = byte(), byte != 0x04 else { return nil }
        return Character(Unicode.Scalar(byte < 0x80 ? byte : 0x3F))
    }

    /// What is typed up to the line's end, without blanks around it; nil where the person has gone or pressed Ctrl-C.
    func line(prompt: String) -> String? {
        Console.write(prompt)
        var line: [UInt8] = []
        while let byte = byte() {
            if byte == 0x0A {
                let text = String(decoding: line, as: UTF8.self)
                let blanks = text.prefix { $0.isWhitespace }.count
                let bare = text.dropFirst(blanks)
                return String(bare.dropLast(bare.reversed().prefix { $0.isWhitespace }.count))
            }
            line.append(byte)
        }
        Console.print("")
        return nil
    }

    /// The next byte; nil at the end, and where a signal came, also before this call.
    private func byte() -> UInt8? {
        // The standard input alone: descriptor 0 is the first bit.
        var input = fd_set()
        input.__fds_bits.0 = 1
        var mask = whileAsking
        guard unsafe pselect(STDIN_FILENO + 1, &input, nil, nil, nil, &mask) > 0 else { return nil }
        var byte: UInt8 = 0
        return unsafe read(STDIN_FILENO, &byte, 1) == 1 ? byte : nil
    }
}
